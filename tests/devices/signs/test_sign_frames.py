"""Bytes of signs: the published vectors, texts that do not fit, and arbitrary bytes in arbitrary pieces."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from devices.frames.signs import cd5220, modbus
from devices.frames.signs import onbon_commands as commands
from devices.frames.signs.alpha import AlphaMode, AlphaText, even_parity
from devices.frames.signs.checks import CHECKS
from devices.frames.signs.lettering import Charset, cells, cut, legible
from devices.frames.signs.modbus import ModbusAnswer, ModbusReader
from devices.frames.signs.onbon import BODY_MAX_BYTES, PC, OnbonFrame, OnbonReader
from devices.frames.signs.strip_template import strip_template, template_names
from devices.frames.signs.template import frame_form
from tests.devices.fuzz import EXAMPLES, NOISE, split

SEED = 20_261_122
PING = "A5A5A5A5A5A5A5A5 01000080 000000000000 FE02 0500 A20001 0000 68F8 5A"
AREA = (
    "A5A5A5A5A5A5A5A5 01000080000000000000FE023100 A30601000000012800 000000000008001000000000000000000A010101000004"
    "0D000000 5C43315C464F30303041303031 1365 5A"
)
VENDOR_SAMPLE = (
    "A5A5A5A5A5A5A5A5 01000080000000000000 5102 3200 A30601000000012900 0000000000C080208000000000000000000202020000"
    "04 0E000000 3031323334355152535454562742 A87D 5A"
)
"""192×32 pixels, many lines."""


def hexed(frame: bytes) -> str:
    return frame.hex().upper()


def plain(text: str) -> str:
    return text.replace(" ", "")


@pytest.mark.parametrize(
    ("data", "framed"),
    [
        (commands.PING, PING),
        (bytes.fromhex("A102010000"), "A5A5A5A5A5A5A5A5 01000080 000000000000 FE02 0500 A102010000 2D40 5A"),
        (commands.CLEAR, "A5A5A5A5A5A5A5A5 01000080 000000000000 FE02 0500 A310010000 51F8 5A"),
        (commands.show_area(commands.Area(rb"\C1\FO000A001", 64, 16)), AREA),
    ],
)
def test_onbon_vectors_both_ways(data: bytes, framed: str) -> None:
    frame = OnbonFrame(1, PC, data)
    assert hexed(frame.to_bytes()) == plain(framed)
    assert OnbonReader().feed(bytes.fromhex(framed)) == [frame]


def test_the_makers_own_onbon_sample_is_read() -> None:
    (frame,) = OnbonReader().feed(bytes.fromhex(VENDOR_SAMPLE))
    assert (frame.device_type, frame.data[-14:]) == (0x51, b"012345QRSTTV'B")


def test_onbon_escapes_in_one_pass_after_the_checksum() -> None:
    frame = OnbonFrame(1, PC, bytes.fromhex("A5A65A5BA602"))
    assert b"\xa6\x02\xa6\x01\x5b\x02\x5b\x01\xa6\x01\x02" in frame.to_bytes()
    assert OnbonReader().feed(frame.to_bytes()) == [frame]


def test_onbon_counts_odd_widths_in_pixels() -> None:
    assert commands.Area(b"", 60, 16).to_bytes()[5:9] == bytes.fromhex("3C801000")


def test_onbon_brightness_and_answers() -> None:
    assert commands.brightness(16) == bytes.fromhex("A3020100000110") + b"\x01" * 48
    assert commands.error_of(bytes.fromhex("A206000000")) == ""
    assert commands.error_of(bytes.fromhex("A206030000")) == "busy"
    assert commands.error_of(bytes.fromhex("A206770000")) == "error 119"
    assert commands.error_of(b"\xa2") == "short answer"


@pytest.mark.parametrize(
    ("name", "text", "frame"),
    [
        ("a1", "A001", "AA01BB 5154 0B01050000 41303031 7F FF"),
        ("a2", "A001", "AA01BB5154 CE 0100990063 41303031 FF"),
        ("c", "A1", "A09001A5 0004 4100 3100 D0"),
    ],
)
def test_led_family_vectors(name: str, text: str, frame: str) -> None:
    assert hexed(strip_template(name, {}).to_bytes(1, 0, text, "red")) == plain(frame)


def test_family_d_is_what_its_source_says() -> None:
    frame = strip_template("d", {}).to_bytes(3, 7, "请A001", "")
    body = bytes.fromhex("03FE 0C 07 863C000500 C7EB 41303031 00")
    assert frame == body + CHECKS["crc16_xmodem_hi_lo"].to_bytes(body)


def test_a1_asks_and_runs_where_the_text_is_too_wide() -> None:
    strip = strip_template("a1", {"columns": 8})
    assert strip.ask_form.to_bytes(strip.values | {"address": 9}) == bytes.fromhex("AA0955")
    assert strip.to_bytes(1, 0, "请A001到3号窗口", "yellow")[5] == 1
    assert strip.to_bytes(1, 0, "请A001", "yellow")[5:9] == bytes.fromhex("0B010502")


@pytest.mark.parametrize(
    ("check", "value"),
    [("crc16_modbus_lo_hi", "374B"), ("crc16_arc_lo_hi", "3DBB"), ("crc16_xmodem_hi_lo", "31C3"), ("sum8", "DD")],
)
def test_checksums_of_123456789(check: str, value: str) -> None:
    assert hexed(CHECKS[check].to_bytes(b"123456789")) == value


def test_modbus_frames() -> None:
    assert hexed(modbus.write_one(1, 1, 3)) == "01060001 0003980B".replace(" ", "")
    assert hexed(modbus.write_several(1, 1, [10, 258])) == "011000010002 04 000A0102 9230".replace(" ", "")


def test_alpha_frames() -> None:
    assert AlphaText(0, b"A001").to_bytes() == bytes(5) + b"\x01Z00\x02AA\x1b bA001\x04"
    summed = AlphaText(255, b"A", AlphaMode.ROTATE, "green", b"^", b"0", summed=True).to_bytes()
    packet = b"\x02A0\x1b a\x1c2A\x03"
    assert summed == bytes(5) + b"\x01^FF" + packet + b"%04X" % sum(packet) + b"\x04"
    assert even_parity(b"AC\x00") == b"A\xc3\x00"


def test_cd5220_frames() -> None:
    assert cd5220.picture((b"A001", b"Counter 3"), 4) == b"\x0c\x1b*\x04\x1bQAA001\r\x1bQBCounter 3\r"
    assert cd5220.picture((b"A001 please go to counter 3",), None) == b"\x0c\x1bQDA001 please go to counter 3\r"
    assert cd5220.picture((b"",), None) == b"\x0c"


@pytest.mark.parametrize(
    ("text", "number", "columns", "fits"),
    [
        ("请A001到3号窗口", "A001", 15, "请A001到3号窗口"),
        ("请A001到3号窗口", "A001", 14, "A001"),
        ("请A001到3号窗口", "A001", 3, "001"),
        ("暂停服务 用餐休息", "", 12, "暂停服务"),
        ("用餐休息", "", 5, "用餐"),
        ("", "", 1, ""),
    ],
)
def test_what_is_too_wide_is_cut_and_the_number_stays(text: str, number: str, columns: int, fits: str) -> None:
    assert cut(text, number, columns) == fits


@pytest.mark.parametrize(
    ("text", "charset", "shown", "count"),
    [
        ("请A001", Charset.GB2312, "请A001", 0),
        ("镕", Charset.GB2312, "□", 1),
        ("镕", Charset.GBK, "镕", 0),
        ("窗3", Charset.ASCII, "?3", 1),
        ("a\r\x7f\x1b", Charset.GBK, "a□□□", 3),
    ],
)
def test_what_a_charset_lacks_is_replaced_visibly(text: str, charset: Charset, shown: str, count: int) -> None:
    assert legible(text, charset) == (shown, count)


@given(st.text(), st.sampled_from(Charset), st.integers(1, 40))
def test_legible_text_can_always_be_sent_and_fits(text: str, charset: Charset, columns: int) -> None:
    line, _ = legible(text, charset)
    assert len(line.encode(charset)) == cells(line)
    assert cells(cut(line, "", columns)) <= columns


@pytest.mark.parametrize("name", template_names())
@given(text=st.text(max_size=120), address=st.integers(0, 255), sequence=st.integers(0, 255))
@settings(deadline=None)
def test_every_template_makes_a_frame_of_any_text(name: str, text: str, address: int, sequence: int) -> None:
    strip = strip_template(name, {})
    line, _ = legible(text, strip.charset)
    assert strip.to_bytes(address, sequence, cut(line, "", strip.places(line)), next(iter(strip.colours), ""))


@pytest.mark.parametrize(
    ("frame", "wrong"),
    [
        ("AA {text} ( FF", "not closed"),
        ("AA {text} ) FF", "no \\("),
        ("( ( {text} ) {xor}", "stands twice"),
        ("AA {text} {xor}", "goes with a checksum"),
        ("( {text} {xor} )", "cannot count itself"),
        ("[ {text} ]", "goes with"),
        ("{text} {text}", "at most one"),
        ("< AA {text} > {address}", "goes with escapes"),
        ("A {text}", "neither a byte"),
    ],
)
def test_a_frame_that_makes_no_sense_is_refused(frame: str, wrong: str) -> None:
    with pytest.raises(ValueError, match=wrong):
        frame_form(frame)


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"frame": "AA {speed} {text}"}, "nothing stands for speed"),
        ({"frame": "AA {text}", "values": {"speed": 1}}, "the frame has no speed"),
        ({"frame": "AA"}, "no \\{text\\}"),
        ({"frame": "AA {text}", "ask": "AB"}, "what does the strip answer"),
        ({"frame": "AA {text}", "scrolling": {"effect": 1}}, "the values have no effect"),
        ({"frame": "< {text} {address} >", "escapes": {"AA": "BB"}, "after_each": "0"}, "after_each"),
        ({"frame": "AA < {text} > {address}", "escapes": {"AA": "BB"}}, "only bytes can stand outside"),
        ({"frame": "AA < {text} >", "escapes": {"AA": "BB", "AB": "BB"}}, "each different"),
    ],
)
def test_a_template_that_makes_no_sense_is_refused(changes: dict[str, object], wrong: str) -> None:
    with pytest.raises(ValueError, match=wrong):
        strip_template("", changes)


@given(noise=NOISE, data=st.binary(min_size=3, max_size=80), cuts=st.lists(st.integers(0, 500)))
@settings(max_examples=EXAMPLES, deadline=None)
def test_onbon_frames_are_found_in_any_noise(noise: bytes, data: bytes, cuts: list[int]) -> None:
    reader = OnbonReader()
    frame = OnbonFrame(PC, 1, data)
    found = [each for piece in split(noise + frame.to_bytes(), cuts) for each in reader.feed(piece)]
    assert found[-1] == frame


@given(st.binary(max_size=6_000))
@settings(max_examples=EXAMPLES, deadline=None)
def test_the_onbon_reader_holds_no_more_than_a_frame(noise: bytes) -> None:
    reader = OnbonReader()
    reader.feed(b"\xa5" + noise.replace(b"\xa5", b"").replace(b"\x5a", b""))
    assert len(reader._body or b"") <= BODY_MAX_BYTES


@given(noise=NOISE, body=st.binary(min_size=4, max_size=4), failed=st.booleans(), cuts=st.lists(st.integers(0, 300)))
@settings(max_examples=EXAMPLES, deadline=None)
def test_modbus_answers_are_found_in_any_noise(noise: bytes, body: bytes, failed: bool, cuts: list[int]) -> None:
    reader = ModbusReader()
    frame = modbus.with_crc(b"\x07\x90\x06" if failed else b"\x07\x06" + body)
    wanted = ModbusAnswer(7, 0x10, 6) if failed else ModbusAnswer(7, 6, body=body)
    found = [each for piece in split(noise + frame, cuts) for each in reader.feed(piece)]
    assert found[-1] == wanted
    assert len(reader._held) < modbus.WRITTEN_BYTES


def test_both_readers_find_a_frame_after_ten_thousand_noises() -> None:
    chance = Random(SEED)
    onbon, display = OnbonReader(), ModbusReader()
    starts = (b"\xa5" * 8, b"\x5a", b"\x07\x06", b"\x07\x90", b"\xa6\x02")
    for example in range(10_000):
        noise = chance.choice(starts) * chance.randrange(2) + chance.randbytes(chance.randrange(60))
        frame = OnbonFrame(PC, 1, chance.randbytes(chance.randrange(3, 20)))
        register = chance.randbytes(4)
        cuts = [chance.randrange(100) for _ in range(chance.randrange(4))]
        found = [each for piece in split(noise + frame.to_bytes(), cuts) for each in onbon.feed(piece)]
        echo = modbus.with_crc(b"\x07\x06" + register)
        answers = [each for piece in split(noise + echo, cuts) for each in display.feed(piece)]
        assert found[-1:] == [frame], f"example {example} of seed {SEED}"
        assert answers[-1:] == [ModbusAnswer(7, 6, body=register)], f"example {example} of seed {SEED}"
