"""Cuts a printer's input into commands, byte by byte as it comes. Unknown commands are swallowed as printers do.

Bounded: a command that announces more than the printer's memory is cut off. Never raises on any bytes.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

MEMORY_MAX_BYTES: Final = 262_144
FIRST_TEXT_BYTE: Final = 0x20
LINE_FEED: Final = 0x0A
ESC, GS, FS, DLE = 0x1B, 0x1D, 0x1C, 0x10
ONE_PARAMETER: Final = {
    (ESC, 0x61), (ESC, 0x64), (ESC, 0x4A), (ESC, 0x33), (ESC, 0x21), (ESC, 0x2D), (ESC, 0x74), (ESC, 0x45), (ESC, 0x52),
    (GS, 0x21), (GS, 0x42), (GS, 0x61), (GS, 0x72), (GS, 0x49), (FS, 0x21), (FS, 0x57), (FS, 0x2D), (FS, 0x43),
    (GS, 0xE0), (GS, 0xE1),
}  # fmt: skip
TWO_PARAMETERS: Final = {(ESC, 0x42), (GS, 0x4C), (GS, 0x57), (FS, 0x53)}
FOUR_PARAMETERS: Final = {(FS, 0x50)}
REAL_TIME: Final = {(DLE, 0x04), (DLE, 0x05)}
SIZED: Final = {(GS, 0x28), (FS, 0x28)}
RASTER: Final = (GS, 0x76)
CUT: Final = (GS, 0x56)
PRESENTER: Final = (GS, 0x65)
HELD_OUT: Final = 3
CUT_WITH_FEED: Final = frozenset({65, 66, 97, 98, 103, 104})
RASTER_HEAD_BYTES: Final = 8
SIZED_HEAD_BYTES: Final = 5


@dataclass(frozen=True)
class Command:
    """A command's first two bytes and what follows them."""

    code: tuple[int, int]
    body: bytes = b""


@dataclass(frozen=True)
class Plain:
    """Bytes of text, without line ends."""

    data: bytes


@dataclass(frozen=True)
class LineEnd:
    """LF."""


Piece = Command | Plain | LineEnd


class EscposParser:
    """Feed it bytes, get pieces."""

    def __init__(self) -> None:
        self._held = bytearray()
        self.last_bytes = 0
        """How long the last piece was."""

    def feed(self, data: bytes) -> Iterator[Piece]:
        """The pieces that are complete now. Whoever stops asking finds the rest at the next feed."""
        self._held += data
        while self._held:
            before = len(self._held)
            piece = self._next()
            self.last_bytes = before - len(self._held)
            if piece is None:
                if len(self._held) > MEMORY_MAX_BYTES:
                    self._held.clear()
                return
            yield piece

    def leave(self) -> bytes:
        """What is not cut into pieces yet; the parser is empty afterwards."""
        rest = bytes(self._held)
        self._held.clear()
        return rest

    def _next(self) -> Piece | None:
        first = self._held[0]
        if first == LINE_FEED:
            del self._held[:1]
            return LineEnd()
        if first in (ESC, GS, FS, DLE):
            return self._command()
        if first < FIRST_TEXT_BYTE:
            del self._held[:1]
            return Plain(b"")
        return self._plain()

    def _plain(self) -> Piece:
        """Text up to the next control byte. A double-byte sign's second byte is never below 0x30."""
        end = next((at for at, byte in enumerate(self._held) if byte < FIRST_TEXT_BYTE), len(self._held))
        data = bytes(self._held[:end])
        del self._held[:end]
        return Plain(data)

    def _command(self) -> Piece | None:
        if len(self._held) < 2:
            return None
        code = (self._held[0], self._held[1])
        length = self._length(code)
        if length is None or len(self._held) < length:
            return None
        body = bytes(self._held[2:length])
        del self._held[:length]
        return Command(code, body)

    def _length(self, code: tuple[int, int]) -> int | None:
        """The whole command's length, or None while it cannot be known."""
        held = self._held
        if code in ONE_PARAMETER or code in REAL_TIME:
            return 3
        if code in TWO_PARAMETERS:
            return 4
        if code in FOUR_PARAMETERS:
            return 6
        if code == CUT:
            return None if len(held) < 3 else 3 + (held[2] in CUT_WITH_FEED)
        if code == PRESENTER:
            return None if len(held) < 3 else 3 + (held[2] == HELD_OUT)
        if code in SIZED:
            return None if len(held) < SIZED_HEAD_BYTES else SIZED_HEAD_BYTES + held[3] + held[4] * 256
        if code == RASTER:
            if len(held) < RASTER_HEAD_BYTES:
                return None
            return RASTER_HEAD_BYTES + (held[4] + held[5] * 256) * (held[6] + held[7] * 256)
        return 2
