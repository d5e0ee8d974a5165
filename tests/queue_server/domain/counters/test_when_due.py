"""Tide counters and flexible counters: when they may open, what a hall lead is told, and what a lead may decide."""

from dataclasses import replace
from datetime import datetime, time

import pytest

from config.rules.counters import CounterRules, Crowd, Tide
from config.rules.opening import Span
from config.vocabulary import CounterAdvice, RefusalCode
from queue_server.domain.commands import OpenCounter, PauseCounter
from queue_server.domain.decisions.due import advice
from queue_server.domain.facts import CounterOpened
from queue_server.domain.refusals import Refusal
from tests.queue_server.domain.counters.walk_counters import BY_TIDE
from tests.queue_server.domain.examples import BOTH, ONE, PERMITS, PLAN, TWO, SmallHall

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


def test_other_counters_get_no_advice() -> None:
    assert advice(SmallHall().hall, PLAN.counters[0], SmallHall().now) is None
