"""A database that goes away is a named fault; when it is back, the same journal goes on."""

import pytest
from sqlalchemy import Engine, text

from queue_server.journal.faults import JournalFault
from queue_server.journal.journal import Journal
from tests.queue_server.journal.histories import HALL, full_day, records_of
from tests.queue_server.journal.postgres import Cluster

RECORDS = records_of(full_day().kept)


def test_a_stopped_postgresql_is_a_fault_and_comes_back(postgres: Cluster) -> None:
    with Journal(postgres.new_url(), HALL) as journal:
        journal.append(RECORDS[:8])
        postgres.stop()
        with pytest.raises(JournalFault):
            journal.append(RECORDS[8:])
        with pytest.raises(JournalFault):
            journal.record(3)
        with pytest.raises(JournalFault):
            list(journal.recent_requests())
        with pytest.raises(JournalFault):
            journal.holds(RECORDS[8])
        with pytest.raises(JournalFault):
            list(journal.of_current_day())
        postgres.start()
        journal.append(RECORDS[8:])
        assert list(journal.all_records()) == RECORDS
        assert journal.problems() == []


def test_opening_without_a_database_is_a_fault(postgres: Cluster) -> None:
    url = postgres.new_url().replace("hall-pg-", "hall-none-")
    with pytest.raises(JournalFault), Journal(url, HALL):
        pass


def test_a_table_that_is_away_is_a_fault(journal: Journal, engine: Engine) -> None:
    journal.append(RECORDS[:8])
    with engine.begin() as connection:
        connection.execute(text("alter table tickets rename to away"))
    with pytest.raises(JournalFault):
        journal.append(RECORDS[8:])
    assert list(journal.all_records()) == RECORDS[:8]
    with engine.begin() as connection:
        connection.execute(text("alter table away rename to tickets"))
    journal.append(RECORDS[8:])
    assert journal.problems() == []
