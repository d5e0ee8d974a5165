"""A scanner's bytes and key presses to codes: known events, and arbitrary bytes in arbitrary pieces."""

import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from devices.frames.scanners.keys import KeyReader, key_code, key_name
from devices.frames.scanners.lines import HELD_MAX_BYTES, CodeReader, Ending
from devices.kinds.code_scanner import CODE_MAX
from devices.simulated.scanners.scanner_twin import as_keys
from tests.devices.fuzz import EXAMPLES, split, steps

KEYBOARD = st.characters(min_codepoint=32, max_codepoint=126)


def pressed(*codes: int) -> bytes:
    """Keys of linux/input-event-codes.h, pressed and let go."""
    return b"".join(struct.pack("@llHHi", 1, 2, 1, code, value) for code in codes for value in (1, 0))


def test_keys_type_what_the_kernel_names_them() -> None:
    shift_a = struct.pack("@llHHi", 0, 0, 1, 42, 1) + pressed(30) + struct.pack("@llHHi", 0, 0, 1, 42, 0)
    assert KeyReader().feed(shift_a + pressed(11, 11, 8, 12, 52, 53, 82, 28)) == b"A007-./0\r"
    assert KeyReader().feed(pressed(58, 16, 2, 58, 16)) == b"Q1q"
    held = struct.pack("@llHHi", 0, 0, 1, 30, 1) + struct.pack("@llHHi", 0, 0, 1, 30, 2) * 5
    assert KeyReader().feed(held) == b"a"
    assert KeyReader().feed(pressed(1, 59, 29, 200)) == b""


def test_keys_without_a_sign_have_a_name_or_a_number() -> None:
    told = ["esc", "f1", "enter", "enter", "tab", "numlock", "7", "#29", "#256"]
    assert KeyReader().keys(pressed(1, 59, 28, 96, 15, 69, 71, 29, 256)) == told
    assert [key_name(key_code(name)) for name in told] == told
    assert key_code("7") == 71
    for wrong in ("", "12", "#", "#768", "#1.", "F1", "!"):
        with pytest.raises(ValueError, match="none of: esc"):
            key_code(wrong)


@given(text=st.text(KEYBOARD, max_size=40), cuts=st.lists(st.integers(0, 9999)))
@settings(max_examples=EXAMPLES, deadline=None)
def test_every_sign_of_a_keyboard_can_be_typed(text: str, cuts: list[int]) -> None:
    reader = KeyReader()
    assert b"".join(reader.feed(piece) for piece in split(as_keys(text), cuts)) == text.encode() + b"\r"


@pytest.mark.parametrize(
    ("ending", "data", "codes"),
    [
        (Ending.LINE, b"A007\r\nB012\n\r\n87654321\r", ["A007", "B012", "87654321"]),
        (Ending.TAB, b"A 007\t\tB012\t", ["A 007", "B012"]),
        (Ending.LINE, b"\x00A007\r\xff\xfe\rB012\r", ["B012"]),
        (Ending.LINE, b"A" * (CODE_MAX + 1) + b"\rB012\r", ["B012"]),
        (Ending.LINE, b"A" * (HELD_MAX_BYTES * 3) + b"\rB012\r", ["B012"]),
    ],
)
def test_codes_are_cut_at_their_ends(ending: Ending, data: bytes, codes: list[str]) -> None:
    assert CodeReader(ending, "utf-8").feed(data) == codes


def test_silence_ends_a_code_or_drops_half_of_one() -> None:
    silent, line = CodeReader(Ending.SILENCE, "utf-8"), CodeReader(Ending.LINE, "utf-8")
    assert [silent.feed(b"A0"), silent.feed(b"07"), silent.silence(), silent.silence()] == [[], [], ["A007"], []]
    assert [line.feed(b"A0"), line.silence(), line.feed(b"B012\r")] == [[], [], ["B012"]]
    assert line.dropped == {"half_code": 1}


@given(st.binary(max_size=200), st.integers(1, 200), st.sampled_from(Ending))
@settings(max_examples=EXAMPLES)
def test_whatever_comes_a_code_is_short_and_can_be_printed(data: bytes, step: int, ending: Ending) -> None:
    reader = CodeReader(ending, "gb18030")
    codes = [code for piece in steps(data, step) for code in reader.feed(piece)] + reader.silence()
    assert all(0 < len(each) <= CODE_MAX and each.isprintable() for each in codes)


def test_a_flood_without_an_end_is_held_in_bounded_memory() -> None:
    reader = CodeReader(Ending.TAB, "utf-8")
    for _ in range(100):
        assert reader.feed(b"A" * 1_000) == []
        assert len(reader._held) <= HELD_MAX_BYTES
    assert reader.feed(b"\tA007\t") == ["A007"]
    assert reader.dropped == {"too_long": 1}
