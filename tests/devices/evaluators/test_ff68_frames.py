"""The bus of call pads and evaluators: the reference's vectors, and arbitrary bytes in arbitrary pieces."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from devices.frames.evaluators.ff68 import Ff68Frame, Ff68Reader, display_frame
from tests.devices.fuzz import EXAMPLES, FRAME_MEMORY_BYTES, NOISE, split


@given(data=st.binary(max_size=6000), cuts=st.lists(st.integers(0, 6000), max_size=8))
@settings(max_examples=EXAMPLES, deadline=None)
def test_no_bytes_make_the_bus_raise_or_grow(data: bytes, cuts: list[int]) -> None:
    bus = Ff68Reader()
    for piece in split(data, cuts):
        bus.feed(piece)
    assert len(bus._held) < FRAME_MEMORY_BYTES


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
