"""What all tests share: hypothesis repeats itself, and a real broker for whoever asks."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.contracts.mosquitto import Broker

settings.register_profile("hall", derandomize=True, print_blob=True, deadline=None)
settings.load_profile("hall")


@pytest.fixture
def broker(tmp_path: Path) -> Iterator[Broker]:
    """A running mosquitto that lets everybody in, on a free port of the loopback."""
    running = Broker(tmp_path)
    try:
        running.start()
        yield running
    finally:
        running.stop()
