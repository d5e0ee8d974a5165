"""What printers are sent and what they answer: the published vectors, and arbitrary bytes in arbitrary pieces."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from devices.frames.printers import escpos_status, escpos_text
from devices.frames.printers.escpos_commands import EscposParser
from devices.frames.printers.escpos_status import Block, PrintedUpTo, Pushed, StatusByte, StatusReader
from devices.frames.printers.escpos_text import PrinterFont
from devices.frames.printers.profile import profile, profile_names
from devices.kinds.ticket_printer import PrinterCondition
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
    told = {1: printer, 2: cause, 4: paper}.items()
    conditions = set().union(*(profile("generic_80").of_byte(what, bits) for what, bits in told))
    assert escpos_status.worst(conditions) is condition


@pytest.mark.parametrize("name", profile_names())
def test_each_profile_asks_what_makes_its_printer_known(name: str) -> None:
    its = profile(name)
    assert its.block is not None or its.asks.keys() >= {1, 2, 4}
    assert bytes.fromhex(its.cut)[-3:-1] in (b"\x1d\x56", b"\x56\x42")


def test_an_unknown_profile_is_named() -> None:
    with pytest.raises(ValueError, match="epson_tm"):
        profile("nonsense")


@pytest.mark.parametrize(
    ("name", "what", "bits", "condition"),
    [
        ("snbc", 3, 0x16, PrinterCondition.JAM),
        ("snbc", 3, 0x1A, PrinterCondition.CUTTER_ERROR),
        ("snbc", 3, 0x32, PrinterCondition.ERROR),
        ("generic_58", 3, 0x16, PrinterCondition.ERROR),
        ("generic_58", 3, 0x1A, PrinterCondition.CUTTER_ERROR),
        ("epson_tm", 3, 0x52, PrinterCondition.ERROR),
        ("citizen_ppu700", 3, 0x1A, PrinterCondition.CUTTER_ERROR),
        ("citizen_ppu700", 5, 0x1A, PrinterCondition.ERROR),
        ("citizen_ppu700", 3, 0x16, PrinterCondition.JAM),
        ("citizen_ppu700", 4, 0x1E, PrinterCondition.PAPER_NEAR_END),
        ("citizen_ppu700", 4, 0x32, PrinterCondition.PAPER_OUT),
        ("citizen_ppu700", 4, 0x52, PrinterCondition.TICKET_IN_MOUTH),
        ("citizen_ppu700", 5, 0x16, PrinterCondition.COVER_OPEN),
    ],
)
def test_what_makes_differ_in(name: str, what: int, bits: int, condition: PrinterCondition) -> None:
    assert profile(name).of_byte(what, bits) == {condition}


@pytest.mark.parametrize(
    ("block", "conditions"),
    [
        ("00000000", set()),
        ("01000000", {PrinterCondition.PAPER_OUT}),
        ("04000000", {PrinterCondition.PAPER_NEAR_END}),
        ("24000000", {PrinterCondition.PAPER_NEAR_END, PrinterCondition.TICKET_IN_MOUTH}),
        ("00010000", {PrinterCondition.COVER_OPEN}),
        ("00004000", {PrinterCondition.JAM}),
        ("00000100", {PrinterCondition.ERROR}),
        ("00000001", {PrinterCondition.CUTTER_ERROR}),
        ("00000002", {PrinterCondition.CUTTER_ERROR}),
        ("00000004", {PrinterCondition.ERROR}),
        ("00000008", {PrinterCondition.ERROR}),
        ("C0FC2000", set()),
    ],
)
def test_a_custom_printers_block(block: str, conditions: set[PrinterCondition]) -> None:
    (found,) = StatusReader(blocks=True).feed(bytes.fromhex("100F" + block))
    assert isinstance(found, Block)
    assert profile("custom_vkp80").of_block(found) == conditions


@pytest.mark.parametrize(
    ("bits", "conditions"),
    [
        ("10000000", set()),
        ("18000C00", {PrinterCondition.OFFLINE, PrinterCondition.PAPER_OUT}),
        ("10000300", {PrinterCondition.PAPER_NEAR_END}),
        ("38000000", {PrinterCondition.OFFLINE, PrinterCondition.COVER_OPEN}),
        ("18080000", {PrinterCondition.OFFLINE, PrinterCondition.CUTTER_ERROR}),
        ("18040000", {PrinterCondition.OFFLINE, PrinterCondition.ERROR}),
        ("18200000", {PrinterCondition.OFFLINE, PrinterCondition.ERROR}),
        ("18400000", {PrinterCondition.OFFLINE, PrinterCondition.ERROR}),
    ],
)
def test_what_a_printer_tells_by_itself(bits: str, conditions: set[PrinterCondition]) -> None:
    (found,) = StatusReader().feed(bytes.fromhex(bits))
    assert isinstance(found, Pushed)
    assert escpos_status.told_by(found) == conditions


def test_first_bytes_tell_an_answer_from_a_push() -> None:
    valid = [byte for byte in range(256) if StatusReader().feed(bytes([byte]))]
    assert valid == [byte for byte in range(256) if byte & 0x93 == 0x12]
    fours = [bytes([byte, 0, 0, 0]) for byte in range(256)]
    pushed = [four[0] for four in fours if StatusReader().feed(four) == [Pushed(four)]]
    assert pushed == [byte for byte in range(256) if byte & 0x93 == 0x10]


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


def test_escpos_vectors() -> None:
    assert escpos_text.raster(2, 2, b"\xff" * 4).hex() == "1d76300002000200ffffffff"
    stored, printed = "1d284c0e003070300101311000" + "0200" + "ffffffff", "1d284c02003032"
    assert escpos_text.graphics(16, 2, b"\xff" * 4).hex() == stored + printed
    assert escpos_text.buzz(3).hex() == "1b420302"
    assert escpos_text.CUT.hex() == "1d564200"
    assert bytes.fromhex(profile("custom_vkp80").cut).hex() == "1b64061d5600"
    assert escpos_text.size(2, 3).hex() == "1d2112"
    assert (escpos_text.INITIALISE + escpos_text.CHINESE_MODE).hex() == "1b401c26"
    begun, stored = "1d286b040031413200" + "1d286b0300314306" + "1d286b0300314531", "1d286b0500315030" + "4131"
    assert escpos_text.qr("A1", 6).hex() == begun + stored + "1d286b0300315130"
    assert [escpos_status.ask(what).hex() for what in (1, 4, 0x14)] == ["100401", "100404", "100414"]
    assert escpos_status.ask_printed(b"ABCD").hex() == "1d284806003030" + "41424344"
    assert bytes.fromhex(profile("epson_tm").pushes).hex() == "1d61ff"


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
