"""The migrated schema is the schema of a fresh start, on both databases."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect, text

from queue_server.journal.faults import JournalFault
from queue_server.journal.journal import Journal
from queue_server.journal.migrate import MIGRATIONS
from queue_server.journal.schema import SCHEMA_VERSION, metadata
from tests.queue_server.journal.histories import HALL


def test_the_migrated_schema_is_the_fresh_one(shared_engine: Engine) -> None:
    with shared_engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_keys_have_the_same_names_after_migration(shared_engine: Engine) -> None:
    looker = inspect(shared_engine)
    for table in metadata.sorted_tables:
        names = {looker.get_pk_constraint(table.name)["name"]}
        names |= {unique["name"] for unique in looker.get_unique_constraints(table.name)}
        assert names == {constraint.name for constraint in table.constraints}


def test_the_version_in_the_code_is_the_newest_migration() -> None:
    assert ScriptDirectory(str(MIGRATIONS)).get_current_head() == SCHEMA_VERSION


def test_opening_again_changes_nothing(url: str, engine: Engine) -> None:
    with Journal(url, HALL) as again:
        assert list(again.all_records()) == []
    with engine.connect() as connection:
        assert MigrationContext.configure(connection).get_current_revision() == SCHEMA_VERSION


def test_a_schema_of_newer_software_is_named(url: str, engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("update alembic_version set version_num = '9999'"))
    with pytest.raises(JournalFault, match="schema 9999 is newer"), Journal(url, HALL):
        pass
