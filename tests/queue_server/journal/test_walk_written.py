"""The random walk over all commands, written into a journal: the views know what the core knows, also when rebuilt."""

from itertools import count
from pathlib import Path
from typing import Final

from hypothesis import Phase, settings
from hypothesis.stateful import run_state_machine_as_test
from sqlalchemy import Engine

from queue_server.journal.database import open_engine
from queue_server.journal.journal import Journal
from tests.queue_server.domain.test_random_walk import Walk
from tests.queue_server.journal.histories import HALL, records_of
from tests.queue_server.journal.tables import expect_views_of

BATCH: Final = 16
WALKS: Final = settings(max_examples=40, stateful_step_count=50, phases=[Phase.generate])
"""A walk that fails is told as it is: to make it small takes minutes of appending."""


class WrittenWalk(Walk):
    """One walk; at its end all its facts are appended, as a hall of its own."""

    url: str
    engine: Engine
    halls = count(1)

    def teardown(self) -> None:
        """Facts come back as they were, the views say what the core knows, and rebuilding them changes nothing."""
        super().teardown()
        records, hall = records_of(self.small.kept), f"hall-{next(self.halls)}"
        with Journal(self.url, hall) as journal:
            for start in range(0, len(records), BATCH):
                journal.append(records[start : start + BATCH])
            assert list(journal.all_records()) == records
            assert journal.problems() == []
        expect_views_of(self.engine, hall, self.small)


def test_a_walk_is_kept_with_its_views(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'journal.sqlite3'}"
    with Journal(url, HALL):
        WrittenWalk.url, WrittenWalk.engine = url, open_engine(url)
    run_state_machine_as_test(WrittenWalk, settings=WALKS)
    WrittenWalk.engine.dispose()
