"""One running hall for each test that asks, and one PostgreSQL for those that need it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.processes.server import HallServer
from tests.queue_server.journal.postgres import Cluster


@pytest.fixture
def server(tmp_path: Path) -> Iterator[HallServer]:
    """A hall that is served."""
    with HallServer(tmp_path) as running:
        yield running


@pytest.fixture(scope="session")
def postgres() -> Iterator[Cluster]:
    """A real PostgreSQL."""
    with Cluster() as cluster:
        yield cluster
