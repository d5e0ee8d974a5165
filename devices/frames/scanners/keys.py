"""Key presses as Linux gives them (``struct input_event``), and what a scanner that plays a keyboard types with them.

An event is a time, a type, a code and a value. Scanners type as an American keyboard does, digits also on its right
side.
"""

import struct
from collections.abc import Mapping
from typing import Final

EVENT: Final = struct.Struct("@llHHi")
KEY: Final = 1
"""The type of a key's event."""
RELEASED, PRESSED = 0, 1
LEFT_SHIFT, RIGHT_SHIFT, CAPS_LOCK = 42, 54, 58
ENTER, PAD_ENTER, TAB = 28, 96, 15

ROWS: Final = (
    (2, "1234567890-=", "!@#$%^&*()_+"),
    (16, "qwertyuiop[]", "QWERTYUIOP{}"),
    (30, "asdfghjkl;'`", 'ASDFGHJKL:"~'),
    (43, "\\zxcvbnm,./", "|ZXCVBNM<>?"),
    (57, " ", " "),
    (71, "789-456+1230.", "789-456+1230."),
    (55, "*", "*"),
    (98, "/", "/"),
)
"""First code of a row of keys, what they type, and what they type with shift."""
PLAIN: Final[Mapping[int, str]] = {first + at: sign for first, plain, _ in ROWS for at, sign in enumerate(plain)}
SHIFTED: Final[Mapping[int, str]] = {first + at: sign for first, _, shifted in ROWS for at, sign in enumerate(shifted)}
ENDS: Final = {ENTER: "\r", PAD_ENTER: "\r", TAB: "\t"}


class KeyReader:
    """Turns events into the bytes that were typed, ends of line and tabs among them."""

    def __init__(self) -> None:
        self._held = b""
        self._shifts: set[int] = set()
        self._capitals = False

    def feed(self, data: bytes) -> bytes:
        """What is typed by the events that are complete now."""
        self._held += data
        whole = len(self._held) - len(self._held) % EVENT.size
        events, self._held = self._held[:whole], self._held[whole:]
        keys = ((code, value) for _, _, kind, code, value in EVENT.iter_unpack(events) if kind == KEY)
        return "".join(self._typed(code, value) for code, value in keys).encode("ascii")

    def forget(self) -> None:
        """Nothing is half said, no key is held: after a silence, or for a new keyboard."""
        self._held = b""
        self._shifts.clear()
        self._capitals = False

    def _typed(self, code: int, value: int) -> str:
        if code in (LEFT_SHIFT, RIGHT_SHIFT):
            (self._shifts.discard if value == RELEASED else self._shifts.add)(code)
            return ""
        if value != PRESSED:
            return ""
        if code == CAPS_LOCK:
            self._capitals = not self._capitals
            return ""
        sign = (SHIFTED if self._shifts else PLAIN).get(code, "")
        return ENDS.get(code) or (sign.swapcase() if self._capitals else sign)
