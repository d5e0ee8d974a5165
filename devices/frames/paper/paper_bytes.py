"""Typed paper lines to ESC/POS bytes: text where the printer's font has every sign, dots where it has not."""

from dataclasses import dataclass
from typing import Final

import segno

from devices.frames.paper.lines import RULE_SIGN, Cut, Feed, PaperLine, QrLine, Rule, TextLine
from devices.frames.paper.picture import text_picture
from devices.frames.printers import escpos_text
from devices.frames.printers.escpos_text import Align, PrinterFont

BEGIN: Final = escpos_text.INITIALISE + escpos_text.CHINESE_MODE
COLUMN_DOTS: Final = 12
QUIET_MODULES: Final = 4
"""The white border that a code needs on each side."""


@dataclass(frozen=True)
class Paper:
    """What this printer can do."""

    font: PrinterFont = PrinterFont.GBK
    width_dots: int = 576
    smooth_number: bool = False
    cut: bytes = escpos_text.CUT
    graphics: bool = False
    """It draws by GS ( L."""

    @property
    def columns(self) -> int:
        """How many ASCII signs stand side by side."""
        return self.width_dots // COLUMN_DOTS


def paper_bytes(lines: list[PaperLine], paper: Paper) -> bytes:
    """Everything that goes to the printer for one slip."""
    return BEGIN + b"".join(_line_bytes(line, paper) for line in lines)


def _line_bytes(line: PaperLine, paper: Paper) -> bytes:
    match line:
        case TextLine():
            return _text_bytes(line, paper)
        case QrLine(text, module_dots):
            return escpos_text.align(Align.CENTRE) + escpos_text.qr(
                text, _module_dots(text, module_dots, paper.width_dots)
            )
        case Rule():
            return _text_bytes(TextLine(RULE_SIGN * (paper.columns // 2)), paper)
        case Feed(dots):
            return escpos_text.feed(dots)
        case Cut():
            return paper.cut


def _text_bytes(line: TextLine, paper: Paper) -> bytes:
    text = escpos_text.normalise(line.text)
    start = escpos_text.align(line.align)
    smooth = line.may_be_dots and paper.smooth_number
    if smooth or not escpos_text.fits_font(text, paper.font):
        dots = text_picture(text, line.width, line.height, paper.width_dots, by_graphics=paper.graphics)
        return start + dots
    return start + escpos_text.size(line.width, line.height) + escpos_text.text_line(text)


def _module_dots(text: str, wanted: int, width_dots: int) -> int:
    """As large as wanted, smaller where the code would be wider than the paper. May raise ValueError."""
    try:
        code = segno.make(text, error="m", micro=False, boost_error=False)
    except segno.DataOverflowError as error:
        raise ValueError("the text is too long for a QR code") from error
    return min(wanted, width_dots // int(code.symbol_size(border=QUIET_MODULES)[0]))
