"""Keys on a pty, evaluators' or call pads': each by its frame, or as a keypad's key events."""

from enum import StrEnum
from pathlib import Path
from typing import Final

from devices.frames.scanners.keys import ENTER, EVENT, KEY, PRESSED, RELEASED, key_code
from devices.simulated.evaluators.keyed_twin import KeyedTwin, KeySet
from devices.simulated.lines.pty_line import PtyLine

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
    BUSY = "busy"
    """No key does anything."""
    UNPLUGGED = "unplugged"


class PressTwin(KeyedTwin[PressSwitch, bytes]):
    """All boxes of one line."""

    def __init__(self, link: Path, keys: KeySet[bytes]) -> None:
        self._line = PtyLine(link, self._hear)
        super().__init__(PressSwitch, self._line, unplugged=PressSwitch.UNPLUGGED)
        self._set = keys
        self.heard = b""
        """What the driver answered, the newest bytes."""

    def _say(self, said: bytes) -> None:
        data, on = said, self._board.on
        if on(PressSwitch.BUSY):
            return
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


def key_events(name: str, confirm: bool) -> bytes:
    """What a keypad's key sends, with Enter behind it where the pad wants it. Raises ValueError for no key."""
    code = key_code(name)
    return b"".join(_stroke(each) for each in ([code, ENTER] if confirm else [code]))


def _stroke(code: int) -> bytes:
    sync = EVENT.pack(0, 0, 0, 0, 0)
    return b"".join(EVENT.pack(0, 0, KEY, code, value) + sync for value in (PRESSED, RELEASED))
