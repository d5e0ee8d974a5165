"""Alpha signs on one line: show the texts that are for them, with seven bits and even parity where set."""

import re
from collections.abc import Mapping
from typing import Final

from devices.frames.signs.alpha import COLOURS, SEVEN_BITS, SUM_MODULO, AlphaMode, even_parity
from devices.simulated.signs.sign_twin import LineMaker, Shown, SignTwin

FRAME: Final = re.compile(
    rb"\x00{5}\x01[Z^]([0-9A-F]{2})(\x02A[A0]\x1b.(n.|.)(?:\x1c(.))?([^\x01-\x04]*)\x03?)([0-9A-F]{4})?\x04", re.DOTALL
)
HELD_MAX_BYTES: Final = 600
EVERYBODY: Final = 0
RUNNING: Final = frozenset({AlphaMode.ROTATE.value, "m", "t"})
"""Rotate, scroll, and rotate with narrow letters."""


class AlphaTwin(SignTwin):
    """Signs by address."""

    def __init__(self, line: LineMaker, counters: Mapping[int, str], parity: bool) -> None:
        self._parity = parity
        self._held = b""
        super().__init__(line, counters)

    def _hear(self, data: bytes) -> None:
        if self._parity:
            plain = bytes(byte & SEVEN_BITS for byte in data)
            data = bytes(byte for byte, came in zip(plain, data, strict=True) if even_parity(bytes([byte]))[0] == came)
        self._held = (self._held + data)[-HELD_MAX_BYTES:]
        while (found := FRAME.search(self._held)) is not None:
            self._held = self._held[found.end() :]
            address, packet, mode, colour, text, total = found.groups()
            if total is None or int(total, 16) == sum(packet) % SUM_MODULO:
                self._show(int(address, 16), mode.decode("ascii"), colour, text.decode("ascii", "replace"))

    def _show(self, address: int, mode: str, colour: bytes | None, text: str) -> None:
        name = next((name for name, digit in COLOURS.items() if digit == colour), "")
        shown = Shown((text,), name, mode in RUNNING) if text else Shown()
        for each in self._address_of.values() if address == EVERYBODY else (address,):
            self._stand(each, shown)
