"""What printers are sent and answer: limits, and arbitrary bytes in arbitrary pieces. Published: test_vectors_*.py."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from devices.frames.printers import escpos_text
from devices.frames.printers.escpos_commands import EscposParser
from devices.frames.printers.escpos_text import PrinterFont
from devices.frames.printers.profile import profile, profile_names
from devices.simulated.paper.sheet import PaperMaker
from tests.devices.fuzz import EXAMPLES, split

SEED = 20_261_122
LONGEST = 7
"""The longest answer in bytes."""


@pytest.mark.parametrize("name", profile_names())
def test_each_profile_asks_what_makes_its_printer_known(name: str) -> None:
    its = profile(name)
    assert its.block is not None or its.asks.keys() >= {1, 2, 4}
    assert bytes.fromhex(its.cut)[-3:-1] in (b"\x1d\x56", b"\x56\x42")


def test_an_unknown_profile_is_named() -> None:
    with pytest.raises(ValueError, match="epson_tm"):
        profile("nonsense")


@pytest.mark.parametrize(("dots", "rows", "data"), [(16, 2, b"\xff" * 3), (8, 0, b""), (4096, 200, bytes(102_400))])
def test_a_picture_that_cannot_be_is_refused(dots: int, rows: int, data: bytes) -> None:
    with pytest.raises(ValueError, match="picture"):
        escpos_text.graphics(dots, rows, data)


def test_normalised_text_fits_the_font() -> None:
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
