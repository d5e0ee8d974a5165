"""How long a new ticket will wait: the first, honest level. One function, the queue's state in, a range out.

A formula, no forecast: those who go first under the rule of dispatch, times the service's planned minutes, shared by
the open counters that can do it; half to double of that, rounded outwards to five minutes. The longer end also counts
whoever may still come and go first: as large a part of those who come meanwhile as of today's tickets so far, and of
booked visitors at least those whose appointments are known.
"""

from datetime import datetime, timedelta
from math import ceil
from typing import Final, NamedTuple

from config.rules.order import Order
from config.vocabulary import ServiceId, TicketClass
from queue_server.domain.calling.ahead import Ahead, ahead
from queue_server.domain.calling.place import Place, place_of
from queue_server.domain.hall import Hall
from queue_server.domain.ticket import Ticket

STEP_MIN: Final = 5
HORIZON_MIN: Final = 240
"""Nobody can tell what is half a day away."""
LOW, HIGH = 0.5, 2.0
"""The range about the formula's value."""
IN_SERVICE = 0.5
"""What is left, on average, of the service that each counter is busy with."""
MINUTE: Final = timedelta(minutes=1)
Parts = tuple[tuple[float, int], ...]


class QueueState(NamedTuple):
    """What an estimate needs to know. ``ahead``: tickets that go first, in parts where counters share services."""

    ahead: float
    mean_min: float
    open_counters: int
    free_counters: int
    passing: Parts = ()
    """Classes that go first: which part of today's tickets they are, and for how many minutes they pass."""
    booked: Parts = ()
    """The same of the booked class."""
    slots: tuple[tuple[float, int], ...] = ()
    """Appointments of the service that are still open and go first: in how many minutes, and how many."""


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
    if state.passing or state.booked or state.slots:
        longest += _still_to_come(state, middle * HIGH)
    high = ceil(longest / STEP_MIN) * STEP_MIN
    return WaitRange(low, max(high, low + STEP_MIN)) if low < HORIZON_MIN else None


def _still_to_come(state: QueueState, longest: float) -> float:
    """The minutes that those take who come within the longest wait and go first."""
    booked = sum(part * min(minutes, longest) for part, minutes in state.booked)
    known = sum(people for minutes, people in state.slots if minutes <= longest)
    others = sum(part * min(minutes, longest) for part, minutes in state.passing)
    return others + max(booked, known * state.mean_min / state.open_counters)


def told(hall: Hall, ticket: Ticket, now: datetime) -> tuple[int, WaitRange | None]:
    """What one who waits is told: the people ahead, and the range from now on."""
    place = place_of(ticket)
    before = ahead(hall, place)
    return before.people, estimate(state_of(hall, place, before, now))


def state_of(hall: Hall, place: Place, before: Ahead, now: datetime) -> QueueState:
    """The state for a ticket that stands there with so many ahead."""
    counters, service, ticket_class = hall.counters, place.service, place.ticket_class
    able = hall.open_counters.able(hall.plan.queue_of(service, ticket_class))
    free = [counters[counter].ticket for counter in able].count(None)
    mean_min = hall.plan.service_by_id[service].mean_min
    if free > before.parts:  # nobody passes who is called now
        return QueueState(before.parts, mean_min, len(able), free)
    others, booked = _passing(hall, service, ticket_class)
    return QueueState(before.parts, mean_min, len(able), free, others, booked, _slots(hall, place, now))


def _slots(hall: Hall, place: Place, now: datetime) -> tuple[tuple[float, int], ...]:
    """Appointments of the service whose visitors may still come in time, and would go before this ticket."""
    open_ones = hall.appointments.awaited.get((place.service, hall.day)) if hall.day is not None else None
    plan = hall.plan
    if not open_ones or plan.order.rule is Order.FIRST_COME:
        return ()
    rank, since = plan.order.rank(TicketClass.BOOKED, None), now - timedelta(minutes=plan.late_booking_min)
    key = place.rank, place.counted_from + plan.head_start(TicketClass.BOOKED)
    return tuple(
        ((starts_at - now) / MINUTE, people)
        for starts_at, people in open_ones.items()
        if since <= starts_at and (rank, starts_at) < key
    )


def _passing(hall: Hall, service: ServiceId, ticket_class: TicketClass) -> tuple[Parts, Parts]:
    """Who may still come and go first, as far as today's tickets of the service tell: of other classes, and booked."""
    favoured, taken = hall.plan.favoured_over[ticket_class], hall.figures.taken_of.get(service)
    if not favoured or taken is None:
        return (), ()
    all_taken, booked = sum(taken.values()), TicketClass.BOOKED
    parts = [(name, (taken[name] / all_taken, minutes)) for name, minutes in favoured if name in taken]
    return tuple([p for name, p in parts if name is not booked]), tuple([p for name, p in parts if name is booked])
