"""The Alpha sign protocol (M-Protocol): ``NUL ×5 | 01 type address | 02 A label 1B position mode text | 04``.

With a checksum: 03 and the four hex digits of the sum from 02 to 03 stand before the 04. ASCII only.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

WAKE: Final = bytes(5)
HEADER: Final = b"\x01"
TEXT_START: Final = b"\x02"
TEXT_END: Final = b"\x03"
END: Final = b"\x04"
WRITE_TEXT: Final = b"A"
MODE_START: Final = b"\x1b"
COLOUR_START: Final = b"\x1c"
MIDDLE: Final = b"\x20"
SUM_MODULO: Final = 0x10000
SEVEN_BITS: Final = 0x7F
PARITY_BIT: Final = 0x80
COLOURS: Final = {"red": b"1", "green": b"2", "amber": b"3", "rainbow": b"9"}


class AlphaMode(StrEnum):
    """How text comes."""

    ROTATE = "a"
    HOLD = "b"


@dataclass(frozen=True)
class AlphaText:
    """One text for one sign; ``address`` 0 is every sign on the line, ``colour`` empty leaves the sign's own."""

    address: int
    text: bytes
    mode: AlphaMode = AlphaMode.HOLD
    colour: str = ""
    sign_type: bytes = b"Z"
    label: bytes = b"A"
    summed: bool = False

    def to_bytes(self) -> bytes:
        """The frame as it goes over the wire."""
        colour = COLOUR_START + COLOURS[self.colour] if self.colour else b""
        text = MODE_START + MIDDLE + self.mode.encode() + colour + self.text
        packet = TEXT_START + WRITE_TEXT + self.label + text
        if self.summed:
            packet += TEXT_END
            packet += b"%04X" % (sum(packet) % SUM_MODULO)
        return WAKE + HEADER + self.sign_type + b"%02X" % self.address + packet + END


def even_parity(data: bytes) -> bytes:
    """Seven bits and even parity, as eight bits without parity: the same bits on the wire."""
    return bytes(byte | PARITY_BIT if byte.bit_count() % 2 else byte for byte in data)
