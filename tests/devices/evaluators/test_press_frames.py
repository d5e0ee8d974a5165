"""Frames told in the settings: what they become, and arbitrary bytes in arbitrary pieces around them."""

import pytest

from config.vocabulary import Level
from devices.frames.evaluators.known_frames import KnownFrames
from devices.frames.evaluators.press_frames import Press, press_frames

SEED = 20261122
COUNTERS = {"1": "z01", "17": "z02"}
FORMS = {"( AA {address} 31 ) {xor} 55": Level.SATISFIED, "( AA {address} 32 ) {xor} 55": Level.DISSATISFIED}
TABLE = press_frames(FORMS, COUNTERS, "")
LONGEST = max(map(len, TABLE))


def test_a_form_is_filled_in_for_each_address() -> None:
    assert [frame.hex(" ") for frame in TABLE] == [
        "aa 01 31 9a 55",
        "aa 11 31 8a 55",
        "aa 01 32 99 55",
        "aa 11 32 89 55",
    ]
    text = press_frames({"50 4A {address} 0D 0A": Level.SATISFIED}, {"49": "z01"}, "4F 4B {address}")
    assert text == {b"PJ1\r\n": Press(next(iter(TABLE.values())).counter, Level.SATISFIED, b"OK1")}


@pytest.mark.parametrize("frames", [{b"": 1}, {b"a": 1, b"ab": 2}])
def test_a_frame_that_begins_another_is_refused(frames: dict[bytes, int]) -> None:
    with pytest.raises(ValueError, match="beginning"):
        KnownFrames(frames)
