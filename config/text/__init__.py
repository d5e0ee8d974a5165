"""A text in the hall's two languages. Standard library only."""

from dataclasses import dataclass

from config.vocabulary import Language


@dataclass(frozen=True)
class Text:
    """One text in both languages."""

    zh: str
    en: str

    def in_language(self, language: Language) -> str:
        """The text for a screen or a ticket in this language."""
        return self.zh if language is Language.CHINESE else self.en
