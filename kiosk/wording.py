"""The kiosk's own words, one TOML file a language in ``words/``; keys are ``section.name``."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Final

from config.vocabulary import Language, Level
from config.wire.message import Words2
from kiosk.flow.states import State

FOLDER: Final = Path(__file__).parent / "words"


class Wording:
    """All words in one language."""

    def __init__(self, language: Language, texts: dict[str, str]) -> None:
        self.language = language
        self.texts = texts

    def say(self, key: str, **values: object) -> str:
        """The text at this key with its ``{values}`` filled in."""
        return self.texts[key].format(**values)


def say_both(key: str) -> Words2:
    """The kiosk's own words where the server's would stand."""
    return Words2(zh=wording(Language.CHINESE).say(key), en=wording(Language.ENGLISH).say(key))


@cache
def wording(language: Language) -> Wording:
    """The words in a language, read once."""
    sections = tomllib.loads((FOLDER / f"{language}.toml").read_text("utf-8"))
    flat = {f"{section}.{name}": text for section, entries in sections.items() for name, text in entries.items()}
    return Wording(language, flat)


def news(state: State, words: Wording) -> str:
    """What does not work and matters to whoever stands here; empty when all is well."""
    hall = state.hall
    if state.visit.card_unread_until is not None:
        return words.say("notice.card_unread")
    if not hall.printer_ok:
        return words.say("notice.no_paper")
    return "" if hall.every_reader_ok or not hall.reader_ok else words.say("notice.one_reader")


def done_words(seconds: int | None, words: Wording) -> str:
    """On the button that ends a visit: in how many seconds it ends by itself, when that is near."""
    return words.say("number.done") if seconds is None else words.say("number.done_in", seconds=seconds)


def level_words(level: Level, words: Wording) -> str:
    """As it stands on the keys of an evaluator."""
    return {
        Level.VERY_SATISFIED: words.say("judge.very_satisfied"),
        Level.SATISFIED: words.say("judge.satisfied"),
        Level.BASICALLY_SATISFIED: words.say("judge.basically_satisfied"),
        Level.DISSATISFIED: words.say("judge.dissatisfied"),
        Level.VERY_DISSATISFIED: words.say("judge.very_dissatisfied"),
    }[level]
