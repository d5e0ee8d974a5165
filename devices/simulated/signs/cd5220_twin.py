"""A CD5220 pole display on a pty: two lines; a line taken as a string ends only with CLR or CAN."""

from collections.abc import Mapping
from typing import Final

from devices.frames.signs.cd5220 import BRIGHTNESS, CANCEL, CLEAR, COLUMNS, ESC, INIT, LINES, RETURN, SCROLL
from devices.simulated.signs.sign_twin import LineMaker, Shown, SignTwin

STRING: Final = ESC + b"Q"
HEAD_BYTES: Final = 3
HELD_MAX_BYTES: Final = 600


class PoleTwin(SignTwin):
    """One display."""

    def __init__(self, line: LineMaker, counters: Mapping[int, str]) -> None:
        self._held = b""
        self._rows = ["", ""]
        self._in_strings = False
        self.brightness = 0
        super().__init__(line, counters)

    def _hear(self, data: bytes) -> None:
        self._held = (self._held + data)[-HELD_MAX_BYTES:]
        while self._held and (taken := self._take(self._held)):
            self._held = self._held[taken:]
        (address,) = self._address_of.values()
        rows = tuple(row for row in self._rows if row)
        self._stand(address, Shown(rows, scrolling=any(len(row) > COLUMNS for row in rows)))

    def _take(self, held: bytes) -> int:
        """Carry out one command; its length, 0 while it is not complete."""
        if held.startswith(STRING):
            return self._string(held)
        if held[:1] in (CLEAR, CANCEL):
            self._in_strings = False
            self._rows = ["", ""] if held[:1] == CLEAR else self._rows
            return 1
        if not held.startswith(ESC):
            return 1
        if held.startswith(INIT) and not self._in_strings:
            self._rows = ["", ""]
        if held.startswith(BRIGHTNESS):
            if len(held) < HEAD_BYTES:
                return 0
            self.brightness = self.brightness if self._in_strings else held[2]
            return HEAD_BYTES
        return 2 if len(held) > 1 else 0

    def _string(self, held: bytes) -> int:
        end = held.find(RETURN)
        if end < 0:
            return 0
        which, text = held[2:HEAD_BYTES], held[HEAD_BYTES:end].decode("ascii", "replace")
        self._in_strings = True
        self._rows[LINES.index(which) if which != SCROLL else 0] = text
        return end + 1
