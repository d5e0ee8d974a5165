"""What comes from code scanners. A code may be a passport's zone or an appointment: it is counted, never shown."""

from collections.abc import Sequence
from typing import Final

from config.settings.plan_files import DeviceSettings
from devices.frames.scanners.keys import ENTER, EVENT, KEY, LEFT_SHIFT, PAD_ENTER, PRESSED, RIGHT_SHIFT, TAB
from devices.meanings.piece import Piece
from devices.ports.tap import Way

ENDS: Final = b"\r\n\t"
NAMES: Final = {
    ENTER: "Enter",
    PAD_ENTER: "Enter on the right",
    TAB: "Tab",
    LEFT_SHIFT: "left shift",
    RIGHT_SHIFT: "right shift",
}


class LineCodes:
    """A scanner on a line."""

    def __init__(self, settings: DeviceSettings) -> None:
        del settings  # what ends a code is seen at its end

    def explain(self, way: Way, data: bytes) -> Sequence[Piece]:
        """How many bytes, and what ended them."""
        if way is Way.TO_DEVICE:
            return [Piece("nothing is ever sent", data)]
        body = len(data.rstrip(ENDS))
        words = [f"{body} bytes of a code"] if body else []
        words += ["the end of a code"] if data[body:] else []
        return [Piece(", ".join(words) or "nothing", data[body:], body)]


class KeyCodes:
    """A scanner that plays a keyboard."""

    def __init__(self, settings: DeviceSettings) -> None:
        del settings  # a keyboard is a keyboard
        self._held = b""

    def explain(self, way: Way, data: bytes) -> Sequence[Piece]:
        """Which keys end codes; how many others."""
        del way  # nothing can be sent
        self._held += data
        whole = len(self._held) - len(self._held) % EVENT.size
        events, self._held = self._held[:whole], self._held[whole:]
        codes = [code for _, _, kind, code, value in EVENT.iter_unpack(events) if (kind, value) == (KEY, PRESSED)]
        named = [NAMES[code] for code in codes if code in NAMES]
        others = len(codes) - len(named)
        words = [*([f"{others} keys of a code"] if others else []), *named]
        return [Piece(", ".join(words) or "no key is pressed", hidden=len(data))]
