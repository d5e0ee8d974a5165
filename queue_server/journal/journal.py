"""Append facts and read them back. One writer for each hall; every append is one synced transaction."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from types import TracebackType
from typing import Any, Final, Self, TypeVar

from sqlalchemy import Connection, Row, func, insert, select
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError

from queue_server.journal.database import open_engine
from queue_server.journal.faults import JournalConflict, JournalFault
from queue_server.journal.migrate import bring_up_to_date
from queue_server.journal.rebuild import problems, rebuild
from queue_server.journal.record import Record, read, write
from queue_server.journal.schema import days, facts, plans
from queue_server.journal.views import carry

ADD_FACT: Final = insert(facts)
PAGE_ROWS: Final = 5_000
T = TypeVar("T")


class Journal:
    """The journal of one hall in one database."""

    def __init__(self, url: str, hall: str) -> None:
        self.hall = hall
        self._engine = open_engine(url)
        self._held: Connection | None = None

    def __enter__(self) -> Self:
        try:
            with self._faults():
                bring_up_to_date(self._engine)
        except JournalFault:
            self._engine.dispose()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._let_go()
        self._engine.dispose()

    def append(self, records: Sequence[Record]) -> None:
        """Facts and their views in one transaction, on the disk when this returns.

        Raises JournalFault when the database does not answer (it may be tried again with the same records) and
        JournalConflict when a constraint forbids one of them.
        """
        rows = [self._row(record) for record in records]
        with self._faults(), self._connection().begin():
            self._connection().execute(ADD_FACT, rows)
            carry(self._connection(), self.hall, list(records))

    def holds(self, record: Record) -> bool:
        """Whether just this record is there: an append that ended in a fault may have landed all the same."""
        return list(self._between(record.seq, record.seq)) == [record]

    def record(self, seq: int) -> Record:
        """The record of this number. Raises JournalFault."""
        (found,) = self._between(seq, seq)
        return found

    def newest_plan(self) -> Record | None:
        """The plan that was adopted last; None when there is none. Raises JournalFault."""
        with self._faults(), self._engine.connect() as connection:
            seq = connection.execute(select(func.max(plans.c.seq)).where(plans.c.hall == self.hall)).scalar()
        return None if seq is None else self.record(seq)

    def report(self, of: Callable[[Connection, str], T]) -> T:
        """What one of the reports makes of this hall's views. Raises JournalFault."""
        with self._faults(), self._engine.connect() as connection:
            return of(connection, self.hall)

    def recent_requests(self) -> Iterator[tuple[date, str, int]]:
        """Day, id and fact's number of each request carried out on the newest two days. Raises JournalFault."""
        newest = select(days.c.day).where(days.c.hall == self.hall).order_by(days.c.day.desc()).limit(2)
        query = select(facts.c.day, facts.c.request_id, facts.c.seq).where(
            facts.c.hall == self.hall, facts.c.day.in_(newest), facts.c.request_id.is_not(None)
        )
        with self._faults(), self._engine.connect() as connection:
            for row in connection.execute(query):
                yield row.day, row.request_id, row.seq

    def last_seq(self) -> int:
        """The number of the newest fact; 0 when there is none. Raises JournalFault."""
        with self._faults(), self._engine.connect() as connection:
            newest: int | None = connection.execute(
                select(func.max(facts.c.seq)).where(facts.c.hall == self.hall)
            ).scalar()
        return newest or 0

    def of_current_day(self) -> Iterator[Record]:
        """The plan in force when the newest day began, then everything since: enough to rebuild the hall's state."""
        with self._faults(), self._engine.connect() as connection:
            began = connection.execute(select(func.max(days.c.began_seq)).where(days.c.hall == self.hall)).scalar()
            plan_query = select(func.max(plans.c.seq)).where(plans.c.hall == self.hall, plans.c.seq < (began or 0))
            plan = connection.execute(plan_query).scalar()
        if plan is not None:
            yield from self._between(plan, plan)
        yield from self._between(began or 1, None)

    def all_records(self) -> Iterator[Record]:
        """The whole journal, in order."""
        return self._between(1, None)

    def _between(self, first: int, last: int | None) -> Iterator[Record]:
        query = select(facts).where(facts.c.hall == self.hall, facts.c.seq >= first).order_by(facts.c.seq)
        if last is not None:
            query = query.where(facts.c.seq <= last)
        with self._faults(), self._engine.connect() as connection:
            for row in connection.execution_options(yield_per=PAGE_ROWS).execute(query):
                yield _record(row)

    def rebuild_views(self) -> int:
        """Drop this hall's views and make them anew from the facts, in one transaction. Returns the facts read."""
        with self._faults():
            return rebuild(self._engine, self.hall, self.all_records())

    def problems(self) -> list[str]:
        """Everything in which facts, views and core do not agree; empty when all is well."""
        with self._faults():
            return problems(self._engine, self.hall, self.all_records())

    def _row(self, record: Record) -> dict[str, Any]:
        kind, body = write(record.fact)
        return {
            "hall": self.hall,
            "seq": record.seq,
            "at": record.at,
            "day": record.day,
            "kind": kind,
            "body": body,
            "request_id": record.request_id,
        }

    @contextmanager
    def _faults(self) -> Iterator[None]:
        """What the database says, in this room's words."""
        try:
            yield
        except (IntegrityError, DataError) as error:
            raise JournalConflict(str(error.orig)) from error
        except DBAPIError as error:
            self._let_go()
            raise JournalFault(str(error.orig)) from error

    def _connection(self) -> Connection:
        if self._held is None:
            self._held = self._engine.connect()
        return self._held

    def _let_go(self) -> None:
        if self._held is not None:
            self._held.invalidate()
            self._held.close()
            self._held = None


def _record(row: Row[Any]) -> Record:
    return Record(row.seq, row.at, row.day, read(row.kind, row.body), row.request_id)
