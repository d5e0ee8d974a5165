"""A code scanner: reads what stands on paper or a phone as a bar code or a two-dimensional code."""

from dataclasses import dataclass
from typing import Final, Protocol

from devices.kinds.card_reader import CardSeen
from devices.kinds.driver import Driver

CODE_MAX: Final = 1_024
"""Signs in one code."""


@dataclass(frozen=True, repr=False)
class CodeScanned:
    """A code was read: 1 to CODE_MAX printable signs. An electronic card is one too, so it never shows itself."""

    text: str
    scanner: str

    def __repr__(self) -> str:
        return f"CodeScanned({len(self.text)} signs, {self.scanner!r})"


class CodeScanner(Driver[CodeScanned | CardSeen], Protocol):
    """Yields one event per code, of a card where the code is one; the same code again only after a pause."""
