"""How long a new ticket will wait: the first, honest level. One function, the queue's state in, a range out.

A formula, no forecast: those who go first under the rule of dispatch, times the service's planned minutes, shared by
the open counters that can do it; half to double of that, rounded outwards to five minutes. The longer end also counts
whoever may still come and go first: as large a part of those who come meanwhile as of today's tickets so far.
"""

from math import ceil
from typing import Final, NamedTuple

from config.vocabulary import ServiceId, TicketClass
from queue_server.domain.calling.ahead import Ahead, ahead
from queue_server.domain.calling.place import place_of
from queue_server.domain.hall import Hall
from queue_server.domain.ticket import Ticket

STEP_MIN: Final = 5
HORIZON_MIN: Final = 240
"""Nobody can tell what is half a day away."""
LOW, HIGH = 0.5, 2.0
"""The range about the formula's value."""
IN_SERVICE = 0.5
"""What is left, on average, of the service that each counter is busy with."""


class QueueState(NamedTuple):
    """What an estimate needs to know. ``ahead``: tickets that go first, in parts where counters share services."""

    ahead: float
    mean_min: float
    open_counters: int
    free_counters: int
    passing: tuple[tuple[float, int], ...] = ()
    """Classes that go first: which part of today's tickets they are, and for how many minutes they pass."""


class WaitRange(NamedTuple):
    """From so many to so many minutes; ``low_min`` 0 reads as "less than"."""

    low_min: int
    high_min: int


def estimate(state: QueueState) -> WaitRange | None:
    """The range, or None when nobody can tell: no counter is open for this service, or too many go first."""
    if not state.open_counters:
        return None
    if state.free_counters > state.ahead:
        return WaitRange(0, STEP_MIN)
    middle = (state.ahead + IN_SERVICE) * state.mean_min / state.open_counters
    low = int(middle * LOW) // STEP_MIN * STEP_MIN
    longest = middle * HIGH
    for part, minutes in state.passing:
        longest += part * min(minutes, middle * HIGH)
    high = ceil(longest / STEP_MIN) * STEP_MIN
    return WaitRange(low, max(high, low + STEP_MIN)) if low < HORIZON_MIN else None


def told(hall: Hall, ticket: Ticket) -> tuple[int, WaitRange | None]:
    """What one who waits is told: the people ahead, and the range from now on."""
    before = ahead(hall, place_of(ticket))
    return before.people, estimate(state_of(hall, ticket.service, ticket.ticket_class, before))


def state_of(hall: Hall, service: ServiceId, ticket_class: TicketClass, before: Ahead) -> QueueState:
    """The state for a ticket of this service and class with so many ahead."""
    counters = hall.counters
    able = hall.open_counters.able(hall.plan.queue_of(service, ticket_class))
    free = [counters[counter].ticket for counter in able].count(None)
    passing = _passing(hall, service, ticket_class) if free <= before.parts else ()  # nobody passes who is called now
    return QueueState(before.parts, hall.plan.service_by_id[service].mean_min, len(able), free, passing)


def _passing(hall: Hall, service: ServiceId, ticket_class: TicketClass) -> tuple[tuple[float, int], ...]:
    """Who may still come and go first, as far as today's tickets of the service tell."""
    favoured, taken = hall.plan.favoured_over[ticket_class], hall.figures.taken_of.get(service)
    if not favoured or taken is None:
        return ()
    all_taken = sum(taken.values())
    return tuple([(taken[name] / all_taken, minutes) for name, minutes in favoured if name in taken])
