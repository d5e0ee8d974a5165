"""The key to a travel document's chip, and who takes it."""

from dataclasses import dataclass
from typing import Protocol, runtime_checkable


@dataclass(frozen=True, repr=False)
class ChipKey:
    """What opens a travel document's chip: number, birth and expiry (YYMMDD). As personal as the document itself."""

    number: str
    birth: str
    expiry: str

    def __repr__(self) -> str:
        return "ChipKey()"


@runtime_checkable
class TakesKeys(Protocol):
    """A card reader that reads travel documents."""

    def take_key(self, key: ChipKey) -> None:
        """Keep a document's key for a while; one that lies there waiting for it is read."""
