"""What each make of printer answers to DLE EOT, GS r and GS I, from how its switches stand."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from devices.simulated.printers.switches import BLOCKING, PrinterSwitch

FIXED: Final = 0x12
PUSHED_FIXED: Final = 0x10
BLOCK_HEAD: Final = bytes.fromhex("100F")
FULL_STATUS: Final = 0x14
MODEL: Final = frozenset({0x01, 0x31})
"""n of GS I n that is answered with the model's byte."""
On = Callable[[PrinterSwitch], bool]


class Family(StrEnum):
    """How its status is built."""

    PLAIN = "plain"
    CITIZEN = "citizen"
    CUSTOM = "custom"


@dataclass(frozen=True)
class PrinterMake:
    """What a make is known by."""

    family: Family = Family.PLAIN
    pushes: bool = False
    names: Mapping[int, str] = field(default_factory=dict)
    """What it says of itself, by n of GS I n."""
    model: bytes = b""

    @property
    def pushes_blocks(self) -> bool:
        """Custom's way of telling each change by itself (GS E0)."""
        return self.family is Family.CUSTOM


GENERIC: Final = PrinterMake()
MAKES: Final = {
    "generic_80": GENERIC,
    "generic_58": GENERIC,
    "snbc": GENERIC,
    "epson_tm": PrinterMake(pushes=True, names={65: "1.01 ESC/POS", 66: "EPSON", 67: "TM-T82II", 68: "TWIN000042"}),
    "custom_vkp80": PrinterMake(Family.CUSTOM, model=b"\x5d"),
    "citizen_ppu700": PrinterMake(Family.CITIZEN, model=b"\x75"),
}


def answer(make: PrinterMake, ask: int, on: On) -> bytes:
    """The answer to DLE EOT ``ask``; empty where the make knows no such question."""
    match make.family:
        case Family.CUSTOM:
            return _block(on) if ask == FULL_STATUS else b""
        case Family.CITIZEN:
            return _bytes(_citizen(ask, on))
        case Family.PLAIN:
            return _bytes(_plain(ask, on))


def named(make: PrinterMake, what: int) -> bytes:
    """The answer to GS I ``what``: a byte for the model, a text between 5F and 00 for names."""
    if what in MODEL:
        return make.model
    return b"\x5f" + make.names[what].encode("ascii") + b"\0" if what in make.names else b""


def paper_sensors(on: On) -> bytes:
    """The answer to GS r 1. It is no real-time question: paper that has ended is never told so."""
    return bytes([0x03 * on(PrinterSwitch.PAPER_NEAR_END)])


def told(make: PrinterMake, on: On) -> bytes:
    """What it tells by itself: automatic status back, or Custom's block."""
    if make.pushes_blocks:
        return _block(on)
    out = on(PrinterSwitch.PAPER_OUT)
    first = 0x08 * _blocked(on) | 0x20 * on(PrinterSwitch.COVER_OPEN)
    errors = _errors(on)
    return bytes([PUSHED_FIXED | first, errors, 0x0C * out | 0x03 * (out or on(PrinterSwitch.PAPER_NEAR_END)), 0])


def _bytes(bits: int | None) -> bytes:
    return b"" if bits is None else bytes([FIXED | bits])


def _plain(ask: int, on: On) -> int | None:
    out = on(PrinterSwitch.PAPER_OUT)
    match ask:
        case 1:
            return 0x08 * _blocked(on)
        case 2:
            return 0x04 * on(PrinterSwitch.COVER_OPEN) | 0x20 * out | 0x40 * bool(_errors(on))
        case 3:
            return _errors(on)
        case 4:
            return 0x60 * out | 0x0C * (out or on(PrinterSwitch.PAPER_NEAR_END))
        case _:
            return None


def _errors(on: On) -> int:
    cutter = 0x08 * on(PrinterSwitch.CUTTER_ERROR)
    return 0x04 * on(PrinterSwitch.JAM) | cutter | 0x20 * on(PrinterSwitch.ERROR)


def _citizen(ask: int, on: On) -> int | None:
    match ask:
        case 4:
            mouth = 0x40 * on(PrinterSwitch.TICKET_IN_MOUTH)
            return 0x20 * on(PrinterSwitch.PAPER_OUT) | 0x0C * on(PrinterSwitch.PAPER_NEAR_END) | mouth
        case 5:
            return 0x04 * on(PrinterSwitch.COVER_OPEN)
        case _:
            return _plain(ask, on)


def _block(on: On) -> bytes:
    paper = 0x01 * on(PrinterSwitch.PAPER_OUT) | 0x04 * on(PrinterSwitch.PAPER_NEAR_END)
    paper |= 0x20 * on(PrinterSwitch.TICKET_IN_MOUTH)
    user = 0x02 * on(PrinterSwitch.COVER_OPEN)
    broken = 0x01 * on(PrinterSwitch.CUTTER_ERROR) | 0x04 * on(PrinterSwitch.ERROR)
    return BLOCK_HEAD + bytes([paper, user, 0x40 * on(PrinterSwitch.JAM), broken])


def _blocked(on: On) -> bool:
    return any(on(switch) for switch in BLOCKING)
