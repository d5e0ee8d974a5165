"""Bytes of signs: texts that do not fit, templates that make no sense, and arbitrary bytes in arbitrary pieces."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from devices.frames.signs.lettering import Charset, cells, cut, legible
from devices.frames.signs.strip_template import strip_template, template_names
from devices.frames.signs.template import frame_form

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
        ({"frame": "AA {speed} {text}"}, "the frame has {speed}"),
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
