"""The day is that of the plan: its hours, service times, tide and crowd, auto-call, chains, slots, appeals."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import pytest

from config.plan import Plan, Service, Text
from config.rules.appointments import AppointmentRules
from config.rules.chains import Chain
from config.rules.counters import CounterRules, Crowd, Tide
from config.rules.opening import Opening, ServiceHours, Span
from config.vocabulary import (
    AppointmentState,
    CounterId,
    DepartmentId,
    RefusalCode,
    ServiceId,
    ServiceOutcome,
    TicketClass,
    TicketState,
)
from queue_server.domain.decisions.auto_call import BY
from queue_server.domain.facts import (
    CounterClosed,
    CounterOpened,
    ServiceAdded,
    ServiceStarted,
    StepFinished,
    TicketCalled,
    TicketEnded,
    TicketHeld,
    TicketResumed,
    TicketServed,
    TicketTaken,
    TicketTransferred,
)
from queue_server.domain.hall import Hall
from queue_server.simulation.day import Lived, cast_of, live
from queue_server.simulation.halls import open_to_public
from tests.queue_server.domain.laws import LAWS, nobody_was_passed_unduly
from tests.queue_server.simulation.longli import LONGLI

SUMMER = date(2026, 7, 13)
TIDE_COUNTER, POLICE_4, PASSPORTS = CounterId("jy01"), CounterId("ga04"), ServiceId("exit-entry")
CHAIN = Chain(
    ServiceId("new-child"),
    DepartmentId("police"),
    Text("新生儿出生", "A child is born"),
    (ServiceId("household-registration"), ServiceId("medical-enrolment")),
)


def a_day(plan: Plan, tickets: int = 525, since: date = date(2026, 11, 23), seed: int = 7) -> Lived:
    """One day of a plan."""
    scenario = open_to_public(plan, tickets, since=since)
    return live(scenario, cast_of(scenario, seed))


def with_counter(plan: Plan, name: CounterId, rules: CounterRules) -> Plan:
    """The plan with other rules for one counter."""
    changed = (replace(c, rules=rules) if c.id == name else c for c in plan.counters)
    return replace(plan, counters=tuple(changed))


def with_service(plan: Plan, service: Service) -> Plan:
    """The plan with another service of the same id."""
    return replace(plan, services=tuple(service if s.id == service.id else s for s in plan.services))


def opened(lived: Lived, counter: CounterId) -> list[time]:
    """When a counter opened, by the hall's clock."""
    return [
        at.astimezone(lived.hall.zone).time()
        for fact, at in lived.facts
        if isinstance(fact, CounterOpened) and fact.counter == counter
    ]


def test_people_come_in_the_hours_of_the_plan_and_of_the_service() -> None:
    """Saturdays are shorter here, one service ends at eleven, and the last number is given half an hour before noon."""
    long, short = (Span(time(8), time(12)),), (Span(time(9, 15), time(11, 40)),)
    hours = Opening((long,) * 5 + (short, ()), last_issue_min=30)
    early = ServiceHours((*(((Span(time(9), time(11)),),) * 5), (Span(time(9, 15), time(11)),), ()))
    passports = replace(LONGLI.service_by_id[PASSPORTS], hours=early)
    plan = with_service(replace(LONGLI, opening=hours), passports)
    for since, first, last in (
        (date(2026, 11, 27), time(8), time(11, 30)),
        (date(2026, 11, 28), time(9, 15), time(11, 10)),
    ):
        lived = a_day(plan, 300, since)
        taken = [t for t in lived.hall.tickets.values() if t.ticket_class is not TicketClass.BOOKED]
        moments = [ticket.taken_at.astimezone(lived.hall.zone).time() for ticket in taken]
        assert first <= min(moments) < time(9, 30), since
        assert time(11) < max(moments) < last, since
        passports_at = [t.taken_at.astimezone(lived.hall.zone).time() for t in taken if t.service == PASSPORTS]
        assert max(passports_at, default=first) < time(10, 30), since
        assert lived.day == since
        assert RefusalCode.NO_NUMBERS_NOW not in lived.refusals
    assert a_day(plan, 10, date(2026, 11, 29)).day == date(2026, 11, 30), "closed on Sunday"


def test_a_hall_that_never_opens_has_no_day() -> None:
    with pytest.raises(ValueError, match="not open"):
        a_day(replace(LONGLI, opening=Opening(((),) * 7)))
    short = (Span(time(9), time(10)),)
    with pytest.raises(ValueError, match="not open"):
        a_day(replace(LONGLI, opening=Opening((short,) * 7, last_issue_min=60)))


def test_a_service_takes_as_long_as_the_plan_says() -> None:
    def at_work_s(plan: Plan) -> float:
        found, began = timedelta(), dict[str, datetime]()
        for fact, at in a_day(plan).facts:
            if isinstance(fact, ServiceStarted):
                began[fact.ticket] = at
            elif isinstance(fact, TicketServed):
                found += at - began[fact.ticket]
        return found / timedelta(seconds=1)

    quick = replace(LONGLI, services=tuple(replace(service, mean_min=5) for service in LONGLI.services))
    assert 0.45 < at_work_s(quick) / at_work_s(LONGLI) < 0.55


def test_a_tide_counter_opens_in_its_season_and_hours() -> None:
    assert opened(a_day(LONGLI), TIDE_COUNTER) == []
    summer = opened(a_day(LONGLI, since=SUMMER), TIDE_COUNTER)
    assert summer
    assert summer[0] < time(9, 30)
    late = CounterRules(tide=Tide(hours=(Span(time(10), time(11)),)))
    lived = a_day(with_counter(LONGLI, TIDE_COUNTER, late))
    assert time(10) <= opened(lived, TIDE_COUNTER)[0] < time(11)
    closed = [at for fact, at in lived.facts if isinstance(fact, CounterClosed) and fact.counter == TIDE_COUNTER]
    assert time(11) <= closed[0].astimezone(lived.hall.zone).time() < time(12)
    assert RefusalCode.OUTSIDE_TIDE not in lived.refusals


def test_a_flexible_counter_opens_for_a_crowd_and_closes_when_it_is_gone() -> None:
    crowd = CounterRules(crowd=Crowd(waiting=3))
    lived = a_day(with_counter(LONGLI, POLICE_4, crowd))
    assert len(opened(lived, POLICE_4)) > 1
    assert opened(lived, POLICE_4)[0] > time(9)
    assert RefusalCode.NOT_CROWDED not in lived.refusals
    assert opened(a_day(with_counter(LONGLI, POLICE_4, replace(crowd, crowd=Crowd(waiting=400)))), POLICE_4) == []


@pytest.mark.parametrize("tickets", [525, 1500])
def test_counters_call_by_themselves_where_the_plan_says_so(tickets: int) -> None:
    by_hand, lived = a_day(LONGLI, tickets), a_day(replace(LONGLI, auto_call=True), tickets)
    calls = [fact for fact, _ in lived.facts if isinstance(fact, TicketCalled)]
    assert sum(call.by == BY for call in calls) > 0.9 * len(calls)
    assert not any(fact.by == BY for fact, _ in by_hand.facts if isinstance(fact, TicketCalled))
    happened = {type(fact) for fact, _ in lived.facts}
    assert {TicketHeld, TicketResumed, TicketTransferred} <= happened
    served = sum(isinstance(fact, TicketServed) for fact, _ in lived.facts)
    assert served > 0.97 * sum(isinstance(fact, TicketServed) for fact, _ in by_hand.facts)
    assert all(counter.ticket is None for counter in lived.hall.counters.values())
    assert RefusalCode.COUNTER_NOT_OPEN not in lived.refusals


def test_the_laws_hold_with_all_that_a_plan_can_say() -> None:
    plan = with_counter(replace(LONGLI, auto_call=True, carry_over=True, chains=(CHAIN,)), POLICE_4, crowded())
    lived = a_day(plan, 900)
    hall = Hall()
    for number, ((fact, at), (_, then)) in enumerate(pairwise(lived.facts)):
        hall.apply(fact, at)
        if isinstance(fact, TicketCalled):
            nobody_was_passed_unduly(hall, lived.plan, fact)
        if number % 100 == 0 and at < then and hall.has_plan and hall.day:
            for law in LAWS:
                law(hall)


def crowded() -> CounterRules:
    """A flexible counter."""
    return CounterRules(crowd=Crowd(waiting=3))


def test_a_chain_is_gone_through_with_one_number() -> None:
    lived = a_day(replace(LONGLI, chains=(CHAIN,)), 900)
    chains = {fact.ticket for fact, _ in lived.facts if isinstance(fact, TicketTaken) and fact.chain == CHAIN.id}
    assert chains
    steps = [fact for fact, _ in lived.facts if isinstance(fact, StepFinished) and fact.ticket in chains]
    assert {(step.done, step.service) for step in steps} == {CHAIN.steps}
    assert all(step.outcome is ServiceOutcome.DONE for step in steps)
    assert lived.hall.tickets[steps[0].ticket].state is TicketState.SERVED


def test_a_matter_that_the_clerk_adds_follows_on_the_ticket() -> None:
    lived = a_day(LONGLI)
    added = {fact.ticket: fact.service for fact, _ in lived.facts if isinstance(fact, ServiceAdded)}
    done = {fact.ticket: fact.service for fact, _ in lived.facts if isinstance(fact, StepFinished)}
    assert added
    assert added.items() >= done.items()


def test_appointments_are_booked_kept_and_missed() -> None:
    lived = a_day(replace(LONGLI, late_booking_min=2))
    book = list(lived.hall.appointments.known.values())
    kept = [one for one in book if one.state is AppointmentState.KEPT]
    assert {one.service for one in book} == {s.id for s in LONGLI.services if s.slots is not None}
    assert len(kept) > 0.8 * len(book)
    assert any(one.state is AppointmentState.OPEN for one in book), "somebody did not come"
    assert RefusalCode.SLOT_FULL not in lived.refusals
    tickets = [lived.hall.tickets[one.ticket] for one in kept if one.ticket is not None]
    assert {ticket.ticket_class for ticket in tickets} == {TicketClass.BOOKED, TicketClass.ORDINARY}, "some too late"
    assert {t.id for t in tickets} >= {t.id for t in lived.hall.tickets.values() if t.booked_for is not None}


def test_nobody_checks_in_before_one_can() -> None:
    lived = a_day(replace(LONGLI, appointments=AppointmentRules(early_min=5)))
    assert any(ticket.booked_for for ticket in lived.hall.tickets.values())
    assert RefusalCode.APPOINTMENT_TOO_EARLY not in lived.refusals


def test_a_hall_without_slots_has_no_booked_visitors() -> None:
    plain = replace(LONGLI, services=tuple(replace(service, slots=None) for service in LONGLI.services))
    kinds = {ticket.ticket_class for ticket in a_day(plain).hall.tickets.values()}
    assert kinds == {TicketClass.PRIORITY, TicketClass.ORDINARY}


def test_some_are_sent_to_the_appeal_counter() -> None:
    lived = a_day(LONGLI, 900)
    appeals = [t for t in lived.hall.tickets.values() if t.service == LONGLI.appeal_service]
    assert appeals
    assert all(ticket.came_from is not None for ticket in appeals)
    assert any(lived.hall.counters[c.id].served for c in LONGLI.counters if c.rules.appeals)
    without = replace(LONGLI, counters=tuple(c for c in LONGLI.counters if not c.rules.appeals))
    assert len(a_day(without).hall.tickets) == 525


def test_waiting_ends_when_the_plan_says_so() -> None:
    assert LONGLI.opening is not None
    soon = replace(LONGLI, opening=replace(LONGLI.opening, end_waiting_after_min=5))
    lived = a_day(soon, 1500)
    ended = [at for fact, at in lived.facts if isinstance(fact, TicketEnded)]
    assert min(ended) == datetime(2026, 11, 23, 9, 5, tzinfo=UTC)
