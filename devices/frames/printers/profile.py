"""A printer's profile, read from TOML: how wide its paper is, how it cuts and hands over, which bit means what.

Those that come with the product lie in ``profiles/``; a new printer is one more file there.
"""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from devices.frames.printers.escpos_status import Block
from devices.frames.printers.escpos_text import PrinterFont
from devices.kinds.ticket_printer import PrinterCondition

FOLDER: Final = Path(__file__).with_name("profiles")
DOTS_MIN, DOTS_MAX = 384, 832
HEX: Final = 16
NEEDED_ASKS: Final = frozenset({1, 2, 4})
"""Without answers to these nobody knows how the printer is; others are left out when it does not know them."""
Hex = Annotated[str, StringConstraints(pattern=r"^\s*([0-9A-Fa-f]{2}\s*)*$")]
Mask = Annotated[str, StringConstraints(pattern=r"^[0-9A-F]{2}$")]
Bits = dict[Mask, PrinterCondition]
Dots = Annotated[int, Field(ge=DOTS_MIN, le=DOTS_MAX, multiple_of=8)]


class BlockBits(BaseModel):
    """The four bytes of a block; any bit of a mask is enough."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    paper: Bits = {}
    user: Bits = {}
    recoverable: Bits = {}
    unrecoverable: Bits = {}


class Profile(BaseModel):
    """One make of printer."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    width_dots: Dots
    font: PrinterFont = PrinterFont.GBK
    cut: Hex = "1D 56 42 00"
    names: bool = False
    """It says its maker, model, serial number and firmware (GS I 65 to 68)."""
    pushes: Hex = ""
    """Makes it tell every change by itself; empty where it can't."""
    eject: Hex = ""
    """Lets the ticket fall out of the presenter; empty without a presenter."""
    present: Hex = ""
    """Holds the ticket in the mouth; one byte more says how far out."""
    asks: dict[Annotated[int, Field(ge=1, le=0x14)], Bits] = {}
    """DLE EOT n, and what each bit of its answer means."""
    block: BlockBits | None = None
    """It answers one question with a block instead."""

    def of_byte(self, what: int, bits: int) -> set[PrinterCondition]:
        """What the answer to one question says."""
        return _true(self.asks[what], bits)

    def of_block(self, block: Block) -> set[PrinterCondition]:
        """What a block says."""
        parts = self.block or BlockBits()
        tables = (parts.paper, parts.user, parts.recoverable, parts.unrecoverable)
        return set().union(*(_true(table, bits) for table, bits in zip(tables, block.bits, strict=True)))


def profile_names() -> list[str]:
    """The profiles that there are."""
    return sorted(file.stem for file in FOLDER.glob("*.toml"))


def profile(name: str) -> Profile:
    """The profile of this name. Raises ValueError."""
    if name not in profile_names():
        raise ValueError(f"no profile {name!r}; there are {', '.join(profile_names())}")
    return Profile.model_validate(tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8")))


def _true(table: Mapping[str, PrinterCondition], bits: int) -> set[PrinterCondition]:
    return {condition for mask, condition in table.items() if bits & int(mask, HEX)}
