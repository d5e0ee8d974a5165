"""A bus of call pads with evaluators, on a pty: presses go out, echoes and digits come in and are remembered."""

from collections import Counter
from enum import StrEnum
from pathlib import Path
from typing import Final

from devices.frames.evaluators.ff68 import BLANK, FUNC_DISPLAY, FUNC_EVALUATION, LENGTH_MAX_HOST, Ff68Frame, Ff68Reader
from devices.simulated.lines.pty_line import PtyLine
from devices.simulated.twin import LineTwin

FUNC_KEY: Final = 0x10
"""Any FUNC but 11 is a key; this one is what the twin's pads send."""
NOISE: Final = bytes.fromhex("00FFFF68FF")
ECHOES_KEPT: Final = 1000
UNHEARD_MAX: Final = 10_000
KEY_BYTES: Final = {
    "call_next": b"\x0c",
    "call_again": b"\x0d",
    "ask_evaluation": b"\x0b",
    "cancel": b"\x0e",
    "pause": b"\x12",
    "transfer": b"\x13",
    "stand_behind_line": b"\x11",
    "no_show": b"\x06\x0f",
    "hold": b"\x00\x0f",
    "call_back": b"\x03\x0f",
}


class Ff68Switch(StrEnum):
    """Ways to misbehave."""

    GARBLED = "garbled"
    HALF_FRAME = "half_frame"
    NOISE_BEFORE = "noise_before"
    WRONG_CHECKSUM = "wrong_checksum"
    LATE = "late"
    PRESSED_TWICE = "pressed_twice"
    BUSY = "busy"
    """No key does anything, and nothing is echoed or shown before it is over."""
    UNPLUGGED = "unplugged"


LATE_S: Final = 1.0


class Ff68Twin(LineTwin[Ff68Switch]):
    """All pads of one bus; ``counters`` maps address to counter."""

    def __init__(self, link: Path, counters: dict[int, str]) -> None:
        self._line = PtyLine(link, self._hear)
        super().__init__(Ff68Switch, self._line, unplugged=Ff68Switch.UNPLUGGED)
        self._address_of = {counter: address for address, counter in counters.items()}
        self._frames = Ff68Reader(LENGTH_MAX_HOST)
        self._shown: dict[int, bytes] = {}
        self.echoes: list[Ff68Frame] = []
        self.unanswered: Counter[int] = Counter()
        """Frames sent and not echoed yet, by address."""
        self._unheard = b""

    @property
    def judged(self) -> tuple[str, ...]:
        """An evaluator hangs on every pad."""
        return self.counters

    @property
    def pads(self) -> tuple[str, ...]:
        """All are pads."""
        return self.counters

    @property
    def counters(self) -> tuple[str, ...]:
        """The counters on this bus."""
        return tuple(self._address_of)

    def press(self, counter: str, key: str) -> None:
        """Press a pad's key. Raises KeyError for an unknown counter or key."""
        self.send(Ff68Frame(self._address_of[counter], FUNC_KEY, KEY_BYTES[key]))

    def judge(self, counter: str, key: int) -> None:
        """Press an evaluator's key. Raises KeyError for an unknown counter."""
        self.send(Ff68Frame(self._address_of[counter], FUNC_EVALUATION, bytes([key])))

    def send(self, frame: Ff68Frame) -> None:
        """Any frame, misbehaving as the switches say."""
        board = self._board
        if board.on(Ff68Switch.BUSY):
            return
        times = 1 + board.on(Ff68Switch.PRESSED_TWICE)
        self.unanswered[frame.address] += times
        data = frame.to_bytes()
        if board.on(Ff68Switch.WRONG_CHECKSUM):
            data = data[:-2] + bytes([data[-2] ^ 0xFF]) + data[-1:]
        if board.on(Ff68Switch.GARBLED):
            data = bytes(byte ^ 0x04 for byte in data)
        if board.on(Ff68Switch.HALF_FRAME):
            data = data[: len(data) // 2]
        if board.on(Ff68Switch.NOISE_BEFORE):
            data = NOISE + data
        for _ in range(times):
            self._line.send(data, LATE_S if board.on(Ff68Switch.LATE) else 0.0)

    def shown(self, counter: str) -> str:
        """The digits on a pad's display, without blanks."""
        digits = self._shown.get(self._address_of[counter], b"")
        return "".join(str(digit) for digit in digits if digit != BLANK)

    def _thrown(self, switch: Ff68Switch, on: bool) -> None:
        super()._thrown(switch, on)
        if switch is Ff68Switch.BUSY and not on:
            unheard, self._unheard = self._unheard, b""
            self._hear(unheard)

    def _hear(self, data: bytes) -> None:
        if self._board.on(Ff68Switch.BUSY):
            self._unheard = (self._unheard + data)[-UNHEARD_MAX:]
            return
        for frame in self._frames.feed(data):
            if frame.func == FUNC_DISPLAY:
                self._shown[frame.address] = frame.data
            else:
                self.unanswered[frame.address] -= 1
                self.echoes = [*self.echoes, frame][-ECHOES_KEPT:]
