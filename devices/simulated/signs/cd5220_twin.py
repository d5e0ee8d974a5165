"""A CD5220 pole display on a pty: two lines of signs, written at a cursor or taken as strings.

While it takes strings it hears only further ones, CLR and CAN.
"""

from collections.abc import Mapping
from typing import Final

from devices.frames.signs.cd5220 import BRIGHTNESS, CANCEL, CLEAR, COLUMNS, ESC, INIT, LINES, RETURN, ROWS, SCROLL
from devices.simulated.signs.sign_twin import LineMaker, Shown, SignTwin

STRING: Final = ESC + b"Q"
CURSOR: Final = ESC + b"l"
HEAD_BYTES: Final = 3
LENGTHS: Final = {INIT: 2, CURSOR: 4, BRIGHTNESS: HEAD_BYTES, ESC + b"_": HEAD_BYTES, ESC + b"=": HEAD_BYTES}
"""ESC _ shows the cursor, ESC = chooses between printer and display: neither changes the picture."""
SHORTEST: Final = 2
SIGNS: Final = range(0x20, 0x7F)
HELD_MAX_BYTES: Final = 600


class PoleTwin(SignTwin):
    """One display."""

    def __init__(self, line: LineMaker, counters: Mapping[int, str]) -> None:
        self._held = b""
        self._rows = [""] * ROWS
        self._row = self._column = 0
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
            self._wipe(held[:1])
            return 1
        if held.startswith(ESC):
            length = LENGTHS.get(held[:SHORTEST], SHORTEST)
            if len(held) < length:
                return 0
            if not self._in_strings:
                self._obey(held[:SHORTEST], held[SHORTEST:length])
            return length
        if not self._in_strings and held[0] in SIGNS:
            self._write(chr(held[0]))
        return 1

    def _wipe(self, what: bytes) -> None:
        """CLR: everything. CAN: the cursor's line, or no more than the strings' end."""
        if what == CLEAR:
            self._rows = [""] * ROWS
            self._row = self._column = 0
        elif not self._in_strings:
            self._rows[self._row] = ""
        self._in_strings = False

    def _obey(self, command: bytes, values: bytes) -> None:
        if command == INIT:
            self._wipe(CLEAR)
        elif command == BRIGHTNESS:
            self.brightness = values[0]
        elif command == CURSOR and 0 < values[0] <= COLUMNS and 0 < values[1] <= ROWS:
            self._column, self._row = values[0] - 1, values[1] - 1

    def _write(self, sign: str) -> None:
        """At the cursor, which goes on; behind the last place of a row begins the other one."""
        row = self._rows[self._row].ljust(self._column)
        self._rows[self._row] = row[: self._column] + sign + row[self._column + 1 :]
        down, self._column = divmod(self._column + 1, COLUMNS)
        self._row = (self._row + down) % ROWS

    def _string(self, held: bytes) -> int:
        end = held.find(RETURN)
        if end < 0:
            return 0
        which, text = held[2:HEAD_BYTES], held[HEAD_BYTES:end].decode("ascii", "replace")
        self._in_strings = True
        if which == SCROLL or which in LINES:
            self._rows[LINES.index(which) if which != SCROLL else 0] = text
        return end + 1
