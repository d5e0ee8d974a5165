"""Bytes of signs: texts that do not fit, templates that make no sense, and arbitrary bytes in arbitrary pieces."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from devices.frames.signs import modbus
from devices.frames.signs.lettering import Charset, cells, cut, legible
from devices.frames.signs.modbus import ModbusAnswer, ModbusReader
from devices.frames.signs.onbon import BODY_MAX_BYTES, PC, OnbonFrame, OnbonReader
from devices.frames.signs.strip_template import strip_template, template_names
from devices.frames.signs.template import frame_form
from tests.devices.fuzz import EXAMPLES, NOISE, split

SEED = 20_261_122


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
