"""What printers are sent and answer: limits, and arbitrary bytes in arbitrary pieces. Published: test_vectors_*.py."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from devices.frames.printers import escpos_status, escpos_text
from devices.frames.printers.escpos_commands import EscposParser
from devices.frames.printers.escpos_status import Block, PrintedUpTo, Pushed, StatusByte, StatusReader
from devices.frames.printers.escpos_text import PrinterFont
from devices.frames.printers.profile import profile, profile_names
from devices.simulated.paper.sheet import PaperMaker
from tests.devices.fuzz import EXAMPLES, FRAME_MEMORY_BYTES, split

SEED = 20_261_122
LONGEST = 7
"""The longest answer in bytes."""


@given(data=st.binary(max_size=6000), cuts=st.lists(st.integers(0, 6000), max_size=8))
@settings(max_examples=EXAMPLES, deadline=None)
def test_the_status_reader_never_raises_or_grows(data: bytes, cuts: list[int]) -> None:
    for status in (StatusReader(), StatusReader(blocks=True)):
        for piece in split(data, cuts):
            status.feed(piece)
        assert len(status._held) < FRAME_MEMORY_BYTES


@pytest.mark.parametrize("name", profile_names())
def test_each_profile_asks_what_makes_its_printer_known(name: str) -> None:
    its = profile(name)
    assert its.block is not None or its.asks.keys() >= {1, 2, 4}
    assert bytes.fromhex(its.cut)[-3:-1] in (b"\x1d\x56", b"\x56\x42")


def test_an_unknown_profile_is_named() -> None:
    with pytest.raises(ValueError, match="epson_tm"):
        profile("nonsense")


@given(
    noise=st.binary(max_size=60),
    cuts=st.lists(st.integers(0, 80), max_size=6),
    first=st.sampled_from([byte for byte in range(256) if byte & 0x93 == 0x10]),
    rest=st.lists(st.sampled_from([byte for byte in range(256) if byte & 0x90 == 0]), min_size=3, max_size=3),
)
@settings(max_examples=EXAMPLES, deadline=None)
def test_a_push_and_an_answer_are_found_after_any_noise(
    noise: bytes, cuts: list[int], first: int, rest: list[int]
) -> None:
    reader, push = StatusReader(), bytes([first, *rest])
    found = [each for piece in split(noise + push + b"\x12", cuts) for each in reader.feed(piece)]
    assert found[-2:] == [Pushed(push), StatusByte(0x12)]


@given(
    noise=st.binary(max_size=60), cuts=st.lists(st.integers(0, 80), max_size=6), bits=st.binary(min_size=4, max_size=4)
)
@settings(max_examples=EXAMPLES, deadline=None)
def test_a_block_is_found_after_any_noise(noise: bytes, cuts: list[int], bits: bytes) -> None:
    reader = StatusReader(blocks=True)
    found = [each for piece in split(noise + b"\x10\x0f" + bits, cuts) for each in reader.feed(piece)]
    assert Block(bits) in found


@given(noise=st.binary(max_size=30).filter(lambda noise: b"\x37" not in noise), count=st.integers(0, 100_000))
@settings(max_examples=EXAMPLES, deadline=None)
def test_a_printed_mark_is_found_after_any_noise(noise: bytes, count: int) -> None:
    mark = escpos_status.mark_of(count)
    found = StatusReader().feed(noise + b"\x37\x22" + mark + b"\0")
    assert found[-1] == PrintedUpTo(mark)


@pytest.mark.parametrize(
    ("blocks", "answer"),
    [(False, "12"), (False, "10000000"), (False, "37224142434400"), (True, "100F00000000"), (True, "37224142434400")],
)
def test_an_answer_is_read_after_ten_thousand_noises(blocks: bool, answer: str) -> None:
    chance, true = Random(SEED), bytes.fromhex(answer)
    (meant,) = StatusReader(blocks).feed(true)
    for example in range(10_000):
        noise = chance.randbytes(chance.randrange(40)) + true[: example % len(true)]
        reader, sent = StatusReader(blocks), noise + true
        pieces = split(sent, [chance.randrange(100) for _ in range(chance.randrange(4))])
        found = [each for piece in pieces for each in reader.feed(piece)]
        assert meant in found, (SEED, example, noise.hex())
        assert len(reader._held) < LONGEST


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
