"""A day half hour by half hour: who came, how long they waited, and at its end who waits and what is open."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from config.vocabulary import CounterId, TicketId
from queue_server.domain.carrying.facts import TicketCarried
from queue_server.domain.facts import (
    CounterClosed,
    CounterOpened,
    CounterPaused,
    Fact,
    StepFinished,
    StepSkipped,
    TicketCalled,
    TicketCancelled,
    TicketEnded,
    TicketPutBack,
    TicketTaken,
    TicketTransferred,
)
from queue_server.simulation.day import Lived
from queue_server.simulation.pages.figures import wait_min
from queue_server.simulation.scenario import HALF_HOUR


@dataclass
class HalfHour:
    """Sums over the days; waits in minutes, of those who came in it and were called."""

    came: int = 0
    waits: list[float] = field(default_factory=list)
    waiting: int = 0
    counters_open: int = 0


@dataclass
class HalfHours:
    """By their place in the day: 18 begins at nine."""

    of: dict[int, HalfHour] = field(default_factory=dict)

    def add(self, lived: Lived) -> None:
        """Count a day, from the first opening to the last closing, or the last call if that was later."""
        midnight = datetime(lived.day.year, lived.day.month, lived.day.day, tzinfo=lived.hall.zone)
        tickets = lived.hall.tickets.values()
        moments = [moment for t in tickets for moment in (t.taken_at, t.first_called_at) if moment is not None]
        last = max((lived.sessions[-1].ends_s - 1) // HALF_HOUR, *(_place(midnight, moment) for moment in moments))
        places = range(lived.sessions[0].opens_s // HALF_HOUR, last + 1)
        for place in places:
            self.of.setdefault(place, HalfHour())
        for ticket in tickets:
            half_hour = self.of[_place(midnight, ticket.taken_at)]
            half_hour.came += 1
            if (wait := wait_min(ticket)) is not None:
                half_hour.waits.append(wait)
        now = _Now()
        facts = iter([*lived.facts, (None, midnight + timedelta(days=2))])
        fact, at = next(facts)
        for place in places:
            while fact is not None and _place(midnight, at) <= place:
                now.apply(fact)
                fact, at = next(facts)
            self.of[place].waiting += len(now.waiting)
            self.of[place].counters_open += len(now.counters)


@dataclass
class _Now:
    """Who waits and what is open at a moment of the replay."""

    waiting: set[TicketId] = field(default_factory=set)
    counters: set[CounterId] = field(default_factory=set)

    def apply(self, fact: Fact) -> None:
        match fact:
            case TicketTaken() | TicketPutBack() | TicketTransferred() | StepFinished() | StepSkipped():
                self.waiting.add(fact.ticket)
            case TicketCalled() | TicketCancelled() | TicketEnded() | TicketCarried():
                self.waiting.discard(fact.ticket)
            case CounterOpened():
                self.counters.add(fact.counter)
            case CounterPaused() | CounterClosed():
                self.counters.discard(fact.counter)


def _place(midnight: datetime, at: datetime) -> int:
    return int((at - midnight).total_seconds()) // HALF_HOUR
