"""A ticket printer behind a TCP port or on a pty: keeps what it prints, answers as its make does, and GS ( H."""

import re
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Protocol

from devices.frames.printers.escpos_commands import Command, EscposParser, LineEnd, Piece
from devices.simulated.paper.sheet import PAPER_DOTS, PaperMaker, Row
from devices.simulated.printers.answers import GENERIC, PrinterMake, answer, named, paper_sensors, told
from devices.simulated.printers.switches import BLOCKING, RECOVERABLE, PrinterSwitch
from devices.simulated.twin import Line, LineTwin

PAPERS_KEPT: Final = 20
MEMORY_MAX_BYTES: Final = 65_536
"""What a blocked printer holds; more falls on the floor and is counted."""
LINES_TILL_OUT: Final = 5
LATE_S: Final = 0.7
"""Later than any driver waits for one answer."""
REAL_TIME: Final = re.compile(rb"\x10([\x04\x05])(.)", re.DOTALL)
DLE_EOT: Final = (0x10, 0x04)
DLE_ENQ: Final = (0x10, 0x05)
CLEAR_AND_RECOVER: Final = b"\x02"
PAPER_SENSORS: Final = frozenset({b"\x01", b"1"})
PRINTED_QUESTION: Final = b"\x48\x06\x00"
MARK_BYTES: Final = 4
RETRACT, EJECT = b"\x02", b"\x05"
NOISE: Final = bytes.fromhex("00FF8155")
"""Nothing that a printer says."""


@dataclass(frozen=True)
class PaperPiece:
    """One cut piece of paper. Times are monotonic seconds."""

    rows: tuple[Row, ...]
    bytes_taken: int
    first_byte_at: float
    cut_at: float
    width_dots: int = PAPER_DOTS


class PrinterLine(Line, Protocol):
    """The printer's side of its port."""

    def send(self, data: bytes, delay_s: float = 0.0) -> None:
        """Answer the client of the moment."""


class PrinterTwin(LineTwin[PrinterSwitch]):
    """One printer; ``line`` makes its port from what is to be called with each byte heard."""

    def __init__(
        self,
        line: Callable[[Callable[[bytes], None]], PrinterLine],
        make: PrinterMake = GENERIC,
        width_dots: int = PAPER_DOTS,
    ) -> None:
        self.width_dots = width_dots
        self._make = make
        self._pushes = False
        self._line = line(self._hear)
        super().__init__(PrinterSwitch, self._line, unplugged=PrinterSwitch.UNPLUGGED)
        self._lock = threading.RLock()
        self._parser = EscposParser()
        self._pen = PaperMaker(width_dots)
        self._held = bytearray()
        self._taken = 0
        self._first_byte_at = 0.0
        self._lines = 0
        self.lost_bytes = 0
        self.printed = 0
        self.beeps = 0
        self.papers: list[PaperPiece] = []
        """Newest last."""

    def _thrown(self, switch: PrinterSwitch, on: bool) -> None:
        super()._thrown(switch, on)
        with self._lock:
            held, self._held = bytes(self._held), bytearray()
            self._take(held)
            self._push()

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
                self._hold(self._parser.leave())
                return

    def _hold(self, data: bytes) -> None:
        self._held += data
        while (found := REAL_TIME.search(bytes(self._held))) is not None:
            del self._held[found.start() : found.end()]
            self._at_once((0x10, found[1][0]), found[2])
        self.lost_bytes += max(len(self._held) - MEMORY_MAX_BYTES, 0)
        del self._held[MEMORY_MAX_BYTES:]

    def _at_once(self, code: tuple[int, int], body: bytes) -> None:
        """DLE EOT asks; DLE ENQ goes on after an error, with what was held or without it."""
        if code == DLE_EOT:
            self._say(answer(self._make, body[0], self._board.on))
        elif errors := [switch for switch in RECOVERABLE if self._board.on(switch)]:
            if body == CLEAR_AND_RECOVER:
                self._held.clear()
            for switch in errors:
                self._board.throw(switch, False)

    def _do(self, piece: Piece) -> None:
        if isinstance(piece, Command) and piece.code in (DLE_EOT, DLE_ENQ):
            self._at_once(piece.code, piece.body)
            return
        self._first_byte_at = self._first_byte_at or time.monotonic()
        self._taken += self._parser.last_bytes
        match piece:
            case Command((0x1D, 0x28), body) if body.startswith(PRINTED_QUESTION):
                self._say_printed(body)
            case Command((0x1D, 0x61), body):
                self._pushes = self._make.pushes and body != b"\0"
                self._push()
            case Command((0x1D, 0xE0), body):
                self._pushes = self._make.pushes_blocks and body != b"\0"
            case Command((0x1D, 0x49), body):
                self._tell(named(self._make, body[0]))
            case Command((0x1D, 0x72), body) if body in PAPER_SENSORS:
                self._tell(paper_sensors(self._board.on))
            case Command((0x1D, 0x65), body):
                self._present(body)
            case Command((0x1B, 0x42), body):
                self.beeps += body[0]
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
        piece = PaperPiece(self._pen.cut(), self._taken, self._first_byte_at, time.monotonic(), self.width_dots)
        self.papers = [*self.papers, piece][-PAPERS_KEPT:]
        self.printed += 1
        self._taken, self._first_byte_at, self._lines = 0, 0.0, 0

    def _present(self, body: bytes) -> None:
        """GS e: 5 lets the ticket fall, 2 draws it in, 3 holds it out; the visitors of the bench take it at once."""
        if body[:1] in (RETRACT, EJECT):
            self._board.throw(PrinterSwitch.TICKET_IN_MOUTH, False)

    def take_papers(self) -> None:
        """Somebody takes all that hangs out; also what was left in the mouth."""
        self.papers = []
        self._board.throw(PrinterSwitch.TICKET_IN_MOUTH, False)

    def _say_printed(self, body: bytes) -> None:
        """GS ( H 06 00 30 30 d1…d4: everything before it is on paper by now."""
        self._taken, self._first_byte_at = 0, 0.0
        if not self._board.on(PrinterSwitch.NO_PRINTED_ANSWER):
            self._say(b"\x37\x22" + body[-MARK_BYTES:] + b"\0")

    def _tell(self, data: bytes) -> None:
        """Answer what was asked between papers: nothing of it belongs to one."""
        self._taken, self._first_byte_at = 0, 0.0
        self._say(data)

    def _push(self) -> None:
        if self._pushes:
            self._say(told(self._make, self._board.on))

    def _say(self, data: bytes) -> None:
        on = self._board.on
        if not data or on(PrinterSwitch.SILENT) or on(PrinterSwitch.BUSY):
            return
        if on(PrinterSwitch.GARBLED):
            data = bytes(byte ^ 0xFF for byte in data)
        if on(PrinterSwitch.HALF_FRAME):
            data = data[: len(data) // 2]
        if on(PrinterSwitch.NOISE_BEFORE):
            data = NOISE + data
        self._line.send(data, LATE_S if on(PrinterSwitch.LATE) else 0.0)

    def _blocked(self) -> bool:
        return any(self._board.on(switch) for switch in BLOCKING)
