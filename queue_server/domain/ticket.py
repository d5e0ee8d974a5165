"""A ticket's life: its states, and the table of moves between them. No other file changes a ticket's state."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from config.vocabulary import CounterId, Level, PrintState, ServiceId, TicketClass, TicketId, TicketState
from queue_server.domain.facts import (
    CallReason,
    ServiceStarted,
    TicketCalled,
    TicketCalledAgain,
    TicketEnded,
    TicketMove,
    TicketNotShown,
    TicketServed,
)
from queue_server.domain.invariants import BrokenInvariant

State = TicketState
MOVES: Final[Mapping[tuple[TicketState, type[TicketMove]], TicketState]] = {
    (State.WAITING, TicketCalled): State.CALLED,
    (State.CALLED, TicketCalledAgain): State.CALLED,
    (State.CALLED, ServiceStarted): State.SERVING,
    (State.CALLED, TicketNotShown): State.NO_SHOW,
    (State.SERVING, TicketServed): State.SERVED,
    (State.WAITING, TicketEnded): State.ENDED,
    (State.CALLED, TicketEnded): State.ENDED,
    (State.SERVING, TicketEnded): State.ENDED,
}
LIVE: Final = frozenset({State.WAITING, State.CALLED, State.SERVING})


@dataclass(slots=True)
class Ticket:
    """One ticket of the day. Times are in UTC; ``place`` is its order of taking in the hall."""

    id: TicketId
    number: str
    service: ServiceId
    ticket_class: TicketClass
    taken_at: datetime
    counted_from: datetime
    place: int
    booked_for: datetime | None = None
    masked_name: str | None = None
    state: TicketState = TicketState.WAITING
    counter: CounterId | None = None
    reason: CallReason | None = None
    called_at: datetime | None = None
    times_called: int = 0
    started_at: datetime | None = None
    ended_at: datetime | None = None
    evaluation_until: datetime | None = None
    mark: Level | None = None
    paper: PrintState | None = None

    @property
    def key(self) -> tuple[datetime, int]:
        """Its place in the order: the moment it is counted as arrived, then the order of taking."""
        return self.counted_from, self.place

    def move(self, fact: TicketMove, at: datetime) -> None:
        """Change state as the table says. Raises BrokenInvariant where the table says nothing."""
        goal = MOVES.get((self.state, type(fact)))
        if goal is None:
            raise BrokenInvariant(f"{self.id} is {self.state}: {type(fact).__name__} can't happen")
        self.state = goal
        match fact:
            case TicketCalled():
                self.counter, self.reason, self.called_at, self.times_called = fact.counter, fact.reason, at, 1
            case TicketCalledAgain():
                self.times_called += 1
            case ServiceStarted():
                self.started_at = at
            case TicketServed():
                self.ended_at, self.evaluation_until = at, fact.evaluation_until
            case TicketNotShown() | TicketEnded():
                self.ended_at = at
