"""What stands in the journal's tables, seen from outside, and whether it is what the core knows."""

from collections import Counter as Tally
from typing import Any, Final

from sqlalchemy import Engine, Table, select

from config.vocabulary import AppointmentState, TicketState
from queue_server.domain.appointments.appointment import Appointment
from queue_server.domain.facts import TicketCalled, TicketCalledAgain, TicketResumed
from queue_server.domain.hall import Hall
from queue_server.journal.schema import (
    VIEWS,
    appointments,
    at_counter,
    blocks,
    calls,
    counters,
    evaluations,
    evaluations_again,
    tickets,
)
from tests.queue_server.domain.examples import SmallHall

OVER: Final = (TicketState.SERVED, TicketState.NO_SHOW, TicketState.ENDED)


def rows(engine: Engine, table: Table, hall: str) -> list[dict[str, Any]]:
    """All rows of one hall in one table, in the order of their keys."""
    query = select(table).where(table.c.hall == hall).order_by(*table.primary_key.columns)
    with engine.connect() as connection:
        return [dict(row) for row in connection.execute(query).mappings()]


def all_views(engine: Engine, hall: str) -> dict[str, list[dict[str, Any]]]:
    """Every view of one hall."""
    return {view.name: rows(engine, view, hall) for view in VIEWS}


def expect_views_of(engine: Engine, name: str, small: SmallHall) -> None:
    """The views say what the core knows of its day; whoever came earlier and was not carried over has had an end."""
    hall = small.hall
    today = [row for row in rows(engine, tickets, name) if row["ticket"] in hall.tickets]
    assert {row["ticket"]: _ticket(row) for row in today} == {t.id: _known(hall, t.id) for t in hall.tickets.values()}
    in_steps = {t.id: (t.steps.chain, t.steps.total) for t in hall.tickets.values()}
    assert {row["ticket"]: (row["chain"], row["steps"]) for row in today} == in_steps
    assert all(row["state"] in OVER for row in rows(engine, tickets, name) if row["ticket"] not in hall.tickets)
    given_up = {t.id: (t.cancelled.by, t.cancelled.canceller) for t in hall.tickets.values() if t.cancelled is not None}
    assert {r["ticket"]: (r["cancelled_by"], r["canceller"]) for r in today if r["cancelled_by"]} == given_up
    standing = {row["counter"]: row["ticket"] for row in rows(engine, at_counter, name)}
    assert standing == {c.id: c.ticket for c in hall.counters.values() if c.ticket is not None}
    seen = {r["counter"]: tuple(r[column] for column in COUNTER_COLUMNS) for r in rows(engine, counters, name)}
    used = [c for c in hall.counters.values() if c.since is not None]
    assert seen == {c.id: tuple(getattr(c, column) for column in COUNTER_COLUMNS) for c in used}
    judged = [*rows(engine, evaluations, name), *rows(engine, evaluations_again, name)]
    marks = {row["ticket"]: row["level"] for row in judged if row["ticket"] in hall.tickets}
    assert marks == {t.id: t.mark for t in hall.tickets.values() if t.mark is not None}
    open_ones = {row["open_code"]: row["appointment"] for row in rows(engine, appointments, name) if row["open_code"]}
    book = hall.appointments
    assert open_ones == {a.code: a.id for a in book.known.values() if a.state is AppointmentState.OPEN}
    kept = {row["appointment"]: _appointment(row) for row in rows(engine, appointments, name)}
    assert {a.id: _appointment_known(a) for a in book.known.values()}.items() <= kept.items()
    blocked = {row["card"]: row["until"] for row in rows(engine, blocks, name)}
    assert book.blocked == {card: until for card, until in blocked.items() if hall.day is None or until >= hall.day}
    called = [(row["ticket"], row["counter"]) for row in rows(engine, calls, name)]
    assert Tally(called) == Tally((fact.ticket, fact.counter) for fact, _ in small.kept if isinstance(fact, CALLS))


CALLS: Final = (TicketCalled, TicketCalledAgain, TicketResumed)
COUNTER_COLUMNS: Final = ("state", "clerk", "post", "pause_reason", "since")
TICKET_COLUMNS: Final = (
    "number",
    "service",
    "ticket_class",
    "taken_at",
    "booked_for",
    "counted_from",
    "masked_name",
    "state",
    "counter",
    "called_at",
    "times_called",
    "started_at",
    "ended_at",
    "paper",
    "rank",
)


def _ticket(row: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(row[column] for column in TICKET_COLUMNS), row["priority_group"], row["carried_to"]


def _known(hall: Hall, ticket: str) -> tuple[Any, ...]:
    known = next(t for t in hall.tickets.values() if t.id == ticket)
    return (
        tuple(getattr(known, column) for column in TICKET_COLUMNS),
        known.group,
        (known.carried.to if known.carried else None),
    )


APPOINTMENT_COLUMNS: Final = (
    "service",
    "day",
    "starts_at",
    "card",
    "masked_name",
    "origin",
    "origin_key",
    "state",
    "ticket",
)


def _appointment(row: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(row[column] for column in APPOINTMENT_COLUMNS)


def _appointment_known(appointment: Appointment) -> tuple[Any, ...]:
    return tuple(getattr(appointment, column) for column in APPOINTMENT_COLUMNS)
