"""What an Onbon controller is told: ping, clear, brightness and the real-time area; and what it answers."""

from dataclasses import dataclass
from enum import IntEnum
from typing import Final

PING: Final = bytes.fromhex("A200010000")
CLEAR: Final = bytes.fromhex("A310010000")
AREA_GROUP: Final = bytes.fromhex("A306")
BRIGHTNESS_GROUP: Final = bytes.fromhex("A302")
BY_HAND: Final = 1
SCHEDULE: Final = b"\x01" * 48
"""The half-hours of a day, which count only where the brightness is not set by hand."""
PIXELS_PER_UNIT: Final = 8
IN_PIXELS: Final = 0x8000
CENTRED: Final = 0x0A
"""Left to right and top to bottom."""
ONE_LINE: Final = 1
NO_WRAP: Final = 1
ANSWER_BYTES_MIN: Final = 3
ERRORS: Final = {
    1: "group",
    2: "command",
    3: "busy",
    4: "memory",
    5: "checksum",
    6: "no file",
    7: "flash",
    8: "download",
    9: "name",
    10: "type",
    11: "file checksum",
    12: "font missing",
    13: "firmware type",
    14: "date",
    15: "exists",
    16: "block",
}


class Effect(IntEnum):
    """How text comes."""

    STATIC = 1
    INSTANT = 2
    LEFT = 3


@dataclass(frozen=True)
class Area:
    """One text at one place. Width and height are in pixels; ``dwell`` is in half seconds."""

    text: bytes
    width: int
    height: int
    effect: Effect = Effect.STATIC
    speed: int = 0
    dwell: int = 4

    def to_bytes(self) -> bytes:
        """The area's record: at 0,0, area 0, shown over and over, centred, one line without wrapping."""
        size = _across(self.width) + self.height.to_bytes(2, "little")
        how = bytes([CENTRED, ONE_LINE, NO_WRAP, self.effect, 0, self.speed, self.dwell])
        return bytes(5) + size + bytes(7) + how + _counted(self.text, 4)


def show_area(area: Area) -> bytes:
    """The command that updates this area and leaves others as they are."""
    return AREA_GROUP + bytes.fromhex("01 00 00 00 01") + _counted(area.to_bytes(), 2)


def brightness(level: int) -> bytes:
    """The command for a brightness from 1 to 16."""
    return BRIGHTNESS_GROUP + bytes([1, 0, 0, BY_HAND, level]) + SCHEDULE


def error_of(answer: bytes) -> str:
    """What the controller says is wrong; empty for nothing."""
    if len(answer) < ANSWER_BYTES_MIN:
        return "short answer"
    return ERRORS.get(answer[2], f"error {answer[2]}") if answer[2] else ""


def _counted(data: bytes, places: int) -> bytes:
    return len(data).to_bytes(places, "little") + data


def _across(pixels: int) -> bytes:
    """Widths count eights of pixels; the top bit says that they count pixels."""
    units, rest = divmod(pixels, PIXELS_PER_UNIT)
    return (pixels | IN_PIXELS if rest else units).to_bytes(2, "little")
