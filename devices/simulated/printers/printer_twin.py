"""An 80 mm ticket printer behind a TCP port or on a pty: keeps what it prints, answers DLE EOT and GS ( H."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Protocol

from devices.simulated.paper.commands import Command, EscposParser, LineEnd, Piece
from devices.simulated.paper.sheet import PaperMaker, Row
from devices.simulated.twin import Line, LineTwin

PAPERS_KEPT: Final = 20
MEMORY_MAX_BYTES: Final = 65_536
"""What a blocked printer holds; more falls on the floor and is counted."""
LINES_TILL_OUT: Final = 5
STATUS_FIXED: Final = 0x12
REAL_TIME: Final = bytes.fromhex("1004")
REAL_TIME_BYTES: Final = 3
DLE_EOT: Final = (0x10, 0x04)
PRINTED_QUESTION: Final = b"\x48\x06\x00"
MARK_BYTES: Final = 4


class PrinterSwitch(StrEnum):
    """Ways to misbehave, or to run dry."""

    PAPER_OUT = "paper_out"
    PAPER_NEAR_END = "paper_near_end"
    RUNS_OUT_IN_SLIP = "runs_out_in_slip"
    COVER_OPEN = "cover_open"
    OFFLINE = "offline"
    ERROR = "error"
    SILENT = "silent"
    GARBLED = "garbled"
    NO_PRINTED_ANSWER = "no_printed_answer"
    UNPLUGGED = "unplugged"


BLOCKING: Final = (PrinterSwitch.PAPER_OUT, PrinterSwitch.COVER_OPEN, PrinterSwitch.OFFLINE, PrinterSwitch.ERROR)


@dataclass(frozen=True)
class PaperPiece:
    """One cut piece of paper. Times are monotonic seconds."""

    rows: tuple[Row, ...]
    bytes_taken: int
    first_byte_at: float
    cut_at: float


class PrinterLine(Line, Protocol):
    """The printer's side of its port."""

    def send(self, data: bytes) -> None:
        """Answer the client of the moment."""


class PrinterTwin(LineTwin[PrinterSwitch]):
    """One printer; ``line`` makes its port from what is to be called with each byte heard."""

    def __init__(self, line: Callable[[Callable[[bytes], None]], PrinterLine]) -> None:
        self._line = line(self._hear)
        super().__init__(PrinterSwitch, self._line, unplugged=PrinterSwitch.UNPLUGGED)
        self._lock = threading.RLock()
        self._parser = EscposParser()
        self._pen = PaperMaker()
        self._held = bytearray()
        self._taken = 0
        self._first_byte_at = 0.0
        self._lines = 0
        self.lost_bytes = 0
        self.printed = 0
        self.papers: list[PaperPiece] = []
        """Newest last."""

    def _thrown(self, switch: PrinterSwitch, on: bool) -> None:
        super()._thrown(switch, on)
        with self._lock:
            held, self._held = bytes(self._held), bytearray()
            self._take(held)

    def _hear(self, data: bytes) -> None:
        with self._lock:
            self._take(data)

    def _take(self, data: bytes) -> None:
        """Print, or hold what comes while something blocks; status is answered at once either way."""
        if self._blocked():
            self._hold(data)
            return
        for piece in self._parser.feed(data):
            self._do(piece)
            if self._blocked():
                return

    def _hold(self, data: bytes) -> None:
        at = data.find(REAL_TIME)
        while at >= 0:
            self._status(data[at + len(REAL_TIME) : at + REAL_TIME_BYTES])
            data = data[:at] + data[at + REAL_TIME_BYTES :]
            at = data.find(REAL_TIME)
        self._held += data
        self.lost_bytes += max(len(self._held) - MEMORY_MAX_BYTES, 0)
        del self._held[MEMORY_MAX_BYTES:]

    def _do(self, piece: Piece) -> None:
        if isinstance(piece, Command) and piece.code == DLE_EOT:
            self._status(piece.body)
            return
        self._first_byte_at = self._first_byte_at or time.monotonic()
        self._taken += self._parser.last_bytes
        match piece:
            case Command((0x1D, 0x28), body) if body.startswith(PRINTED_QUESTION):
                self._say_printed(body)
            case Command((0x1D, 0x56), _):
                self._cut()
            case _:
                self._pen.take(piece)
        self._feed_out(isinstance(piece, LineEnd))

    def _feed_out(self, line_ended: bool) -> None:
        self._lines += line_ended
        if self._lines >= LINES_TILL_OUT and self._board.once(PrinterSwitch.RUNS_OUT_IN_SLIP):
            self._board.throw(PrinterSwitch.PAPER_OUT, True)

    def _cut(self) -> None:
        piece = PaperPiece(self._pen.cut(), self._taken, self._first_byte_at, time.monotonic())
        self.papers = [*self.papers, piece][-PAPERS_KEPT:]
        self.printed += 1
        self._taken, self._first_byte_at, self._lines = 0, 0.0, 0

    def _say_printed(self, body: bytes) -> None:
        """GS ( H 06 00 30 30 d1…d4: everything before it is on paper by now."""
        self._taken, self._first_byte_at = 0, 0.0
        if not self._board.on(PrinterSwitch.NO_PRINTED_ANSWER) and not self._board.on(PrinterSwitch.SILENT):
            self._line.send(b"\x37\x22" + body[-MARK_BYTES:] + b"\0")

    def _status(self, ask: bytes) -> None:
        if self._board.on(PrinterSwitch.SILENT) or not ask:
            return
        on = self._board.on
        out, cover = on(PrinterSwitch.PAPER_OUT), on(PrinterSwitch.COVER_OPEN)
        match ask[0]:
            case 1:
                bits = 0x08 if self._blocked() else 0
            case 2:
                bits = 0x04 * cover | 0x20 * out | 0x40 * on(PrinterSwitch.ERROR)
            case 4:
                bits = 0x60 * out | 0x0C * (out or on(PrinterSwitch.PAPER_NEAR_END))
            case _:
                bits = 0
        garbled = 0xFF if on(PrinterSwitch.GARBLED) else 0
        self._line.send(bytes([(STATUS_FIXED | bits) ^ garbled]))

    def _blocked(self) -> bool:
        return any(self._board.on(switch) for switch in BLOCKING)
