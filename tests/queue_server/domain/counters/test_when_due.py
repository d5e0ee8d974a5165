"""Tide counters and flexible counters: when they may open, what a hall lead is told, and what a lead may decide."""

from dataclasses import replace
from datetime import datetime, time, timedelta

import pytest

from config.rules.counters import CounterRules, Crowd, Tide
from config.rules.opening import Opening, Span
from config.vocabulary import CounterAdvice, RefusalCode, TicketClass
from queue_server.desk.wall import wall
from queue_server.domain.commands import (
    BeginDay,
    CloseCounter,
    EndWaiting,
    FinishService,
    MarkNoShow,
    OpenCounter,
    PauseCounter,
)
from queue_server.domain.decisions.due import advice
from queue_server.domain.facts import CounterOpened
from queue_server.domain.refusals import Refusal
from tests.queue_server.domain.counters.walk_counters import BY_TIDE
from tests.queue_server.domain.examples import BOTH, DAY, IDENTITY, NINE, ONE, PERMITS, PLAN, TWO, SmallHall

MORNING = Tide(months=(7, 8, 9), weekdays=(0,), hours=(Span(time(9), time(11, 30)),))


@pytest.mark.parametrize(
    ("moment", "holds"),
    [
        ("2026-07-06T09:00", True),
        ("2026-09-28T11:29", True),
        ("2026-07-06T11:30", False),
        ("2026-07-07T09:00", False),
        ("2026-10-05T09:00", False),
    ],
)
def test_a_tide_is_months_weekdays_and_hours(moment: str, holds: bool) -> None:
    assert MORNING.holds(datetime.fromisoformat(moment)) is holds
    assert Tide(months=(7, 9)).holds(datetime.fromisoformat("2026-09-30T23:59"))


def test_a_tide_counter_opens_in_hall_time_only() -> None:
    assert SmallHall(BY_TIDE).at("10:00").ask(OpenCounter(ONE, "lan")) == Refusal(RefusalCode.OUTSIDE_TIDE)
    small = SmallHall(BY_TIDE)
    small.at("09:59").do(OpenCounter(ONE, "lan"), PauseCounter(ONE, "lan", "tea"))
    assert advice(small.hall, BY_TIDE.counters[0], small.now) is None
    small.at("10:30").do(OpenCounter(ONE, "lan"))
    assert advice(small.hall, BY_TIDE.counters[0], small.now) is CounterAdvice.MAY_CLOSE


def test_a_leads_decision_is_recorded() -> None:
    small = SmallHall(BY_TIDE).at("11:00")
    opened = small.do(OpenCounter(ONE, "chief", override=True))
    assert opened == (CounterOpened(ONE, "chief", override=RefusalCode.OUTSIDE_TIDE),)
    assert small.do(OpenCounter(BOTH, "mei", override=True)) == (CounterOpened(BOTH, "mei"),)


def test_a_flexible_counter_opens_for_a_crowd() -> None:
    small = SmallHall(BY_TIDE)
    small.take(PERMITS)
    assert small.ask(OpenCounter(TWO, "jun")) == Refusal(RefusalCode.NOT_CROWDED)
    assert advice(small.hall, BY_TIDE.counters[1], small.now) is None
    small.take(PERMITS)
    assert advice(small.hall, BY_TIDE.counters[1], small.now) is CounterAdvice.OPEN_NOW
    small.do(OpenCounter(TWO, "jun"))
    small.call(TWO)
    assert advice(small.hall, BY_TIDE.counters[1], small.now) is CounterAdvice.MAY_CLOSE


def test_a_flexible_counter_opens_for_somebody_who_waits_long() -> None:
    long = CounterRules(crowd=Crowd(longest_wait_min=20))
    small = SmallHall(replace(PLAN, counters=tuple(replace(counter, rules=long) for counter in PLAN.counters)))
    small.take(PERMITS)
    assert small.at("09:19").ask(OpenCounter(TWO, "jun")) == Refusal(RefusalCode.NOT_CROWDED)
    small.at("09:20").do(OpenCounter(TWO, "jun"))


LONG = replace(
    PLAN,
    counters=tuple(replace(counter, rules=CounterRules(crowd=Crowd(longest_wait_min=30))) for counter in PLAN.counters),
)


def test_whoever_waits_longest_counts_although_another_stands_first() -> None:
    small = SmallHall(LONG)
    small.take()
    small.at("09:28").take(IDENTITY, TicketClass.PRIORITY)
    assert small.at("09:29").ask(OpenCounter(ONE, "jun")) == Refusal(RefusalCode.NOT_CROWDED)
    small.at("09:30").do(OpenCounter(ONE, "jun"))
    assert small.hall.tickets[small.call(ONE).ticket].ticket_class is TicketClass.PRIORITY
    assert wall(small.hall, small.now).busiest[0].longest_wait_since == NINE
    small.at("09:31").do(CloseCounter(ONE, "jun", after_current=True), MarkNoShow(ONE, "jun"))
    small.do(OpenCounter(ONE, "jun"))
    small.do(FinishService(ONE, small.call(ONE).by))
    assert wall(small.hall, small.now).busiest[0].longest_wait_since == NINE + timedelta(minutes=28)


def test_who_is_booked_waits_from_the_slot() -> None:
    small = SmallHall(LONG)
    small.take(IDENTITY, TicketClass.BOOKED, NINE + timedelta(hours=2))
    assert small.at("10:59").ask(OpenCounter(ONE, "jun")) == Refusal(RefusalCode.NOT_CROWDED)
    assert wall(small.hall, small.now).longest_wait_s == 0
    assert small.at("11:29").ask(OpenCounter(ONE, "jun")) == Refusal(RefusalCode.NOT_CROWDED)
    small.at("11:40").do(OpenCounter(ONE, "jun"))
    small.call(ONE)
    assert small.hall.figures.wait_longest == timedelta(minutes=40)


def test_the_night_is_not_waited_for() -> None:
    week = tuple((Span(time(9), time(17)),) for _ in range(7))
    small = SmallHall(replace(LONG, carry_over=True, opening=Opening(week)))
    small.at("16:50").take()
    small.at("17:00").do(EndWaiting("chief"))
    small.at("33:00").do(BeginDay(DAY + timedelta(days=1)))
    assert small.at("33:19").ask(OpenCounter(ONE, "jun")) == Refusal(RefusalCode.NOT_CROWDED)
    assert wall(small.hall, small.now).longest_wait_s == 29 * 60
    small.at("33:20").do(OpenCounter(ONE, "jun"))


def test_other_counters_get_no_advice() -> None:
    assert advice(SmallHall().hall, PLAN.counters[0], SmallHall().now) is None
