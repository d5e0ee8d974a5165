"""How long a new ticket is told to wait: a range, what goes first under the rule, and silence when unknown."""

from dataclasses import replace
from datetime import datetime

import pytest

from config.plan import Plan
from config.rules.appointments import AppointmentRules, Slots
from config.rules.order import CallOrder, ClassLimits, Order
from config.vocabulary import ServiceId, TicketClass
from queue_server.domain.appointments.commands import BookAppointment, CheckIn
from queue_server.domain.calling.ahead import ahead
from queue_server.domain.calling.place import Place, place_of
from queue_server.domain.commands import AdoptPlan, TakeTicket
from queue_server.domain.estimate import QueueState, WaitRange, estimate, state_of, told
from queue_server.domain.facts import TicketTaken
from queue_server.domain.hall import Hall
from tests.queue_server.domain.examples import BOTH, IDENTITY, NINE, ONE, PERMITS, PLAN, TWO, SmallHall
from tests.queue_server.domain.order.walk_order import FIRST_COME_PLAN, STRICT_PLAN


@pytest.mark.parametrize(
    ("state", "wait"),
    [
        (QueueState(ahead=0, mean_min=10, open_counters=0, free_counters=0), None),
        (QueueState(ahead=0, mean_min=10, open_counters=2, free_counters=1), WaitRange(0, 5)),
        (QueueState(ahead=0, mean_min=10, open_counters=1, free_counters=0), WaitRange(0, 10)),
        (QueueState(ahead=4, mean_min=10, open_counters=1, free_counters=0), WaitRange(20, 90)),
        (QueueState(ahead=4, mean_min=10, open_counters=4, free_counters=0), WaitRange(5, 25)),
        (QueueState(ahead=0.5, mean_min=2, open_counters=4, free_counters=0), WaitRange(0, 5)),
    ],
)
def test_the_range(state: QueueState, wait: WaitRange | None) -> None:
    assert estimate(state) == wait


def queue_state(hall: Hall, service: ServiceId, ticket_class: TicketClass, counted_from: datetime) -> QueueState:
    """For a ticket that would be taken now."""
    place = Place(service, ticket_class, counted_from, NINE)
    return state_of(hall, place, ahead(hall, place), NINE)


@pytest.mark.parametrize("ahead", range(40))
def test_more_people_never_shorten_it(ahead: int) -> None:
    fewer = estimate(QueueState(ahead, 7, 3, 0))
    more = estimate(QueueState(ahead + 1, 7, 3, 0))
    assert fewer is not None
    assert more is not None
    assert (fewer.low_min, fewer.high_min) <= (more.low_min, more.high_min)
    assert fewer.low_min < fewer.high_min
    assert fewer.low_min % 5 == fewer.high_min % 5 == 0


def test_whoever_may_still_come_and_go_first_makes_the_longer_end_later() -> None:
    """A quarter of today's tickets pass for an hour: a quarter of the 45 minutes more; for ten minutes: of these."""
    alone = QueueState(4, 5, 1, 0)
    assert estimate(alone) == WaitRange(10, 45)
    assert estimate(alone._replace(passing=((0.25, 60),))) == WaitRange(10, 60)
    assert estimate(alone._replace(passing=((0.25, 10),))) == WaitRange(10, 50)
    assert estimate(QueueState(0, 5, 1, 1, ((0.5, 60),))) == WaitRange(0, 5)


@pytest.mark.parametrize(
    ("plan", "ordinary", "priority"),
    [
        (PLAN, ((0.25, 60),), ()),
        (STRICT_PLAN, ((0.25, 1440),), ()),
        (FIRST_COME_PLAN, (), ()),
        (replace(PLAN, class_limits=ClassLimits((TicketClass.PRIORITY,))), (), ()),
    ],
)
def test_who_may_still_pass_is_told_by_the_order(
    plan: Plan, ordinary: tuple[tuple[float, int], ...], priority: tuple[tuple[float, int], ...]
) -> None:
    small = SmallHall()
    small.take(IDENTITY, TicketClass.PRIORITY)
    for _ in range(3):
        small.take(IDENTITY)
    small.do(AdoptPlan(plan, "chief"))
    assert queue_state(small.hall, IDENTITY, TicketClass.ORDINARY, NINE).passing == ordinary
    assert queue_state(small.hall, IDENTITY, TicketClass.PRIORITY, NINE).passing == priority
    assert queue_state(small.hall, PERMITS, TicketClass.ORDINARY, NINE).passing == ()


def taken(small: SmallHall, service: ServiceId, ticket_class: TicketClass = TicketClass.ORDINARY) -> TicketTaken:
    (fact,) = small.do(TakeTicket("kiosk-1", service, ticket_class))
    assert isinstance(fact, TicketTaken)
    return fact


def test_nobody_can_tell_while_no_counter_is_open() -> None:
    fact = taken(SmallHall(), IDENTITY)
    assert (fact.wait_low_min, fact.wait_high_min) == (None, None)


def test_a_free_counter_takes_the_visitor_at_once() -> None:
    small = SmallHall()
    small.open(ONE)
    fact = taken(small, IDENTITY)
    assert (fact.wait_low_min, fact.wait_high_min) == (0, 5)


def test_only_those_who_go_first_are_counted() -> None:
    """A priority ticket has few ahead where an ordinary one has many."""
    small = SmallHall()
    small.open(ONE)
    for _ in range(6):
        small.take(IDENTITY)
    ordinary = queue_state(small.hall, IDENTITY, TicketClass.ORDINARY, NINE)
    priority = queue_state(
        small.hall, IDENTITY, TicketClass.PRIORITY, NINE - small.hall.plan.head_start(TicketClass.PRIORITY)
    )
    assert (ordinary.ahead, priority.ahead) == (6, 0)


def test_another_service_s_queue_counts_by_the_counters_that_both_share() -> None:
    small = SmallHall(replace(PLAN, services=(PLAN.services[0], replace(PLAN.services[1], mean_min=30))))
    for counter in (TWO, BOTH):
        small.open(counter)
    small.take(PERMITS)
    small.take(PERMITS)
    state = queue_state(small.hall, IDENTITY, TicketClass.ORDINARY, NINE)
    assert state == QueueState(ahead=1.0, mean_min=10, open_counters=1, free_counters=1)
    assert queue_state(small.hall, PERMITS, TicketClass.ORDINARY, NINE) == QueueState(2.0, 30, 2, 2)


def test_who_waits_is_told_the_same_as_when_the_ticket_was_taken_and_less_later() -> None:
    small = SmallHall()
    small.open(ONE)
    for _ in range(3):
        taken(small, IDENTITY)
    fact = taken(small, IDENTITY)
    ticket = small.hall.tickets[fact.ticket]
    assert (fact.people_ahead, (fact.wait_low_min, fact.wait_high_min)) == told(small.hall, ticket, small.now)
    _, before = told(small.hall, ticket, small.now)
    small.call(ONE)
    _, after = told(small.hall, ticket, small.now)
    assert before is not None
    assert after is not None
    assert after.high_min < before.high_min


WITH_SLOTS = replace(
    PLAN, services=(replace(PLAN.services[0], slots=Slots(30, 4)), PLAN.services[1]), appointments=AppointmentRules()
)


def booked(small: SmallHall, clock: str, people: int) -> None:
    """So many have an appointment then."""
    slot = SmallHall(PLAN).at(clock).now
    for _ in range(people):
        code = f"{len(small.hall.appointments.known):08d}"
        small.do(BookAppointment(IDENTITY, slot, code, "phone"))


@pytest.mark.parametrize(
    ("rule", "ticket_class", "counted"),
    [
        (Order.CALL_BY, TicketClass.ORDINARY, [(0.0, 3)]),
        (Order.CALL_BY, TicketClass.PRIORITY, []),
        (Order.STRICT, TicketClass.ORDINARY, [(0.0, 3), (30.0, 2), (210.0, 1)]),
        (Order.STRICT, TicketClass.PRIORITY, []),
        (Order.FIRST_COME, TicketClass.ORDINARY, []),
    ],
)
def test_open_appointments_are_known_that_would_go_first(
    rule: Order, ticket_class: TicketClass, counted: list[tuple[float, int]]
) -> None:
    small = SmallHall(replace(WITH_SLOTS, order=CallOrder(rule)))
    small.open(ONE)
    for clock, people in (("09:00", 3), ("09:30", 2), ("12:30", 1)):
        booked(small, clock, people)
    small.take()
    small.call(ONE)
    fact = taken(small, IDENTITY, ticket_class)
    place = place_of(small.hall.tickets[fact.ticket])
    assert list(state_of(small.hall, place, ahead(small.hall, place), NINE).slots) == counted


def test_known_appointments_make_the_longer_end_later_once() -> None:
    """Those within the longest wait, each for a service's time; or the booked ones' part, if that is more."""
    alone = QueueState(4, 5, 1, 0)
    assert estimate(alone) == WaitRange(10, 45)
    assert estimate(alone._replace(slots=((-5, 2), (40, 1), (50, 9)))) == WaitRange(10, 60)
    assert estimate(alone._replace(slots=((40, 1),), booked=((0.25, 60),))) == WaitRange(10, 60)
    assert estimate(alone._replace(slots=((40, 3),), open_counters=3, ahead=14)) == WaitRange(10, 55)
    assert estimate(QueueState(0, 5, 1, 1, slots=((0, 4),))) == WaitRange(0, 5)


def test_who_has_come_or_comes_too_late_is_no_longer_awaited() -> None:
    small = SmallHall(WITH_SLOTS)
    small.open(ONE)
    booked(small, "09:00", 2)
    small.take()
    small.call(ONE)
    before = taken(small, IDENTITY)
    small.do(CheckIn("kiosk-1", code="00000000"), CheckIn("kiosk-1", code="00000001"))
    place = place_of(small.hall.tickets[before.ticket])
    assert state_of(small.hall, place, ahead(small.hall, place), NINE).slots == ()
    other = SmallHall(WITH_SLOTS)
    booked(other, "09:00", 2)
    other.at("09:11")
    assert state_of(other.hall, place, ahead(other.hall, place), other.now).slots == ()
