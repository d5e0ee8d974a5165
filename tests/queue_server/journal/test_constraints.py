"""What the database itself refuses: each named constraint is broken by hand, and only that one."""

import re
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import Boolean, Column, Date, Engine, Integer, PrimaryKeyConstraint, Table, UniqueConstraint, insert
from sqlalchemy.exc import IntegrityError

from queue_server.journal.schema import Moment, metadata

Key = PrimaryKeyConstraint | UniqueConstraint


def keys() -> list[Any]:
    """Every key of every table."""
    found = [(t, c) for t in metadata.sorted_tables for c in t.constraints if isinstance(c, Key)]
    return [pytest.param(t, key, id=str(key.name)) for t, key in sorted(found, key=lambda each: str(each[1].name))]


def value(column: Column[Any], which: int) -> Any:
    """One of two values that a column can hold."""
    match column.type:
        case Integer():
            return which
        case Boolean():
            return bool(which)
        case Date():
            return date(2026, 11, 20 + which)
        case Moment():
            return datetime(2026, 11, 20 + which, tzinfo=UTC)
        case _:
            return f"v{which}"


def row(table: Table, key: Key, inside: int, outside: int) -> dict[str, Any]:
    """A row with one choice for the key's columns and one for all others."""
    return {c.name: value(c, inside if c.name in key.columns else outside) for c in table.columns}


@pytest.mark.parametrize(("table", "key"), keys())
def test_a_key_refuses_what_it_is_named_for(shared_engine: Engine, table: Table, key: Key) -> None:
    named = re.escape(str(key.name)) + "|" + ", ".join(rf"{table.name}\.{column.name}" for column in key.columns)
    with shared_engine.connect() as connection, connection.begin() as all_of_it:
        connection.execute(insert(table), [row(table, key, 0, 0)])
        with pytest.raises(IntegrityError, match=named), connection.begin_nested():
            connection.execute(insert(table), [row(table, key, 0, 1)])
        connection.execute(insert(table), [row(table, key, 1, 1)])
        all_of_it.rollback()


def test_every_key_is_named_for_what_it_prevents() -> None:
    names = [str(entry.id) for entry in keys()]
    assert len(names) == len(set(names)) >= len(metadata.sorted_tables)
    assert all(re.match(r"an?_[a-z]+_", name) for name in names), names


def test_the_promises_of_the_hall_are_among_them() -> None:
    promised = {
        "a_request_is_carried_out_once_a_day",
        "a_number_is_given_once_a_day",
        "a_counter_has_one_open_ticket",
        "a_ticket_is_at_one_counter",
        "a_ticket_is_judged_once",
    }
    assert promised <= {entry.id for entry in keys()}
