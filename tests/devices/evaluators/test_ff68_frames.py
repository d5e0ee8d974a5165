"""The bus of call pads and evaluators: broken frames, and arbitrary bytes in arbitrary pieces."""

import pytest

from devices.frames.evaluators.ff68 import Ff68Reader


@pytest.mark.parametrize(
    "broken", ["ff6802026801100000", "ff680304680110 0c1d16", "ff6803036801100c1e16", "ff6803036801100c1d17"]
)
def test_broken_bus_frames_are_dropped_and_counted(broken: str) -> None:
    reader = Ff68Reader()
    assert reader.feed(bytes.fromhex(broken)) == []
    assert reader.end_of_talk() == []
    assert sum(reader.dropped.values()) > 0
