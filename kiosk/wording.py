"""The kiosk's own words, one TOML file a language in ``words/``; keys are ``section.name``."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Final

from config.vocabulary import Language

FOLDER: Final = Path(__file__).parent / "words"


class Wording:
    """All words in one language."""

    def __init__(self, language: Language, texts: dict[str, str]) -> None:
        self.language = language
        self.texts = texts

    def say(self, key: str, **values: object) -> str:
        """The text at this key with its ``{values}`` filled in."""
        return self.texts[key].format(**values)


@cache
def wording(language: Language) -> Wording:
    """The words in a language, read once."""
    sections = tomllib.loads((FOLDER / f"{language}.toml").read_text("utf-8"))
    flat = {f"{section}.{name}": text for section, entries in sections.items() for name, text in entries.items()}
    return Wording(language, flat)
