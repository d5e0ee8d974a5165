"""One piece of what went over a wire: its meaning, and only those of its bytes that may be seen."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from config.settings.plan_files import DeviceSettings
from devices.ports.tap import Way

PERSONAL_KINDS: Final = frozenset({"card_reader", "code_scanner"})
PART: Final = "part of an answer, or noise"


@dataclass(frozen=True)
class Piece:
    """``shown`` may be seen by anybody; ``hidden`` counts the bytes that are left out."""

    words: str
    shown: bytes = b""
    hidden: int = 0


class Explainer(Protocol):
    """Of one device, from when somebody began to listen. Takes any bytes and never raises."""

    def explain(self, way: Way, data: bytes) -> Sequence[Piece]:
        """The pieces that are complete with these bytes; only TO_DEVICE and FROM_DEVICE are asked."""


class Unexplained:
    """A make that says nothing of its bytes: they are shown as they are, but not those of cards and codes."""

    def __init__(self, settings: DeviceSettings) -> None:
        self._personal = settings.kind in PERSONAL_KINDS

    def explain(self, way: Way, data: bytes) -> Sequence[Piece]:
        """Bytes of which nothing is known."""
        del way
        words = "the driver does not say what this means"
        return [Piece(words, hidden=len(data))] if self._personal else [Piece(words, data)]
