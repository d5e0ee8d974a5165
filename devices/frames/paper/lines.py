"""What a paper is made of, top to bottom: typed lines, as every printer can print them."""

from dataclasses import dataclass
from typing import Final

from devices.frames.printers.escpos_text import Align

QR_MODULE_DOTS: Final = 6
RULE_SIGN: Final = "─"


@dataclass(frozen=True)
class TextLine:
    """One line of text; sizes are multiples of 12×24 dots."""

    text: str
    width: int = 1
    height: int = 1
    align: Align = Align.CENTRE
    may_be_dots: bool = False
    """Looks better as a picture where the printer is quick enough for one."""


@dataclass(frozen=True)
class QrLine:
    """A QR code, centred."""

    text: str
    module_dots: int = QR_MODULE_DOTS


@dataclass(frozen=True)
class Rule:
    """A line across the paper."""


@dataclass(frozen=True)
class Feed:
    """White space."""

    dots: int


@dataclass(frozen=True)
class Cut:
    """The end."""


PaperLine = TextLine | QrLine | Rule | Feed | Cut
