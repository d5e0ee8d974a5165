"""Checksums by name, as signs use them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import reduce
from operator import xor
from typing import Final, Literal

BYTE: Final = 0x100
WORD: Final = 0x10000
REFLECTED_8005: Final = 0xA001
CCITT: Final = 0x1021
TOP_BIT: Final = 0x8000


def crc16_reflected(data: bytes, start: int) -> int:
    """Polynomial 8005, low bit first: from 0 Onbon's, from FFFF that of Modbus."""
    value = start
    for byte in data:
        value ^= byte
        for _ in range(8):
            value = (value >> 1) ^ REFLECTED_8005 if value & 1 else value >> 1
    return value


def crc16_xmodem(data: bytes) -> int:
    """Polynomial 1021, high bit first, from 0."""
    value = 0
    for byte in data:
        value ^= byte << 8
        for _ in range(8):
            value = (value << 1 ^ CCITT if value & TOP_BIT else value << 1) % WORD
    return value


@dataclass(frozen=True)
class Check:
    """One kind: how it is counted, and how it stands in the frame."""

    of: Callable[[bytes], int]
    size: int
    order: Literal["big", "little"] = "big"

    def to_bytes(self, data: bytes) -> bytes:
        """The checksum of this."""
        return self.of(data).to_bytes(self.size, self.order)


CHECKS: Final[Mapping[str, Check]] = {
    "xor": Check(lambda data: reduce(xor, data, 0), 1),
    "sum8": Check(lambda data: sum(data) % BYTE, 1),
    "sum16_hi_lo": Check(lambda data: sum(data) % WORD, 2),
    "sum16_lo_hi": Check(lambda data: sum(data) % WORD, 2, "little"),
    "crc16_xmodem_hi_lo": Check(crc16_xmodem, 2),
    "crc16_xmodem_lo_hi": Check(crc16_xmodem, 2, "little"),
    "crc16_arc_hi_lo": Check(lambda data: crc16_reflected(data, 0), 2),
    "crc16_arc_lo_hi": Check(lambda data: crc16_reflected(data, 0), 2, "little"),
    "crc16_modbus_hi_lo": Check(lambda data: crc16_reflected(data, WORD - 1), 2),
    "crc16_modbus_lo_hi": Check(lambda data: crc16_reflected(data, WORD - 1), 2, "little"),
}
