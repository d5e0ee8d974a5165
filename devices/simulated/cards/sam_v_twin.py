"""A card reader with a security module, on a pty: answers find, select and read as GA/T 467 modules do.

It hears only a driver that has set the line to its own speed; at any other speed both sides see rubbish.
"""

import struct
import time
from enum import StrEnum
from pathlib import Path
from typing import Final

from devices.frames.cards import sam_v
from devices.frames.cards.sam_v import FrameReader, Status, frame
from devices.simulated.cards.samples import SampleCard
from devices.simulated.lines.pty_line import PtyLine
from devices.simulated.twin import LineTwin

PHOTO: Final = bytes(range(256)) * 3 + sam_v.PREAMBLE * 51 + b"\0"
"""1024 bytes which hold the preamble many times, as a real photo may."""
SAM_NUMBER: Final = struct.pack("<HHIII", 5, 3, 20180615, 123456, 987654321)
LATE_S: Final = 1.2
BUSY_S: Final = 10.0
RUBBISH: Final = bytes.fromhex("00F8E0FE")
NOISE: Final = bytes.fromhex("55AAAAAA0096AAAAAA9669FFFF")
HALF: Final = 2


class SamVSwitch(StrEnum):
    """Ways to misbehave."""

    READ_FAILS_ONCE = "read_fails_once"
    PULLED_MID_READ = "pulled_mid_read"
    LATE = "late"
    GARBLED = "garbled"
    HALF_FRAME = "half_frame"
    NOISE_BEFORE = "noise_before"
    WRONG_CHECKSUM = "wrong_checksum"
    SILENT = "silent"
    BUSY = "busy"
    """It hears nothing of what it is asked, for ten seconds or until it is turned off."""
    FINDS_LYING_CARD = "finds_lying_card"
    SELF_TEST_FAILED = "self_test_failed"
    UNPLUGGED = "unplugged"


class SamVTwin(LineTwin[SamVSwitch]):
    """One reader; a card can be placed and lifted."""

    def __init__(self, link: Path, baud: int = 115_200) -> None:
        self._line = PtyLine(link, self._hear)
        super().__init__(SamVSwitch, self._line, unplugged=SamVSwitch.UNPLUGGED)
        self._baud = baud
        self._frames = FrameReader()
        self._card: SampleCard | None = None
        self._done_with = False
        self._found = self._selected = False
        self._busy_until_s = 0.0
        self.commands: list[bytes] = []
        """Everything the driver asked, for tests."""

    @property
    def card(self) -> SampleCard | None:
        """What lies on the reader."""
        return self._card

    def place(self, card: SampleCard) -> None:
        """Lay a card on the reader."""
        self._card, self._done_with = card, False

    def lift(self) -> None:
        """Take it away."""
        self._card = None
        self._found = self._selected = False

    def _hear(self, data: bytes) -> None:
        if self._board.on(SamVSwitch.SILENT) or self._is_busy():
            return
        if self._line.baud != self._baud:
            self._line.send(RUBBISH)
            return
        for body in self._frames.feed(data):
            self.commands.append(body)
            del self.commands[:-1000]
            self._send(frame(self._answer(body)))

    def _is_busy(self) -> bool:
        return self._board.on(SamVSwitch.BUSY) and time.monotonic() < self._busy_until_s

    def _thrown(self, switch: SamVSwitch, on: bool) -> None:
        super()._thrown(switch, on)
        if switch is SamVSwitch.BUSY:
            self._busy_until_s = time.monotonic() + BUSY_S

    def _answer(self, command: bytes) -> bytes:
        if self._board.on(SamVSwitch.SELF_TEST_FAILED):
            return _words(Status.SELF_TEST_FAILED)
        if command == sam_v.STATUS or command == sam_v.RESET:
            return _words(Status.OK)
        if command == sam_v.SAM_NUMBER:
            return _words(Status.OK, SAM_NUMBER)
        if command == sam_v.FIND:
            return self._find()
        if command == sam_v.SELECT:
            return self._select()
        if command == sam_v.READ_BASE:
            return self._read()
        return _words(Status.UNKNOWN_COMMAND)

    def _find(self) -> bytes:
        self._selected = False
        again = self._board.on(SamVSwitch.FINDS_LYING_CARD)
        self._found = self._card is not None and (again or not self._done_with)
        return _words(Status.FOUND, bytes(4)) if self._found else _words(Status.NO_CARD)

    def _select(self) -> bytes:
        self._selected, self._found = self._found, False
        return _words(Status.OK, bytes(8)) if self._selected else _words(Status.SELECT_FAILED)

    def _read(self) -> bytes:
        card, selected, self._selected = self._card, self._selected, False
        if card is None or not selected:
            return _words(Status.READ_FAILED)
        if self._board.once(SamVSwitch.PULLED_MID_READ):
            self.lift()
            return _words(Status.READ_FAILED)
        self._done_with = True
        if self._board.once(SamVSwitch.READ_FAILS_ONCE):
            return _words(Status.READ_FAILED)
        return _words(Status.OK, bytes.fromhex("01000400") + card.content + PHOTO)

    def _send(self, answer: bytes) -> None:
        board = self._board
        if board.on(SamVSwitch.WRONG_CHECKSUM):
            answer = answer[:-1] + bytes([answer[-1] ^ 0xFF])
        if board.on(SamVSwitch.GARBLED):
            answer = bytes(byte ^ 0x20 for byte in answer)
        if board.on(SamVSwitch.HALF_FRAME):
            answer = answer[: len(answer) // HALF]
        if board.on(SamVSwitch.NOISE_BEFORE):
            answer = NOISE + answer
        self._line.send(answer, LATE_S if board.on(SamVSwitch.LATE) else 0.0)


def _words(status: Status, data: bytes = b"") -> bytes:
    return bytes([0, 0, status]) + data
