"""What happened to tickets besides waiting and being served: the counts behind the lines of the day's page."""

from collections import Counter as Tally
from dataclasses import dataclass, field
from datetime import date, datetime

from config.vocabulary import AppointmentState, CounterId, ServiceId, TicketClass, TicketId, TicketState
from queue_server.domain.appointments.facts import AppointmentKept
from queue_server.domain.carrying.facts import TicketCarried
from queue_server.domain.facts import (
    TicketCalled,
    TicketEnded,
    TicketHeld,
    TicketResumed,
    TicketServed,
    TicketTaken,
    TicketTransferred,
)
from queue_server.domain.ticket import Ticket
from queue_server.simulation.day import Lived
from queue_server.simulation.pages.figures import wait_min
from queue_server.simulation.scenario import MINUTE


@dataclass(frozen=True)
class LongestWait:
    """Of one ticket; the moments are the hall's own."""

    minutes: float
    ticket: Ticket
    taken_at: datetime
    called_at: datetime
    service: ServiceId
    """Which one it was taken for."""
    counter: CounterId


@dataclass(frozen=True)
class Closing:
    """How one day ended. ``waiting_ended_at`` is None when nobody was left."""

    day: date
    last_served_at: datetime | None
    waiting_ended_at: datetime | None


@dataclass
class Happenings:
    """Over one day or many."""

    counts: Tally[str] = field(default_factory=Tally)
    """By the name of the fact."""
    to_appeals: int = 0
    served_after_put_back: int = 0
    booked_late: int = 0
    """Checked in too late to count as booked."""
    missed: int = 0
    holds_min: list[float] = field(default_factory=list)
    not_back: int = 0
    """On hold until the end."""
    longest: LongestWait | None = None
    closings: list[Closing] = field(default_factory=list)

    def add(self, lived: Lived) -> None:
        """Count a day."""
        zone, tickets = lived.hall.zone, lived.hall.tickets
        held: dict[TicketId, datetime] = {}
        taken_for: dict[TicketId, ServiceId] = {}
        first_at: dict[TicketId, CounterId] = {}
        served_at: datetime | None = None
        ended_at: datetime | None = None
        for fact, at in lived.facts:
            self.counts[type(fact).__name__] += 1
            match fact:
                case TicketCalled():
                    first_at.setdefault(fact.ticket, fact.counter)
                case TicketHeld():
                    held[fact.ticket] = at
                case TicketResumed():
                    self.holds_min.append((at - held.pop(fact.ticket)).total_seconds() / MINUTE)
                case TicketTransferred():
                    self.to_appeals += fact.service == lived.plan.appeal_service
                case TicketTaken():
                    taken_for[fact.ticket] = fact.service
                case AppointmentKept():
                    self.booked_late += tickets[fact.ticket].ticket_class is not TicketClass.BOOKED
                case TicketServed():
                    served_at = at.astimezone(zone)
                case TicketEnded() | TicketCarried():
                    ended_at = ended_at or at.astimezone(zone)
        self.not_back += len(held)
        self.served_after_put_back += sum(
            bool(ticket.put_back) for ticket in tickets.values() if ticket.state is TicketState.SERVED
        )
        book = lived.hall.appointments.known.values()
        self.missed += sum(one.state is AppointmentState.OPEN for one in book)
        self.closings.append(Closing(lived.day, served_at, ended_at))
        for ticket in tickets.values():
            minutes = wait_min(ticket)
            if minutes is not None and (self.longest is None or minutes > self.longest.minutes):
                self.longest = _longest(lived, ticket, minutes, (taken_for[ticket.id], first_at[ticket.id]))

    def __getitem__(self, fact: type) -> int:
        """How often such a fact happened."""
        return self.counts[fact.__name__]


def _longest(lived: Lived, ticket: Ticket, minutes: float, at: tuple[ServiceId, CounterId]) -> LongestWait:
    assert ticket.first_called_at is not None
    zone = lived.hall.zone
    taken_at, called_at = ticket.taken_at.astimezone(zone), ticket.first_called_at.astimezone(zone)
    return LongestWait(minutes, ticket, taken_at, called_at, *at)
