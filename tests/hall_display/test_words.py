"""The screens' words: the same in both languages, every one used, none missing; colours that can be read."""

import re
from pathlib import Path
from string import Formatter

from config import theme
from config.vocabulary import Language, Trouble
from hall_display import look
from hall_display.wall.troubles import TROUBLE_KEY
from hall_display.words import words

ROOM = Path(__file__).parents[2] / "hall_display"
ZH, EN = words(Language.CHINESE), words(Language.ENGLISH)
SECTIONS = sorted({key.partition(".")[0] for key in ZH})
KEY = re.compile(rf"[\"']((?:{'|'.join(SECTIONS)})\.[a-z_]+)[\"']")


def used() -> set[str]:
    """Every key that stands in a program or a layout."""
    files = [file for ending in ("py", "kv") for file in ROOM.rglob(f"*.{ending}")]
    return {key for file in files for key in KEY.findall(file.read_text("utf-8"))} - {"wall.kv", "calls.kv"}


def parts(text: str) -> set[str]:
    """The names between braces."""
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_both_languages_have_the_same_words_with_the_same_parts() -> None:
    assert ZH.keys() == EN.keys()
    assert {key for key in ZH if parts(ZH[key]) != parts(EN[key])} == set()


def test_every_word_is_used_and_none_is_missing() -> None:
    assert used() == set(ZH)


def test_every_trouble_of_a_device_has_its_words() -> None:
    assert TROUBLE_KEY.keys() == set(Trouble) - {Trouble.NONE}
    assert len(set(TROUBLE_KEY.values())) == len(TROUBLE_KEY)


def test_every_word_says_something() -> None:
    assert [key for texts in (ZH, EN) for key, text in texts.items() if not text.strip()] == []


def test_text_can_be_told_from_its_ground() -> None:
    weak = [pair for pair in look.PAIRS if theme.contrast(*pair) < theme.CONTRAST_MIN]
    assert weak == []
