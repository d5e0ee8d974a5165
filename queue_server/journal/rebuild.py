"""Views made anew from the facts, and the check that facts, views and core agree."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Engine, Table, create_engine, delete, select
from sqlalchemy.exc import IntegrityError

from queue_server.domain.hall import Hall
from queue_server.domain.invariants import BrokenInvariant
from queue_server.journal.record import Record
from queue_server.journal.schema import VIEWS, metadata
from queue_server.journal.views import carry

BATCH = 2_000


def rebuild(engine: Engine, hall: str, records: Iterable[Record]) -> int:
    """Empty the hall's views and fill them from the records, in one transaction. Returns the number of records."""
    held = list(records)
    with engine.begin() as connection:
        for view in VIEWS:
            connection.execute(delete(view).where(view.c.hall == hall))
        for start in range(0, len(held), BATCH):
            carry(connection, hall, held[start : start + BATCH])
    return len(held)


def problems(engine: Engine, hall: str, records: Iterable[Record]) -> list[str]:
    """Everything that does not agree: gaps in the numbers, moves that can't happen, views that differ."""
    held = list(records)
    found = [
        f"fact {expected} is missing (found {record.seq})"
        for expected, record in enumerate(held, start=1)
        if record.seq != expected
    ][:1]
    found += _replay(held)
    scratch = create_engine("sqlite://")
    metadata.create_all(scratch)
    try:
        rebuild(scratch, hall, held)
    except IntegrityError as error:
        return [*found, f"no views can be made from the facts: {error.orig}"]
    for view in VIEWS:
        if _rows(engine, view, hall) != _rows(scratch, view, hall):
            found.append(f"view {view.name} differs from the facts")
    return found


def _replay(records: list[Record]) -> list[str]:
    hall = Hall()
    for record in records:
        try:
            hall.apply(record.fact, record.at)
        except (BrokenInvariant, KeyError, ValueError) as error:
            return [f"fact {record.seq} can't have happened: {error}"]
    return []


def _rows(engine: Engine, view: Table, hall: str) -> set[tuple[Any, ...]]:
    with engine.connect() as connection:
        return {tuple(row) for row in connection.execute(select(view).where(view.c.hall == hall))}
