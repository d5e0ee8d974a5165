"""A journal on each database that the hall runs on: SQLite and a real PostgreSQL."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from sqlalchemy import Engine

from queue_server.journal.database import open_engine
from queue_server.journal.journal import Journal
from tests.queue_server.journal.histories import HALL
from tests.queue_server.journal.postgres import Cluster


@pytest.fixture(scope="session")
def postgres() -> Iterator[Cluster]:
    """One PostgreSQL for all tests of the journal."""
    with Cluster() as cluster:
        yield cluster


KINDS: Final = ("sqlite", "postgresql")


def fresh_url(request: pytest.FixtureRequest, folder: Path) -> str:
    """A fresh database of the kind that is asked for."""
    if request.param == "sqlite":
        return f"sqlite:///{folder / 'journal.sqlite3'}"
    cluster: Cluster = request.getfixturevalue("postgres")
    return cluster.new_url()


@pytest.fixture(params=KINDS)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A fresh database of each kind."""
    return fresh_url(request, tmp_path)


@pytest.fixture(scope="module", params=KINDS)
def shared_engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """One empty database of each kind for tests that leave nothing behind."""
    url = fresh_url(request, tmp_path_factory.mktemp("journal"))
    with Journal(url, HALL):
        opened = open_engine(url)
        yield opened
        opened.dispose()


@pytest.fixture
def journal(url: str) -> Iterator[Journal]:
    """An empty journal."""
    with Journal(url, HALL) as opened:
        yield opened


@pytest.fixture
def engine(url: str, journal: Journal) -> Iterator[Engine]:  # noqa: ARG001
    """Another way into the journal's tables, for looking and for breaking."""
    opened = open_engine(url)
    yield opened
    opened.dispose()
