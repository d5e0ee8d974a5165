"""The screens' own words in both languages; a test holds that both files have the same keys and all are used."""

import tomllib
from functools import cache
from pathlib import Path

from config.vocabulary import Language


@cache
def words(language: Language) -> dict[str, str]:
    """All words of one language by ``section.key``."""
    read = tomllib.loads((Path(__file__).parent / f"{language}.toml").read_text("utf-8"))
    return {f"{section}.{key}": text for section, texts in read.items() for key, text in texts.items()}


def say(language: Language, key: str, **parts: object) -> str:
    """One text with its ``{parts}`` filled in."""
    return words(language)[key].format(**parts)


def say_zh(key: str, **parts: object) -> str:
    """One text in Chinese."""
    return say(Language.CHINESE, key, **parts)


def say_en(key: str, **parts: object) -> str:
    """One text in English."""
    return say(Language.ENGLISH, key, **parts)
