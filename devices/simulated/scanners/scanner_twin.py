"""A code scanner on a pty: it writes what it reads as text, or as the key presses of a keyboard.

No wrong_checksum: what it writes has no checksum.
"""

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Final

from devices.frames.scanners.keys import ENTER, EVENT, KEY, LEFT_SHIFT, PLAIN, PRESSED, RELEASED, SHIFTED
from devices.simulated.lines.pty_line import PtyLine
from devices.simulated.twin import LineTwin

LATE_S: Final = 1.2
HALF: Final = 2
NOISE: Final = b"\x00\x7f~~"
TOO_LONG: Final = 5_000
NOISE_AHEAD_S: Final = 1.5
"""Noise is over before the code comes."""
OTHER_EVENT: Final = EVENT.pack(0, 0, 4, 4, 0x70004)
"""The kernel tells the scan code too (type 4), before each key."""
SYNC: Final = EVENT.pack(0, 0, 0, 0, 0)


class ScannerSwitch(StrEnum):
    """Ways to misbehave."""

    LATE = "late"
    GARBLED = "garbled"
    HALF_FRAME = "half_frame"
    NOISE_BEFORE = "noise_before"
    TOO_LONG = "too_long"
    SCANNED_TWICE = "scanned_twice"
    BUSY = "busy"
    """It reads nothing."""
    UNPLUGGED = "unplugged"


class ScannerTwin(LineTwin[ScannerSwitch]):
    """One scanner; ``bytes_of`` says how it writes a text."""

    def __init__(self, link: Path, bytes_of: Callable[[str], bytes]) -> None:
        self._line = PtyLine(link, lambda _: None, paced=bytes_of is not as_keys)  # USB is faster than any line
        super().__init__(ScannerSwitch, self._line, unplugged=ScannerSwitch.UNPLUGGED)
        self._bytes_of = bytes_of

    def scan(self, text: str) -> None:
        """Hold a code under the scanner."""
        on = self._board.on
        if on(ScannerSwitch.BUSY):
            return
        data = self._bytes_of(text * (TOO_LONG // len(text)) if on(ScannerSwitch.TOO_LONG) else text)
        if on(ScannerSwitch.GARBLED):
            data = data.translate(bytes(byte ^ 0x80 for byte in range(256)))
        if on(ScannerSwitch.HALF_FRAME):
            data = data[: len(data) // HALF]
        if on(ScannerSwitch.NOISE_BEFORE):
            self._line.send(NOISE)
        late_s = LATE_S if on(ScannerSwitch.LATE) else NOISE_AHEAD_S if on(ScannerSwitch.NOISE_BEFORE) else 0.0
        for _ in range(1 + on(ScannerSwitch.SCANNED_TWICE)):
            self._line.send(data, late_s)


def as_line(text: str) -> bytes:
    """Over a serial line: the text and a carriage return."""
    return f"{text}\r".encode()


def as_keys(text: str) -> bytes:
    """As a keyboard: each sign pressed and let go, capitals and the like with shift, and Enter."""
    plain = {sign: code for code, sign in sorted(PLAIN.items(), reverse=True)}
    shifted = {sign: code for code, sign in sorted(SHIFTED.items(), reverse=True)}
    keys = b""
    for sign in text:
        if sign in plain:
            keys += _stroke(plain[sign])
        elif sign in shifted:
            keys += _key(LEFT_SHIFT, PRESSED) + _stroke(shifted[sign]) + _key(LEFT_SHIFT, RELEASED)
    return keys + _stroke(ENTER)


def _stroke(code: int) -> bytes:
    return _key(code, PRESSED) + _key(code, RELEASED)


def _key(code: int, value: int) -> bytes:
    return OTHER_EVENT + EVENT.pack(0, 0, KEY, code, value) + SYNC
