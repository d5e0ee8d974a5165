"""A counter as it stands now."""

from dataclasses import dataclass
from datetime import datetime

from config.vocabulary import CounterId, CounterState, Level, TicketId


@dataclass(slots=True)
class CounterNow:
    """State of one counter. ``evaluation`` is the served ticket that may still be judged here."""

    id: CounterId
    state: CounterState = CounterState.CLOSED
    since: datetime | None = None
    clerk: str | None = None
    pause_reason: str | None = None
    ticket: TicketId | None = None
    evaluation: TicketId | None = None
    last_mark: Level | None = None
    """What the visitor served last thought of it; None until there is a mark."""
    served: int = 0
