"""How many people are ahead: the number against the dispatch played on, in halls with all that a plan can say."""

from dataclasses import replace
from datetime import timedelta
from random import Random
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config.plan import Counter, Plan, Service, Text
from config.rules.counters import CounterRules
from config.rules.order import CallOrder, Order
from config.rules.posts import Post
from config.rules.preference import Preference
from config.vocabulary import CounterId, DepartmentId, ServiceId, TicketClass, TicketId, TicketState
from queue_server.domain.calling.ahead import ahead
from queue_server.domain.calling.place import place_of
from queue_server.domain.commands import (
    CallNext,
    CancelTicket,
    CloseCounter,
    Command,
    FinishService,
    MarkNoShow,
    OpenCounter,
    PauseCounter,
    StartService,
    TakeTicket,
    TransferTicket,
)
from queue_server.domain.facts import TicketTaken
from tests.queue_server.domain.examples import IDENTITY, PERMITS, PLAN, SmallHall
from tests.queue_server.domain.order.playing_on import calls_before, counters_asked, played_on

SERVICES: Final = tuple(ServiceId(name) for name in "abc")
COUNTERS: Final = tuple(CounterId(f"c{place}") for place in range(3))
CLASSES: Final = tuple(TicketClass)
some_classes = st.lists(st.sampled_from(CLASSES), max_size=2, unique=True).map(tuple)
some_services = st.lists(st.sampled_from(SERVICES), max_size=3, unique=True).map(tuple)
preferences = st.builds(Preference, some_classes, some_services).filter(lambda wanted: wanted != Preference())


@st.composite
def counters(draw: st.DrawFn, name: CounterId) -> Counter:
    """One with own and second services, that may call only some classes, or some first, or stand in for another."""
    services = draw(some_services.filter(bool))
    second = tuple(service for service in draw(some_services) if service not in services)
    rules = CounterRules(classes=draw(some_classes), prefers=draw(st.none() | preferences))
    others = tuple(other for other in COUNTERS if other != name)
    away = draw(st.lists(st.sampled_from(others), max_size=2, unique=True).map(tuple))
    post = Post("window", name, away) if away else None
    return Counter(name, Text(name, name), services, second, rules=rules, post=post)


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """Any order, any head starts."""
    classes = tuple(draw(st.permutations(CLASSES)))
    alike, there = draw(counters(COUNTERS[0])), tuple(draw(counters(name)) for name in COUNTERS)
    if draw(st.booleans()):
        there = tuple(replace(alike, id=name, post=None) for name in COUNTERS)
    minutes = st.sampled_from([0, 5, 30])
    return replace(
        PLAN,
        services=tuple(Service(s, DepartmentId("police"), Text(s, s), s.upper()) for s in SERVICES),
        counters=there,
        head_start_min={name: draw(minutes) for name in CLASSES},
        own_first_min=draw(minutes),
        order=CallOrder(draw(st.sampled_from(Order)), classes, last_class_after=draw(st.sampled_from([0, 1, 1, 2]))),
        no_show_returns_behind=draw(st.integers(0, 2)),
    )


@st.composite
def happenings(draw: st.DrawFn) -> tuple[int, list[Command]]:
    """Some minutes pass, then something is asked for; much of it may be refused."""
    counter = draw(st.sampled_from(COUNTERS))
    service, name = draw(st.sampled_from(SERVICES)), draw(st.sampled_from(CLASSES))
    taken: list[Command] = [TakeTicket("kiosk-1", service, name)]
    called: list[Command] = [CallNext(counter, counter)]
    kinds: list[list[Command]] = [
        *[taken] * 5,
        [OpenCounter(counter, counter)],
        [PauseCounter(counter, counter, "tea")],
        [CloseCounter(counter, counter)],
        called,
        [*called, MarkNoShow(counter, counter)],
        [*called, CloseCounter(counter, counter, after_current=True)],
        [*called, StartService(counter, counter), FinishService(counter, counter)],
        [*called, StartService(counter, counter), TransferTicket(counter, counter, service)],
        [CancelTicket(TicketId(f"20261120-{service.upper()}001"), "visitor")],
    ]
    return draw(st.integers(0, 12)), draw(st.sampled_from(kinds))


def lived(plan: Plan, day: list[tuple[int, list[Command]]], rows: list[int]) -> SmallHall:
    """A hall after all that was allowed, its counters with so many of other classes called in a row."""
    small = SmallHall(plan)
    for counter in COUNTERS:
        small.ask(OpenCounter(counter, counter))
    for minutes, commands in day:
        small.now += timedelta(minutes=minutes)
        for command in commands:
            if isinstance(command, TakeTicket) and command.ticket_class is TicketClass.BOOKED:
                command = replace(command, booked_for=small.now + timedelta(minutes=3 * minutes - 18))
            small.ask(command)
    for counter, row in zip(COUNTERS, rows, strict=True):
        small.hall.counters[counter].before_last_class = row
    return small


days = st.lists(happenings(), min_size=4, max_size=40)
in_a_row = st.lists(st.integers(0, 2), min_size=len(COUNTERS), max_size=len(COUNTERS))
wishes = st.builds(TakeTicket, st.just("kiosk-1"), st.sampled_from(SERVICES), st.sampled_from(CLASSES))


@settings(max_examples=300)
@given(plans(), days, in_a_row, wishes)
def test_everybody_is_told_what_the_dispatch_would_do(
    plan: Plan, day: list[tuple[int, list[Command]]], rows: list[int], wish: TakeTicket
) -> None:
    small = lived(plan, day, rows)
    slot = small.now + timedelta(minutes=20) if wish.ticket_class is TicketClass.BOOKED else None
    (taken,) = small.do(replace(wish, booked_for=slot))
    assert isinstance(taken, TicketTaken)
    assert taken.people_ahead == played_on(small.hall, small.hall.tickets[taken.ticket])
    for ticket in small.in_state(TicketState.WAITING):
        assert ahead(small.hall, place_of(ticket)).people == played_on(small.hall, ticket), ticket


@settings(max_examples=100)
@given(plans(), days, st.randoms())
def test_at_least_so_many_go_first_whoever_is_free_when(
    plan: Plan, day: list[tuple[int, list[Command]]], chance: Random
) -> None:
    small = lived(replace(plan, order=replace(plan.order, last_class_after=0)), day, [0] * len(COUNTERS))
    for ticket in small.in_state(TicketState.WAITING):
        asked = counters_asked(small.hall, ticket)
        chance.shuffle(asked)
        if asked:
            assert ahead(small.hall, place_of(ticket)).people <= calls_before(small.hall, ticket, asked)


def put_back_hall(rule: Order) -> SmallHall:
    """One counter that gives every second call to the last class; two priority tickets stand behind ordinary ones."""
    one = replace(PLAN.counters[0], second_services=())
    order = CallOrder(rule, last_class_after=1)
    small = SmallHall(replace(PLAN, counters=(one,), order=order, no_show_returns_behind=3))
    small.open(one.id)
    for name in (*[TicketClass.PRIORITY] * 2, *[TicketClass.ORDINARY] * 4):
        small.take(IDENTITY, name)
    for _ in range(2):
        small.hall.counters[one.id].before_last_class = 0
        small.call(one.id)
        small.do(MarkNoShow(one.id, "lan"))
    return small


@pytest.mark.parametrize("rule", [Order.STRICT, Order.CALL_BY])
def test_who_was_put_back_among_the_last_class_takes_turns_like_the_others(rule: Order) -> None:
    small = put_back_hall(rule)
    waiting = small.in_state(TicketState.WAITING)
    told = {t.number: ahead(small.hall, place_of(t)).people for t in waiting}
    assert told == {t.number: played_on(small.hall, t) for t in waiting}
    assert rule is Order.CALL_BY or sorted(told.values()) == list(range(len(waiting)))


def test_no_turn_comes_next_where_somebody_waits_whom_the_counter_prefers() -> None:
    rules = CounterRules(prefers=Preference(services=(PERMITS,)))
    one = replace(PLAN.counters[0], services=(IDENTITY, PERMITS), second_services=(), rules=rules)
    small = SmallHall(replace(PLAN, counters=(one,), order=CallOrder(last_class_after=1)))
    small.open(one.id)
    small.hall.counters[one.id].before_last_class = 1
    small.at("09:10").take(IDENTITY)
    ticket = small.hall.tickets[small.at("09:20").take(IDENTITY, TicketClass.PRIORITY)]
    assert ahead(small.hall, place_of(ticket)).people == played_on(small.hall, ticket) == 1, "a turn is due"
    small.at("09:30").take(PERMITS)
    assert ahead(small.hall, place_of(ticket)).people == played_on(small.hall, ticket) == 1, "the preferred one is next"
