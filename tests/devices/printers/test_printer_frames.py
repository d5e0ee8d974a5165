"""What printers are sent and what they answer: the published vectors, and arbitrary bytes in arbitrary pieces."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from devices.frames.printers import escpos_status, escpos_text
from devices.frames.printers.escpos_status import Ask, PrintedUpTo, StatusByte, StatusReader
from devices.frames.printers.escpos_text import PrinterFont
from devices.kinds.ticket_printer import PrinterCondition
from devices.simulated.paper.commands import EscposParser
from devices.simulated.paper.sheet import PaperMaker
from tests.devices.fuzz import EXAMPLES, FRAME_MEMORY_BYTES, split


@given(data=st.binary(max_size=6000), cuts=st.lists(st.integers(0, 6000), max_size=8))
@settings(max_examples=EXAMPLES, deadline=None)
def test_the_status_reader_never_raises_or_grows(data: bytes, cuts: list[int]) -> None:
    status = StatusReader()
    for piece in split(data, cuts):
        status.feed(piece)
    assert len(status._held) < FRAME_MEMORY_BYTES


@pytest.mark.parametrize(
    ("printer", "cause", "paper", "condition"),
    [
        (0x12, 0x12, 0x12, PrinterCondition.READY),
        (0x12, 0x12, 0x1E, PrinterCondition.PAPER_NEAR_END),
        (0x1A, 0x32, 0x7E, PrinterCondition.PAPER_OUT),
        (0x1A, 0x16, 0x12, PrinterCondition.COVER_OPEN),
        (0x1A, 0x12, 0x12, PrinterCondition.OFFLINE),
        (0x1A, 0x52, 0x12, PrinterCondition.ERROR),
    ],
)
def test_status_bytes(printer: int, cause: int, paper: int, condition: PrinterCondition) -> None:
    found = StatusReader().feed(bytes([printer, cause, paper]))
    assert found == [StatusByte(printer), StatusByte(cause), StatusByte(paper)]
    assert escpos_status.condition_of(dict(zip(Ask, (printer, cause, paper), strict=True))) is condition


def test_a_missing_status_byte_is_no_answer() -> None:
    assert escpos_status.condition_of({}) is PrinterCondition.NO_ANSWER
    assert escpos_status.condition_of({Ask.PRINTER: 0x12}) is PrinterCondition.NO_ANSWER


@given(noise=st.binary(max_size=30).filter(lambda noise: b"\x37" not in noise), count=st.integers(0, 100_000))
@settings(max_examples=EXAMPLES, deadline=None)
def test_a_printed_mark_is_found_after_any_noise(noise: bytes, count: int) -> None:
    mark = escpos_status.mark_of(count)
    found = StatusReader().feed(noise + b"\x37\x22" + mark + b"\0")
    assert found[-1] == PrintedUpTo(mark)


def test_escpos_vectors() -> None:
    assert escpos_text.raster(2, 2, b"\xff" * 4).hex() == "1d76300002000200ffffffff"
    assert escpos_text.text_line(escpos_text.normalise("¥")).hex() == "a3a40a"
    assert not escpos_text.fits_font("¥", PrinterFont.GBK)
    assert escpos_text.fits_font(escpos_text.normalise("，。“”：￥①"), PrinterFont.GB2312)
    assert escpos_text.fits_font("镕", PrinterFont.GBK)
    assert not escpos_text.fits_font("镕", PrinterFont.GB2312)
    assert not escpos_text.fits_font("㐂䶮𠮷", PrinterFont.GBK)


@given(data=st.binary(max_size=3000), cuts=st.lists(st.integers(0, 3000), max_size=8))
@settings(max_examples=EXAMPLES, deadline=None)
def test_the_paper_twin_takes_any_bytes(data: bytes, cuts: list[int]) -> None:
    parser, pen = EscposParser(), PaperMaker()
    for piece in split(data, cuts):
        for part in parser.feed(piece):
            pen.take(part)
    pen.cut()
