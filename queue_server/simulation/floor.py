"""The hall's floor on one day: the clock moved by hand, what is going to happen, and the core that decides."""

from collections import Counter as Tally
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from heapq import heappop, heappush
from typing import Final
from zoneinfo import ZoneInfo

from config.plan import Plan
from config.vocabulary import RefusalCode, TicketId
from queue_server.domain.commands import Command
from queue_server.domain.decide import decide
from queue_server.domain.decisions.auto_call import calls_that_follow
from queue_server.domain.facts import Fact, TicketCalled
from queue_server.domain.hall import Hall
from queue_server.domain.refusals import Refusal
from queue_server.simulation.people import Visitor

Happening = tuple[Callable[..., None], tuple[object, ...]]
A_SECOND: Final = timedelta(seconds=1)


@dataclass(slots=True)
class Visit:
    """What became of a visitor so far."""

    visitor: Visitor
    work_s: int
    was_held: bool = False
    was_sent_on: bool = False
    has_added: bool = False


class Floor:
    """One day. Everything that happens is asked of the core, and every fact is kept with its moment."""

    def __init__(self, hall: Hall, plan: Plan, day: date) -> None:
        self.hall, self.plan, self.day = hall, plan, day
        self.midnight = datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(plan.time_zone)).astimezone(UTC)
        self._auto = plan.auto_call
        self.now_s = 0
        self.now = self.midnight
        self.facts: list[tuple[Fact, datetime]] = []
        self.refusals: Tally[RefusalCode] = Tally()
        self.visits: dict[TicketId, Visit] = {}
        self.called: Callable[[TicketCalled], None] | None = None
        """Who is told of the calls that counters make by themselves."""
        self._coming: dict[int, list[Happening]] = {}
        self._seconds: list[int] = []

    def at(self, moment_s: int, action: Callable[..., None], *about: object) -> None:
        """Something will happen then; of two at one moment, the one that was announced first."""
        self._announce(moment_s, (action, about))

    def after(self, wait_s: int, action: Callable[..., None], *about: object) -> None:
        """Something will happen in a while."""
        self._announce(self.now_s + wait_s, (action, about))

    def run(self) -> None:
        """Live until nothing is to come."""
        while self._seconds:
            self.now_s = heappop(self._seconds)
            self.now = self.moment(self.now_s)
            for action, about in self._coming[self.now_s]:
                action(*about)
            del self._coming[self.now_s]

    def ask(self, command: Command) -> tuple[Fact, ...]:
        """Decide and carry out, with the calls that follow; nothing, and one refusal more, when it is refused."""
        outcome = decide(self.hall, command, self.now)
        if isinstance(outcome, Refusal):
            self.refusals[outcome.code] += 1
            return ()
        for fact in outcome:
            self.hall.apply(fact, self.now)
            self.facts.append((fact, self.now))
        if self._auto:
            for call in calls_that_follow(self.hall, outcome):
                self.hall.apply(call, self.now)
                self.facts.append((call, self.now))
                if self.called is not None:
                    self.called(call)
        return outcome

    def moment(self, second_s: int) -> datetime:
        """A second of the day as the core knows it."""
        return self.midnight + second_s * A_SECOND

    def _announce(self, moment_s: int, happening: Happening) -> None:
        there = self._coming.get(moment_s)
        if there is None:
            self._coming[moment_s] = [happening]
            heappush(self._seconds, moment_s)
        else:
            there.append(happening)
