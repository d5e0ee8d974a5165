"""A counter as it stands now."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from config.vocabulary import CounterId, CounterState, Level, TicketId
from queue_server.domain.facts import CounterClosed, CounterClosing, CounterFact, CounterOpened, CounterPaused

LEFT_MAX: Final = 3
"""So many of the tickets that were there are remembered."""


@dataclass(slots=True)
class CounterNow:
    """State of one counter. ``evaluation`` is the served ticket that may still be judged here."""

    id: CounterId
    state: CounterState = CounterState.CLOSED
    since: datetime | None = None
    clerk: str | None = None
    post: str | None = None
    """The post that the clerk took, where the counter has some."""
    pause_reason: str | None = None
    closing: str | None = None
    """Who asked for the counter to close as soon as its ticket has left."""
    ticket: TicketId | None = None
    left: tuple[TicketId, ...] = ()
    """Which tickets left it, newest first."""
    evaluation: TicketId | None = None
    last_mark: Level | None = None
    """What the visitor served last thought of it; None until there is a mark."""
    served: int = 0
    free_since: datetime | None = None
    """When it opened, or when its last ticket left."""
    before_last_class: int = 0
    """How many tickets of other classes it has called in a row since one of the last class."""

    @property
    def calls_more(self) -> bool:
        """Whether it goes on calling: open, and not about to close."""
        return self.state is CounterState.OPEN and self.closing is None

    def leave(self, ticket: TicketId, at: datetime) -> None:
        """The ticket that stood there has left."""
        others = (other for other in self.left if other != ticket)
        self.left = (ticket, *others)[:LEFT_MAX]
        self.ticket, self.free_since = None, at

    def change(self, fact: CounterFact, at: datetime) -> None:
        """It opens, rests, is about to close, or closes."""
        if isinstance(fact, CounterClosing):
            self.closing = fact.by
            return
        self.since, self.pause_reason, self.closing = at, None, None
        match fact:
            case CounterOpened():
                self.free_since = at
                self.state, self.clerk, self.post = CounterState.OPEN, fact.by, fact.post
            case CounterPaused():
                self.state, self.pause_reason = CounterState.PAUSED, fact.reason
            case CounterClosed():
                self.state, self.clerk, self.post = CounterState.CLOSED, None, None
