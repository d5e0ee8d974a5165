"""What a hall lead looks up: past plans, persons who can't book, numbers that kiosks gave by themselves."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, func, select

from config.vocabulary import AppointmentState, ServiceId, TicketState
from queue_server.journal.schema import appointments, blocks, plans, tickets


@dataclass(frozen=True, slots=True)
class PlanVersion:
    """One plan that was adopted. ``version`` counts the hall's plans from 1."""

    version: int
    at: datetime
    by: str
    why: str


@dataclass(frozen=True, slots=True)
class Blocked:
    """A person who can't book. ``missed``: day and service of the no-shows that are on record, newest first."""

    card: str
    since: datetime
    until: date
    masked_name: str | None
    missed: tuple[tuple[date, ServiceId], ...]


@dataclass(frozen=True, slots=True)
class ToldLate:
    """A number that a kiosk gave by itself, and when the server was told. ``told_at`` None: an older journal."""

    kiosk: str
    number: str
    service: ServiceId
    taken_at: datetime
    told_at: datetime | None
    state: TicketState


def plan_versions(connection: Connection, hall: str, most: int) -> list[PlanVersion]:
    """The newest plans first."""
    mine = plans.c.hall == hall
    number = connection.execute(select(func.count()).where(mine)).scalar() or 0
    query = select(plans).where(mine).order_by(plans.c.seq.desc()).limit(most)
    rows = connection.execute(query)
    return [PlanVersion(number - place, row.adopted_at, row.by, row.why) for place, row in enumerate(rows)]


def blocked(connection: Connection, hall: str, today: date) -> list[Blocked]:
    """Who can't book today, the newest block first."""
    query = select(blocks).where(blocks.c.hall == hall, blocks.c.until >= today)
    rows = connection.execute(query.order_by(blocks.c.since.desc(), blocks.c.card)).all()
    missed: dict[str, list[tuple[date, ServiceId]]] = {}
    names: dict[str, str | None] = {}
    not_come = select(appointments).where(
        appointments.c.hall == hall,
        appointments.c.state == AppointmentState.MISSED,
        appointments.c.card.in_(select(blocks.c.card).where(blocks.c.hall == hall, blocks.c.until >= today)),
    )
    for row in connection.execute(not_come.order_by(appointments.c.starts_at.desc())):
        missed.setdefault(row.card, []).append((row.day, ServiceId(row.service)))
        names.setdefault(row.card, row.masked_name)
    return [
        Blocked(row.card, row.since, row.until, names.get(row.card), tuple(missed.get(row.card, ()))) for row in rows
    ]


def told_late(connection: Connection, hall: str, day: date) -> list[ToldLate]:
    """What kiosks gave by themselves on a day, in the order of giving."""
    mine = tickets.c.hall == hall, tickets.c.day == day, tickets.c.while_away
    rows = connection.execute(select(tickets).where(*mine).order_by(tickets.c.taken_at, tickets.c.ticket))
    return [
        ToldLate(row.kiosk, row.number, ServiceId(row.service), row.taken_at, row.told_at, TicketState(row.state))
        for row in rows
    ]
