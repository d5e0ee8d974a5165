"""The words: the same keys in both languages, the same values to fill in, none missing and none unused."""

import re
from pathlib import Path
from string import Formatter

from config.vocabulary import Language
from kiosk.wording import FOLDER, wording

ROOM = Path(FOLDER).parent
USED = re.compile(r"""say(?:_both)?\(\s*["']([a-z]+\.[a-z_]+)["']""")


def _fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_both_languages_have_the_same_keys_and_values() -> None:
    chinese, english = wording(Language.CHINESE).texts, wording(Language.ENGLISH).texts
    assert chinese.keys() == english.keys()
    assert {key: _fields(text) for key, text in chinese.items()} == {
        key: _fields(text) for key, text in english.items()
    }


def test_every_word_is_used_and_every_used_word_is_there() -> None:
    sources = [*ROOM.rglob("*.py"), *ROOM.rglob("*.kv")]
    used = {key for source in sources for key in USED.findall(source.read_text("utf-8"))}
    assert used == wording(Language.CHINESE).texts.keys()


def test_words_are_filled_in() -> None:
    assert wording(Language.CHINESE).say("number.ahead", people=3) == "前面还有 3 人"
    assert wording(Language.ENGLISH).say("number.ahead", people=3) == "3 ahead of you"
