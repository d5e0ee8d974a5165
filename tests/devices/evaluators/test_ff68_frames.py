"""The bus of call pads and evaluators: broken frames, and arbitrary bytes in arbitrary pieces."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from devices.frames.evaluators.ff68 import Ff68Frame, Ff68Reader
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


@pytest.mark.parametrize(
    "broken", ["ff6802026801100000", "ff680304680110 0c1d16", "ff6803036801100c1e16", "ff6803036801100c1d17"]
)
def test_broken_bus_frames_are_dropped_and_counted(broken: str) -> None:
    reader = Ff68Reader()
    assert reader.feed(bytes.fromhex(broken)) == []
    assert reader.end_of_talk() == []
    assert sum(reader.dropped.values()) > 0
