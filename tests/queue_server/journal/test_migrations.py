"""The migrated schema is the schema of a fresh start, on both databases."""

from datetime import datetime
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, MetaData, Table, insert, inspect, select, text

from queue_server.journal.database import open_engine
from queue_server.journal.faults import JournalFault
from queue_server.journal.journal import Journal
from queue_server.journal.migrate import MIGRATIONS
from queue_server.journal.schema import SCHEMA_VERSION, metadata
from tests.queue_server.journal.histories import HALL, full_day, records_of
from tests.queue_server.journal.tables import all_views


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


def at_the_version_before(filled: Connection, older: Connection) -> None:
    """Lay out the schema of the last but one migration, and fill it with what it can hold of the other database."""
    newest = ScriptDirectory(str(MIGRATIONS)).get_revision(SCHEMA_VERSION)
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = older
    command.upgrade(config, str(newest.down_revision))
    for known in metadata.sorted_tables:
        if not inspect(older).has_table(known.name):
            continue
        table = Table(known.name, MetaData(), autoload_with=older)
        columns = [column for column in known.columns if column.name in table.columns]
        held = [dict(row) for row in filled.execute(select(*columns)).mappings()]
        if held:
            older.execute(insert(table), [{name: plain(value) for name, value in row.items()} for row in held])


def plain(value: object) -> object:
    """As the column keeps it: moments without their zone."""
    return value.replace(tzinfo=None) if isinstance(value, datetime) else value


def test_a_filled_journal_of_the_version_before_comes_up_to_this_one(url: str, tmp_path: Path) -> None:
    newer = f"sqlite:///{tmp_path / 'newer.sqlite3'}"
    with Journal(newer, HALL) as journal:
        journal.append(records_of(full_day().kept))
    source, engine = open_engine(newer), open_engine(url)
    with source.begin() as filled, engine.begin() as older:
        at_the_version_before(filled, older)
    with Journal(url, HALL) as journal:
        journal.rebuild_views()
        assert journal.problems() == []
    assert all_views(engine, HALL) == all_views(source, HALL)
    for opened in (source, engine):
        opened.dispose()
