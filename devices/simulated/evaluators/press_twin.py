"""An evaluator on a pty that only speaks when a key is pressed: by its frame, or as a keypad's key events."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Final

from devices.frames.scanners.keys import ENTER, EVENT, KEY, PLAIN, PRESSED, RELEASED
from devices.simulated.lines.pty_line import PtyLine
from devices.simulated.twin import LineTwin

LATE_S: Final = 1.0
NOISE: Final = b"\x00\x7f~~"
NOISE_AHEAD_S: Final = 0.5
"""Noise is over before the press."""
HALF: Final = 2
HEARD_MAX: Final = 1_000


class PressSwitch(StrEnum):
    """Ways to misbehave."""

    LATE = "late"
    GARBLED = "garbled"
    HALF_FRAME = "half_frame"
    NOISE_BEFORE = "noise_before"
    WRONG_CHECKSUM = "wrong_checksum"
    PRESSED_TWICE = "pressed_twice"
    UNPLUGGED = "unplugged"


class PressTwin(LineTwin[PressSwitch]):
    """All evaluators of one line; ``frames`` are each counter's, one for each key in order."""

    def __init__(self, link: Path, frames: Mapping[str, Sequence[bytes]]) -> None:
        self._line = PtyLine(link, self._hear)
        super().__init__(PressSwitch, self._line, unplugged=PressSwitch.UNPLUGGED)
        self._frames = frames
        self.heard = b""
        """What the driver answered, the newest bytes."""

    @property
    def counters(self) -> tuple[str, ...]:
        """The counters on this line."""
        return tuple(self._frames)

    def judge(self, counter: str, key: int) -> None:
        """Press a key, counted from 1. Raises KeyError for a counter or key that is not there."""
        frames = self._frames[counter]
        if not 0 < key <= len(frames):
            raise KeyError(key)
        data, on = frames[key - 1], self._board.on
        if on(PressSwitch.GARBLED):
            data = data.translate(bytes(byte ^ 0x80 for byte in range(256)))
        if on(PressSwitch.WRONG_CHECKSUM):
            data = data[:-1] + bytes([data[-1] ^ 0xFF])
        if on(PressSwitch.HALF_FRAME):
            data = data[: len(data) // HALF]
        if on(PressSwitch.NOISE_BEFORE):
            self._line.send(NOISE)
        late_s = LATE_S if on(PressSwitch.LATE) else NOISE_AHEAD_S if on(PressSwitch.NOISE_BEFORE) else 0.0
        for _ in range(1 + on(PressSwitch.PRESSED_TWICE)):
            self._line.send(data, late_s)

    def _hear(self, data: bytes) -> None:
        self.heard = (self.heard + data)[-HEARD_MAX:]


def key_events(sign: str, confirm: bool) -> bytes:
    """What a keypad's key sends, with Enter behind it where the pad wants it."""
    code = next(code for code, plain in sorted(PLAIN.items(), reverse=True) if plain == sign)
    return b"".join(_stroke(each) for each in ([code, ENTER] if confirm else [code]))


def _stroke(code: int) -> bytes:
    sync = EVENT.pack(0, 0, 0, 0, 0)
    return b"".join(EVENT.pack(0, 0, KEY, code, value) + sync for value in (PRESSED, RELEASED))
