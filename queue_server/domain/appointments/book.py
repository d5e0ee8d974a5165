"""The hall's book of appointments: the open ones of all days, and those that ended today."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TypeVar

from config.vocabulary import AppointmentId, AppointmentState, ServiceId
from queue_server.domain.appointments.appointment import Appointment
from queue_server.domain.appointments.facts import (
    AppointmentBooked,
    AppointmentCancelled,
    AppointmentFact,
    AppointmentKept,
    AppointmentMissed,
    AppointmentMoved,
    AppointmentsCarried,
    BlockLifted,
    PersonBlocked,
)
from queue_server.domain.invariants import BrokenInvariant

State = AppointmentState
Key = TypeVar("Key")


class Book:
    """Each appointment once, and where it is found: by code, slot, day, card, and the other system's key."""

    def __init__(
        self,
        known: Iterable[Appointment] = (),
        no_shows: Mapping[str, tuple[date, ...]] | None = None,
        blocked: Mapping[str, date] | None = None,
    ) -> None:
        self.known: dict[AppointmentId, Appointment] = {}
        self.by_code: dict[str, AppointmentId] = {}
        self.by_origin: dict[tuple[str, str], AppointmentId] = {}
        self.of_day: dict[date, dict[AppointmentId, None]] = {}
        self.open_of: dict[str, dict[AppointmentId, None]] = {}
        """The open appointments of each card."""
        self.used: dict[tuple[ServiceId, datetime], int] = {}
        """How much of each slot is taken: by the open ones and by those who came."""
        self.awaited: dict[tuple[ServiceId, date], dict[datetime, int]] = {}
        """How many open ones each slot of a service's day has."""
        self.awaited_on: dict[date, int] = {}
        """How many open ones each day has."""
        self.no_shows = dict(no_shows or {})
        """The days on which a person did not come, since the last block."""
        self.blocked = dict(blocked or {})
        """The last day of each block."""
        for appointment in known:
            self._add(appointment)

    def copy(self) -> "Book":
        """Another book with the same content."""
        return Book(self.known.values(), self.no_shows, self.blocked)

    def expected_on(self, day: date | None) -> set[ServiceId]:
        """The services that somebody has an open appointment for on this day."""
        found = (self.known[name] for name in self.of_day.get(day, ())) if day is not None else ()
        return {appointment.service for appointment in found if appointment.state is State.OPEN}

    def open_on(self, day: date | None, service: ServiceId) -> int:
        """How many open appointments a service has on this day."""
        awaited = self.awaited.get((service, day)) if day is not None else None
        return sum(awaited.values()) if awaited else 0

    def find(self, code: str) -> Appointment | None:
        """Open, or ended today."""
        found = self.by_code.get(code)
        return None if found is None else self.known[found]

    def next_morning(self, day: date, no_show_days: int) -> "Book":
        """The book as a new day begins: what ended is left out, and what is too old to matter."""
        oldest = day - timedelta(days=no_show_days)
        recent = {card: tuple(d for d in days if d >= oldest) for card, days in self.no_shows.items()}
        return Book(
            (a for a in self.known.values() if a.state is State.OPEN),
            {card: days for card, days in recent.items() if days},
            {card: until for card, until in self.blocked.items() if until >= day},
        )

    def carried(self) -> AppointmentsCarried | None:
        """All that a later replay needs; None when there is nothing."""
        if not (self.known or self.no_shows or self.blocked):
            return None
        return AppointmentsCarried(tuple(self.known.values()), dict(self.no_shows), dict(self.blocked))

    def apply(self, fact: AppointmentFact) -> None:
        """Change the book by one fact."""
        match fact:
            case AppointmentBooked():
                self._add(_booked(fact))
            case AppointmentMoved():
                old = self._take_out(fact.appointment)
                self._add(replace(old, service=fact.service, day=fact.day, starts_at=fact.starts_at))
            case AppointmentCancelled():
                self._add(replace(self._take_out(fact.appointment, State.OPEN, State.KEPT), state=State.CANCELLED))
            case AppointmentKept():
                self._add(replace(self._take_out(fact.appointment), state=State.KEPT, ticket=fact.ticket))
            case AppointmentMissed():
                self._miss(fact)
            case PersonBlocked():
                self.blocked[fact.card] = fact.until
                self.no_shows.pop(fact.card, None)
            case BlockLifted():
                if self.blocked.pop(fact.person, None) is None:
                    raise BrokenInvariant("a block was lifted that is not there")

    def _miss(self, fact: AppointmentMissed) -> None:
        missed = replace(self._take_out(fact.appointment), state=State.MISSED if fact.counted else State.LAPSED)
        self._add(missed)
        if fact.counted and missed.card is not None:
            self.no_shows[missed.card] = (*self.no_shows.get(missed.card, ()), missed.day)

    def taken_over(self, fact: AppointmentsCarried) -> "Book":
        """The book of a new day. One that was carried on from the days before must say the same."""
        mine = self.carried()
        if mine is not None and mine != fact:
            raise BrokenInvariant("the appointments carried over differ from the book")
        return Book(fact.open, fact.no_shows, fact.blocked)

    def _add(self, appointment: Appointment) -> None:
        if appointment.id in self.known or appointment.code in self.by_code:
            raise BrokenInvariant(f"{appointment.id} is in the book already")
        self.known[appointment.id] = appointment
        self.by_code[appointment.code] = appointment.id
        self.of_day.setdefault(appointment.day, {})[appointment.id] = None
        if appointment.origin is not None and appointment.origin_key is not None:
            self.by_origin[appointment.origin, appointment.origin_key] = appointment.id
        if appointment.state in (State.OPEN, State.KEPT):
            slot = appointment.service, appointment.starts_at
            self.used[slot] = self.used.get(slot, 0) + 1
        if appointment.state is State.OPEN:
            slots = self.awaited.setdefault((appointment.service, appointment.day), {})
            slots[appointment.starts_at] = slots.get(appointment.starts_at, 0) + 1
            self.awaited_on[appointment.day] = self.awaited_on.get(appointment.day, 0) + 1
            if appointment.card is not None:
                self.open_of.setdefault(appointment.card, {})[appointment.id] = None

    def _take_out(self, name: AppointmentId, *states: AppointmentState) -> Appointment:
        """One in these states, by default an open one, with every trace of it. Raises BrokenInvariant for others."""
        found = self.known.get(name)
        if found is None or found.state not in (states or (State.OPEN,)):
            raise BrokenInvariant(f"{name} is {found.state if found else 'unknown'}")
        del self.known[name], self.by_code[found.code], self.of_day[found.day][name]
        if not self.of_day[found.day]:
            del self.of_day[found.day]
        day = found.service, found.day
        _one_less(self.used, (found.service, found.starts_at))
        if found.state is State.KEPT:
            return found
        _one_less(self.awaited_on, found.day)
        _one_less(self.awaited[day], found.starts_at)
        if not self.awaited[day]:
            del self.awaited[day]
        if found.card is not None:
            del self.open_of[found.card][name]
            if not self.open_of[found.card]:
                del self.open_of[found.card]
        return found


def _one_less(counts: dict[Key, int], key: Key) -> None:
    counts[key] -= 1
    if not counts[key]:
        del counts[key]


def _booked(fact: AppointmentBooked) -> Appointment:
    return Appointment(
        id=fact.appointment,
        code=fact.code,
        service=fact.service,
        day=fact.day,
        starts_at=fact.starts_at,
        card=fact.card,
        masked_name=fact.masked_name,
        origin=fact.origin,
        origin_key=fact.origin_key,
    )
