"""Typed paper lines to ESC/POS bytes: text where the printer's font has every sign, dots where it has not."""

from typing import Final

from devices.drivers.ticket_printer.layout import COLUMNS, RULE_SIGN, Cut, Feed, PaperLine, QrLine, Rule, TextLine
from devices.drivers.ticket_printer.picture import text_picture
from devices.frames import escpos_text
from devices.frames.escpos_text import Align, PrinterFont

BEGIN: Final = escpos_text.INITIALISE + escpos_text.CHINESE_MODE
RULE_TEXT: Final = RULE_SIGN * (COLUMNS // 2)


def paper_bytes(lines: list[PaperLine], font: PrinterFont, width_dots: int) -> bytes:
    """Everything that goes to the printer for one slip."""
    return BEGIN + b"".join(_line_bytes(line, font, width_dots) for line in lines)


def _line_bytes(line: PaperLine, font: PrinterFont, width_dots: int) -> bytes:
    match line:
        case TextLine():
            return _text_bytes(line, font, width_dots)
        case QrLine(text, module_dots):
            return escpos_text.align(Align.CENTRE) + escpos_text.qr(text, module_dots)
        case Rule():
            return _text_bytes(TextLine(RULE_TEXT), font, width_dots)
        case Feed(dots):
            return escpos_text.feed(dots)
        case Cut():
            return escpos_text.CUT


def _text_bytes(line: TextLine, font: PrinterFont, width_dots: int) -> bytes:
    text = escpos_text.normalise(line.text)
    start = escpos_text.align(line.align)
    if not escpos_text.fits_font(text, font):
        return start + text_picture(text, line.width, line.height, width_dots)
    return start + escpos_text.size(line.width, line.height) + escpos_text.text_line(text)
