"""The day in figures, counted up with each fact."""

from collections import deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from config.vocabulary import CounterId, Level, ServiceId, TicketClass, TicketId

LAST_MARKS_MAX: Final = 8
LAST_CALLS_MAX: Final = 24
NO_WAIT: Final = timedelta()


@dataclass(frozen=True, slots=True)
class MarkGiven:
    """One mark, for the wall's list of the newest."""

    ticket: TicketId
    counter: CounterId
    level: Level
    at: datetime


@dataclass(slots=True)
class Figures:
    """Counts since the day began; waits are to the first call, from taking or from the slot of a later booking."""

    taken: int = 0
    called: int = 0
    served: int = 0
    no_show: int = 0
    cancelled: int = 0
    taken_of: dict[ServiceId, dict[TicketClass, int]] = field(default_factory=dict)
    added_of: dict[tuple[ServiceId, TicketClass], int] = field(default_factory=dict)
    """Services that visitors added to their tickets."""
    wait_sum: timedelta = timedelta()
    wait_longest: timedelta = timedelta()
    marks: dict[Level, int] = field(default_factory=lambda: dict.fromkeys(Level, 0))
    last_marks: deque[MarkGiven] = field(default_factory=lambda: deque(maxlen=LAST_MARKS_MAX))
    last_calls: deque[TicketId] = field(default_factory=lambda: deque(maxlen=LAST_CALLS_MAX))

    def count_taken(self, service: ServiceId, ticket_class: TicketClass) -> None:
        """A ticket."""
        self.taken += 1
        of_service = self.taken_of.setdefault(service, {})
        of_service[ticket_class] = of_service.get(ticket_class, 0) + 1

    def count_added(self, service: ServiceId, ticket_class: TicketClass) -> None:
        """A service on a ticket that was taken for another one."""
        self.added_of[service, ticket_class] = self.added_of.get((service, ticket_class), 0) + 1

    def asked_for(self, service: ServiceId, ticket_class: TicketClass) -> int:
        """How many tickets of this class were given for a service, or got it added."""
        taken = self.taken_of.get(service, {}).get(ticket_class, 0)
        return taken + self.added_of.get((service, ticket_class), 0)

    def count_call(self, ticket: TicketId, wait: timedelta) -> None:
        """A first call; who is called before the slot has not waited."""
        self.called += 1
        wait = max(wait, NO_WAIT)
        self.wait_sum += wait
        if wait > self.wait_longest:
            self.wait_longest = wait
        self.last_calls.append(ticket)

    def count_call_again(self, ticket: TicketId) -> None:
        """A second call comes to the front of the newest calls."""
        if ticket in self.last_calls:
            self.last_calls.remove(ticket)
        self.last_calls.append(ticket)

    def count_mark(self, mark: MarkGiven) -> None:
        """A mark."""
        self.marks[mark.level] += 1
        self.last_marks.append(mark)

    def count_second_mark(self, first: Level, mark: MarkGiven) -> None:
        """A second mark counts in place of the first."""
        self.marks[first] -= 1
        self.marks[mark.level] += 1
        shown = [mark if given.ticket == mark.ticket else given for given in self.last_marks]
        self.last_marks = deque(shown, maxlen=LAST_MARKS_MAX)
