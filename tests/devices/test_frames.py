"""Bytes to messages and back: the published vectors, and arbitrary bytes in arbitrary pieces."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from devices.frames import escpos_status, escpos_text, sam_v
from devices.frames.apdu.exchange import exchange
from devices.frames.apdu.social_card import AID, read_social_card
from devices.frames.citizen_number import foreigner_2017_right, number_right
from devices.frames.escpos_status import Ask, PrintedUpTo, StatusByte, StatusReader
from devices.frames.escpos_text import PrinterFont
from devices.frames.ff68 import Ff68Frame, Ff68Reader, display_frame
from devices.frames.sam_v import FrameReader
from devices.frames.sam_v_text import TEXT_BYTES, read_text
from devices.kinds.ticket_printer import PrinterCondition
from devices.simulated.paper.commands import EscposParser
from devices.simulated.paper.sheet import PaperMaker

EXAMPLES = 100
FRAME_MEMORY_BYTES = 5_000
NOISE = st.lists(
    st.one_of(
        st.binary(max_size=40), st.sampled_from([b"\xaa\xaa\xaa\x96\x69", b"\xff\x68", b"\xaa", b"\xff", b"\x37"])
    )
).map(b"".join)


def split(data: bytes, cuts: list[int]) -> list[bytes]:
    """The bytes in pieces."""
    at = sorted({cut % (len(data) + 1) for cut in cuts})
    return [data[start:end] for start, end in zip([0, *at], [*at, len(data)], strict=True)]


@pytest.mark.parametrize(
    ("body", "framed"),
    [
        ("10FF", "AAAAAA9669000310FFEC"),
        ("11FF", "AAAAAA9669000311FFED"),
        ("12FF", "AAAAAA9669000312FFEE"),
        ("2001", "AAAAAA96690003200122"),
        ("2002", "AAAAAA96690003200221"),
        ("3001", "AAAAAA96690003300132"),
        ("3010", "AAAAAA96690003301023"),
        ("3003", "AAAAAA96690003300330"),
        ("3005", "AAAAAA96690003300536"),
        ("6000", "AAAAAA96690003600063"),
        ("6004", "AAAAAA96690003600467"),
        ("000090", "AAAAAA9669000400009094"),
        ("000060", "AAAAAA9669000400006064"),
        ("00009F00000000", "AAAAAA9669000800009F0000000097"),
        ("000080", "AAAAAA9669000400008084"),
        ("0000900000000000000000", "AAAAAA9669000C00009000000000000000009C"),
        ("000081", "AAAAAA9669000400008185"),
        ("000041", "AAAAAA9669000400004145"),
    ],
)
def test_sam_v_vectors_both_ways(body: str, framed: str) -> None:
    assert sam_v.frame(bytes.fromhex(body)).hex().upper() == framed
    assert FrameReader().feed(bytes.fromhex(framed)) == [bytes.fromhex(body)]


def test_a_sam_v_read_answer_has_1295_bytes_and_text_at_14() -> None:
    text = b"\x20\x00" * (TEXT_BYTES // 2)
    framed = sam_v.frame(bytes.fromhex("00009001000400") + text + bytes(1024))
    assert len(framed) == 1295
    assert framed[5:7] == bytes.fromhex("0508")
    assert framed[14 : 14 + TEXT_BYTES] == text


@pytest.mark.parametrize(
    "number", ["11010519491231002X", "810000199408230021", "830000199201300022", "911124198108030024"]
)
def test_published_numbers_check(number: str) -> None:
    assert number_right(number)
    assert not number_right(number[:-2] + ("0" if number[-2] != "0" else "1") + number[-1])


def test_a_foreigners_number_of_2017_checks() -> None:
    assert foreigner_2017_right("USA110081010015")
    assert not foreigner_2017_right("USA110081010014")


def test_the_social_card_aid_is_gbk() -> None:
    assert "sx1.sh.社会保障".encode("gbk") == AID == bytes.fromhex("7378312E73682EC9E7BBE1B1A3D5CF")


@given(noise=NOISE, cuts=st.lists(st.integers(0, 4000), max_size=8), photo=st.binary(max_size=300))
@settings(max_examples=EXAMPLES, deadline=None)
def test_sam_v_reads_a_frame_after_any_noise(noise: bytes, cuts: list[int], photo: bytes) -> None:
    reader = FrameReader()
    body = b"\x00\x00\x90" + photo
    bodies = [found for piece in split(noise + sam_v.frame(body), cuts) for found in reader.feed(piece)]
    bodies += reader.end_of_talk()
    assert body in bodies
    assert len(reader._held) == 0


@given(data=st.binary(max_size=6000), cuts=st.lists(st.integers(0, 6000), max_size=8))
@settings(max_examples=EXAMPLES, deadline=None)
def test_no_reader_raises_or_grows_on_any_bytes(data: bytes, cuts: list[int]) -> None:
    sam, bus, status = FrameReader(), Ff68Reader(), StatusReader()
    for piece in split(data, cuts):
        sam.feed(piece)
        bus.feed(piece)
        status.feed(piece)
    assert max(len(sam._held), len(bus._held), len(status._held)) < FRAME_MEMORY_BYTES


@given(
    noise=NOISE,
    cuts=st.lists(st.integers(0, 400), max_size=8),
    address=st.integers(0, 255),
    func=st.integers(0, 255),
    data=st.binary(min_size=1, max_size=3),
)
@settings(max_examples=EXAMPLES, deadline=None)
def test_the_bus_reads_a_frame_after_any_noise(
    noise: bytes, cuts: list[int], address: int, func: int, data: bytes
) -> None:
    reader = Ff68Reader()
    frame = Ff68Frame(address, func, data)
    frames = [found for piece in split(noise + frame.to_bytes(), cuts) for found in reader.feed(piece)]
    frames += reader.end_of_talk()
    assert frame in frames
    assert len(reader._held) == 0


def test_bus_frames_as_written_in_the_reference() -> None:
    call_next = Ff68Frame(1, 0x10, b"\x0c")
    assert call_next.to_bytes().hex() == "ff68030368" + "01100c" + "1d16"
    mark = Ff68Frame(1, 0x11, b"\x02")
    assert mark.echo().to_bytes()[-2] == (mark.to_bytes()[-2] - 0x10) % 256
    assert display_frame(3, "A012").to_bytes().hex() == "ff68080868" + "0302" + "0a0a0a000102" + "2616"


@pytest.mark.parametrize(
    "broken", ["ff6802026801100000", "ff680304680110 0c1d16", "ff6803036801100c1e16", "ff6803036801100c1d17"]
)
def test_broken_bus_frames_are_dropped_and_counted(broken: str) -> None:
    reader = Ff68Reader()
    assert reader.feed(bytes.fromhex(broken)) == []
    assert reader.end_of_talk() == []
    assert sum(reader.dropped.values()) > 0


@given(text=st.binary(min_size=TEXT_BYTES, max_size=TEXT_BYTES))
@settings(max_examples=EXAMPLES, deadline=None)
def test_a_card_text_of_any_bytes_is_refused(text: bytes) -> None:
    assert read_text(text) is None


@given(answers=st.lists(st.binary(max_size=40), max_size=60))
@settings(max_examples=EXAMPLES, deadline=None)
def test_a_talk_with_any_card_ends(answers: list[bytes]) -> None:
    talk = read_social_card()
    said = 0
    try:
        talk.send(None)  # type: ignore[arg-type]
        for answer in answers + [b"\x6a\x82"] * 100:
            said += 1
            talk.send(answer)
    except StopIteration:
        assert said < 160
        return
    raise AssertionError("the talk did not end")


def test_more_data_is_fetched_and_a_wrong_length_is_said_again() -> None:
    talk = exchange(bytes.fromhex("00B2080014"))
    assert next(talk).hex() == "00b2080014"
    assert talk.send(bytes.fromhex("6C02")).hex() == "00b2080002"
    assert talk.send(bytes.fromhex("6102")).hex() == "00c0000002"
    with pytest.raises(StopIteration) as end:
        talk.send(bytes.fromhex("08009000"))
    assert (end.value.value.data.hex(), end.value.value.ok) == ("0800", True)


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
