"""What days came to: counted from facts and tickets, over one day or many."""

from collections import Counter as Tally
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from math import ceil
from typing import Final

from config.vocabulary import CounterId, Level, ServiceId, TicketClass, TicketId, TicketState
from queue_server.domain.facts import (
    CounterClosed,
    CounterOpened,
    CounterPaused,
    Fact,
    StepFinished,
    StepSkipped,
    TicketCalled,
    TicketHeld,
    TicketNotShown,
    TicketPutBack,
    TicketResumed,
    TicketServed,
    TicketTaken,
    TicketTransferred,
)
from queue_server.domain.ticket import Ticket
from queue_server.simulation.day import Lived

MINUTE: Final = 60
LONG_WAIT_MIN: Final = 60
P95: Final = 0.95
CLASSES: Final = (TicketClass.PRIORITY, TicketClass.BOOKED, TicketClass.ORDINARY)
"""In the order of the pages."""


class Kept(StrEnum):
    """Whether the true wait lay in the range that was told: called sooner, within, later, or nothing was told."""

    SOONER = "sooner"
    WITHIN = "within"
    LATER = "later"
    UNTOLD = "untold"


@dataclass
class Group:
    """Tickets of one class or service; waits in minutes, of those who were called."""

    states: Tally[TicketState] = field(default_factory=Tally)
    waits: list[float] = field(default_factory=list)
    promised: Tally[Kept] = field(default_factory=Tally)
    """How the range that each was told at the kiosk came out."""
    overtaken: int = 0
    """Called after a ticket of the same service that was taken later."""

    @property
    def taken(self) -> int:
        """All of them."""
        return self.states.total()

    @property
    def mean(self) -> float:
        """The mean wait; 0 when nobody was called."""
        return sum(self.waits) / len(self.waits) if self.waits else 0.0

    @property
    def longest(self) -> float:
        """The longest wait."""
        return max(self.waits, default=0.0)

    @property
    def p95(self) -> float:
        """So long waited 95 % at the most."""
        return sorted(self.waits)[ceil(P95 * len(self.waits)) - 1] if self.waits else 0.0

    def share(self, count: int) -> float:
        """Of those who were called; 0 when nobody was."""
        return count / len(self.waits) if self.waits else 0.0

    @property
    def long_share(self) -> float:
        """Who waited more than an hour."""
        return self.share(sum(wait > LONG_WAIT_MIN for wait in self.waits))


@dataclass
class Figures:
    """Everything that the pages tell; ``add`` counts one more day."""

    everybody: Group = field(default_factory=Group)
    by_class: dict[TicketClass, Group] = field(default_factory=lambda: {kind: Group() for kind in TicketClass})
    by_service: dict[ServiceId, Group] = field(default_factory=dict)
    refusals: Tally[str] = field(default_factory=Tally)
    marks: Tally[Level] = field(default_factory=Tally)
    open_s: Tally[CounterId] = field(default_factory=Tally)
    busy_s: Tally[CounterId] = field(default_factory=Tally)
    day_means: list[float] = field(default_factory=list)
    """The mean wait of each day, for comparing day by day."""

    def add(self, lived: Lived) -> None:
        """Count a day."""
        first_service: dict[TicketId, ServiceId] = {}
        for fact, at in lived.facts:
            self._count_time(fact, at)
            if isinstance(fact, TicketTaken):
                first_service[fact.ticket] = fact.service
                came_out = kept(fact, lived.hall.tickets[fact.ticket])
                if came_out is not None:
                    self.by_class[fact.ticket_class].promised[came_out] += 1
        passed = _overtaken(lived.hall.tickets, first_service)
        before = len(self.everybody.waits)
        for ticket in lived.hall.tickets.values():
            service = self.by_service.setdefault(first_service[ticket.id], Group())
            self._count_ticket(
                ticket, (self.everybody, self.by_class[ticket.ticket_class], service), ticket.id in passed
            )
        today = self.everybody.waits[before:]
        self.day_means.append(sum(today) / max(1, len(today)))
        self.refusals.update({code.value: count for code, count in lived.refusals.items()})

    def _count_ticket(self, ticket: Ticket, groups: tuple[Group, ...], overtaken: bool) -> None:
        wait = wait_min(ticket)
        for group in groups:
            group.states[ticket.state] += 1
            group.overtaken += overtaken
            if wait is not None:
                group.waits.append(wait)
        if ticket.mark is not None:
            self.marks[ticket.mark] += 1

    def _count_time(self, fact: Fact, at: datetime) -> None:
        """Open from opening to pause or closing, busy from a call until the ticket leaves the counter."""
        second = int(at.timestamp())
        match fact:
            case CounterOpened():
                self.open_s[fact.counter] -= second
            case CounterPaused() | CounterClosed():
                self.open_s[fact.counter] += second
            case TicketCalled() | TicketResumed():
                self.busy_s[fact.counter] -= second
            case StepFinished() | StepSkipped():
                self.busy_s[fact.counter] += second
            case TicketServed() | TicketNotShown() | TicketPutBack() | TicketHeld() | TicketTransferred():
                self.busy_s[fact.counter] += second


def kept(fact: TicketTaken, ticket: Ticket) -> Kept | None:
    """How the told range came out, counted from the taking; None for who was never called."""
    if ticket.first_called_at is None:
        return None
    if fact.wait_low_min is None or fact.wait_high_min is None:
        return Kept.UNTOLD
    waited_min = (ticket.first_called_at - fact.taken_at).total_seconds() / MINUTE
    if waited_min < fact.wait_low_min:
        return Kept.SOONER
    return Kept.WITHIN if waited_min <= fact.wait_high_min else Kept.LATER


def wait_min(ticket: Ticket) -> float | None:
    """From taking (a booked one: or its slot, if that is later) to the first call; None when it was never called."""
    if ticket.first_called_at is None:
        return None
    booked = ticket.booked_for if ticket.ticket_class is TicketClass.BOOKED else None
    since = ticket.taken_at if booked is None else max(ticket.taken_at, booked)
    return max(0.0, (ticket.first_called_at - since).total_seconds() / MINUTE)


def _overtaken(tickets: dict[TicketId, Ticket], service_of: Mapping[TicketId, ServiceId]) -> set[TicketId]:
    """Who was called after somebody who took a ticket for the same service later."""
    earliest: dict[ServiceId, datetime] = {}
    passed = set()
    for ticket in reversed(tickets.values()):
        called, service = ticket.first_called_at, service_of[ticket.id]
        if called is None:
            continue
        if service in earliest and earliest[service] < called:
            passed.add(ticket.id)
        earliest[service] = min(called, earliest.get(service, called))
    return passed
