"""What happened to appointments."""

from collections.abc import Mapping
from datetime import date, datetime

from config.value import value
from config.vocabulary import AppointmentId, ServiceId, TicketId
from queue_server.domain.appointments.appointment import Appointment


@value(frozen=True, slots=True)
class AppointmentFact:
    """Anything that happened to appointments."""


@value(frozen=True, slots=True)
class AppointmentBooked(AppointmentFact):
    """A place in a slot is kept."""

    appointment: AppointmentId
    code: str
    service: ServiceId
    day: date
    starts_at: datetime
    by: str
    card: str | None
    masked_name: str | None
    origin: str | None
    origin_key: str | None


@value(frozen=True, slots=True)
class AppointmentMoved(AppointmentFact):
    """The place is in another slot now."""

    appointment: AppointmentId
    code: str
    service: ServiceId
    day: date
    starts_at: datetime
    by: str


@value(frozen=True, slots=True)
class AppointmentCancelled(AppointmentFact):
    """The place is free again. Whoever had checked in has given up the ticket beside it."""

    appointment: AppointmentId
    code: str
    by: str


@value(frozen=True, slots=True)
class AppointmentKept(AppointmentFact):
    """The visitor came and was given this ticket."""

    appointment: AppointmentId
    ticket: TicketId


@value(frozen=True, slots=True)
class AppointmentMissed(AppointmentFact):
    """Its day ended and nobody had come. Not ``counted`` for the person when the hall did not work on that day."""

    appointment: AppointmentId
    counted: bool


@value(frozen=True, slots=True)
class PersonBlocked(AppointmentFact):
    """Too many no-shows: the person can't book until this day is over."""

    card: str
    until: date


@value(frozen=True, slots=True)
class BlockLifted(AppointmentFact):
    """The person may book again; no-shows before the block stay forgotten. ``person`` is the card's token."""

    person: str
    by: str
    why: str


@value(frozen=True, slots=True)
class AppointmentsCarried(AppointmentFact):
    """What a new day takes over from the last one, so that the hall can be rebuilt from its newest day alone."""

    open: tuple[Appointment, ...]
    no_shows: Mapping[str, tuple[date, ...]]
    blocked: Mapping[str, date]
