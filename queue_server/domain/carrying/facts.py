"""What happened to tickets whose turn did not come before the hall closed."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from config.vocabulary import PrintState, ServiceId, TicketClass, TicketId
from queue_server.domain.visits.steps import ONE_STEP, Steps


@dataclass(frozen=True, slots=True)
class TicketCarried:
    """The hall closed before its turn; it waits again on another day, once.

    ``by``: who ended the waiting; empty: nobody did, the day changed.
    """

    ticket: TicketId
    to: date
    by: str = ""


@dataclass(frozen=True, slots=True)
class CarriedTicket:
    """All that a new day needs to know of one. ``later``: the hours that are left out of its count."""

    id: TicketId
    number: str
    service: ServiceId
    ticket_class: TicketClass
    taken_at: datetime
    counted_from: datetime
    to: date
    later: timedelta = timedelta()
    booked_for: datetime | None = None
    masked_name: str | None = None
    card: str | None = None
    rank: int = 0
    group: str | None = None
    steps: Steps = ONE_STEP
    came_from: ServiceId | None = None
    first_called_at: datetime | None = None
    put_back: bool = False
    paper: PrintState | None = None
    prints: int = 1


@dataclass(frozen=True, slots=True)
class TicketsCarried:
    """Tickets carried over wait again from this morning.

    What a new day takes over from the last one, in the order of keys: ``back`` wait from now on, ``later`` still wait
    for their own day. So the hall can be rebuilt from its newest day alone.
    """

    back: tuple[CarriedTicket, ...]
    later: tuple[CarriedTicket, ...] = ()
