"""A desk ready for work."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.queue_server.desk.counterside import Counterside


@pytest.fixture
def side(tmp_path: Path) -> Iterator[Counterside]:
    """The small hall at nine o'clock, nobody there yet."""
    with Counterside(tmp_path) as opened:
        yield opened
