"""Typed paper lines to ESC/POS bytes: text where the printer's font has every sign, dots where it has not."""

from dataclasses import dataclass
from typing import Final

from devices.drivers.ticket_printer.layout import COLUMNS, RULE_SIGN, Cut, Feed, PaperLine, QrLine, Rule, TextLine
from devices.drivers.ticket_printer.picture import text_picture
from devices.frames.printers import escpos_text
from devices.frames.printers.escpos_text import Align, PrinterFont

BEGIN: Final = escpos_text.INITIALISE + escpos_text.CHINESE_MODE
RULE_TEXT: Final = RULE_SIGN * (COLUMNS // 2)


@dataclass(frozen=True)
class Paper:
    """What this printer can do."""

    font: PrinterFont = PrinterFont.GBK
    width_dots: int = 576
    smooth_number: bool = False


def paper_bytes(lines: list[PaperLine], paper: Paper) -> bytes:
    """Everything that goes to the printer for one slip."""
    return BEGIN + b"".join(_line_bytes(line, paper) for line in lines)


def _line_bytes(line: PaperLine, paper: Paper) -> bytes:
    match line:
        case TextLine():
            return _text_bytes(line, paper)
        case QrLine(text, module_dots):
            return escpos_text.align(Align.CENTRE) + escpos_text.qr(text, module_dots)
        case Rule():
            return _text_bytes(TextLine(RULE_TEXT), paper)
        case Feed(dots):
            return escpos_text.feed(dots)
        case Cut():
            return escpos_text.CUT


def _text_bytes(line: TextLine, paper: Paper) -> bytes:
    text = escpos_text.normalise(line.text)
    start = escpos_text.align(line.align)
    smooth = line.may_be_dots and paper.smooth_number
    if smooth or not escpos_text.fits_font(text, paper.font):
        return start + text_picture(text, line.width, line.height, paper.width_dots)
    return start + escpos_text.size(line.width, line.height) + escpos_text.text_line(text)
