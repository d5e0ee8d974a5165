"""Key presses as Linux gives them (``struct input_event``), and what a scanner that plays a keyboard types with them.

An event is a time, a type, a code and a value. Scanners type as an American keyboard does, digits also on its right
side.
"""

import struct
from collections.abc import Iterator, Mapping
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
NAME_OF: Final[Mapping[int, str]] = {
    1: "esc",
    14: "backspace",
    TAB: "tab",
    ENTER: "enter",
    PAD_ENTER: "enter",
    **{58 + number: f"f{number}" for number in range(1, 11)},
    69: "numlock",
    70: "scrolllock",
    87: "f11",
    88: "f12",
    102: "home",
    103: "up",
    104: "pageup",
    105: "left",
    106: "right",
    107: "end",
    108: "down",
    109: "pagedown",
    110: "insert",
    111: "delete",
    113: "mute",
    114: "volumedown",
    115: "volumeup",
    117: "kpequal",
    118: "kpplusminus",
    121: "kpcomma",
    140: "calc",
    172: "homepage",
    179: "kpleftparen",
    180: "kprightparen",
}
"""Keys that type no sign, by the kernel's names."""
CODE: Final = "#"
"""Before the number of a key that has neither sign nor name."""
CODE_MAX: Final = 0x2FF


def key_name(code: int) -> str:
    """A key without shift: its sign, else its name, else ``#256``."""
    return NAME_OF.get(code) or PLAIN.get(code) or f"{CODE}{code}"


def key_code(name: str) -> int:
    """The key of a sign, a name or ``#256``; of those on both sides the right one. Raises ValueError."""
    for names in (PLAIN, NAME_OF):
        for code in sorted(names, reverse=True):
            if names[code] == name:
                return code
    number = name.removeprefix(CODE)
    if name == number or not number.isascii() or not number.isdigit() or int(number) > CODE_MAX:
        raise ValueError(f"{name!r} is no sign, no #number up to #{CODE_MAX}, and none of: {', '.join(NAMES)}")
    return int(number)


NAMES: Final = tuple(dict.fromkeys(NAME_OF.values()))


class KeyReader:
    """Turns events into what was typed, or into keys."""

    def __init__(self) -> None:
        self._held = b""
        self._shifts: set[int] = set()
        self._capitals = False

    def feed(self, data: bytes) -> bytes:
        """What is typed by the events that are complete now, ends of line and tabs among it."""
        return "".join(ENDS.get(code) or self._sign(code) for code in self._pressed(data)).encode("ascii")

    def keys(self, data: bytes) -> list[str]:
        """Each key that is pressed by the events that are complete now, whether it types a sign or not."""
        return [self._sign(code) or key_name(code) for code in self._pressed(data)]

    def forget(self) -> None:
        """Nothing is half said, no key is held: after a silence, or for a new keyboard."""
        self._held = b""
        self._shifts.clear()
        self._capitals = False

    def _pressed(self, data: bytes) -> Iterator[int]:
        """Codes, but for shift and caps lock, which say how the others are meant."""
        self._held += data
        whole = len(self._held) - len(self._held) % EVENT.size
        events, self._held = self._held[:whole], self._held[whole:]
        for _, _, kind, code, value in EVENT.iter_unpack(events):
            if kind != KEY:
                continue
            if code in (LEFT_SHIFT, RIGHT_SHIFT):
                (self._shifts.discard if value == RELEASED else self._shifts.add)(code)
            elif value == PRESSED and code == CAPS_LOCK:
                self._capitals = not self._capitals
            elif value == PRESSED:
                yield code

    def _sign(self, code: int) -> str:
        sign = (SHIFTED if self._shifts else PLAIN).get(code, "")
        return sign.swapcase() if self._capitals else sign
