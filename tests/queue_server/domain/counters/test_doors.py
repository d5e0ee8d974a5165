"""Counters open, rest and close; clerks take posts and move."""

from dataclasses import replace

import pytest

from config.plan import Plan
from config.vocabulary import CounterState, RefusalCode
from queue_server.domain.commands import (
    CallNext,
    CloseCounter,
    Command,
    FinishService,
    HoldTicket,
    MarkNoShow,
    OpenCounter,
    PauseCounter,
    TransferTicket,
)
from queue_server.domain.facts import CounterClosed, CounterClosing, CounterOpened
from queue_server.domain.refusals import Refusal
from tests.queue_server.domain.examples import BOTH, ONE, PERMITS, PLAN, SmallHall

WITH_POSTS: Plan = replace(PLAN, counters=tuple(replace(counter, posts=("A", "B")) for counter in PLAN.counters))


def at_work(plan: Plan = PLAN) -> SmallHall:
    """Lan has a ticket at counter one."""
    small = SmallHall(plan)
    small.open(ONE, "lan")
    small.take()
    small.call(ONE)
    return small


@pytest.mark.parametrize(
    "last",
    [FinishService(ONE, "lan"), HoldTicket(ONE, "lan"), MarkNoShow(ONE, "lan"), TransferTicket(ONE, "lan", PERMITS)],
    ids=lambda command: type(command).__name__,
)
def test_a_counter_closes_behind_its_last_ticket(last: Command) -> None:
    small = at_work()
    small.take()
    assert small.ask(CloseCounter(ONE, "lan")) == Refusal(RefusalCode.COUNTER_BUSY)
    assert small.do(CloseCounter(ONE, "lan", after_current=True)) == (CounterClosing(ONE, "lan"),)
    assert small.ask(CloseCounter(ONE, "lan", after_current=True)) == Refusal(RefusalCode.COUNTER_CLOSING)
    assert CounterClosed(ONE, "lan") in small.do(last)
    assert small.hall.counters[ONE].state is CounterState.CLOSED
    assert small.ask(CallNext(ONE, "lan")) == Refusal(RefusalCode.COUNTER_NOT_OPEN)


@pytest.mark.parametrize("after_all", [OpenCounter(ONE, "lan"), PauseCounter(ONE, "lan", "tea")])
def test_a_clerk_may_stay_after_all(after_all: Command) -> None:
    small = at_work(WITH_POSTS)
    small.do(CloseCounter(ONE, "lan", after_current=True), after_all, FinishService(ONE, "lan"))
    assert small.hall.counters[ONE].state is not CounterState.CLOSED


def test_an_empty_counter_closes_at_once() -> None:
    small = SmallHall()
    small.open(ONE, "lan")
    assert small.do(CloseCounter(ONE, "lan", after_current=True)) == (CounterClosed(ONE, "lan"),)


def test_a_clerk_moves_in_one_go() -> None:
    small = SmallHall()
    small.open(ONE, "lan")
    assert small.ask(OpenCounter(BOTH, "lan")) == Refusal(RefusalCode.CLERK_ELSEWHERE)
    moved = small.do(OpenCounter(BOTH, "lan", move=True))
    assert moved == (CounterClosed(ONE, "lan"), CounterOpened(BOTH, "lan"))


def test_a_clerk_with_a_ticket_stays() -> None:
    small = at_work()
    assert small.ask(OpenCounter(BOTH, "lan", move=True)) == Refusal(RefusalCode.CLERK_BUSY_ELSEWHERE)


def test_the_post_is_kept_over_a_pause() -> None:
    small = SmallHall(WITH_POSTS)
    assert small.ask(OpenCounter(ONE, "lan", "C")) == Refusal(RefusalCode.UNKNOWN_POST)
    small.do(OpenCounter(ONE, "lan", "B"), PauseCounter(ONE, "lan", "tea"), OpenCounter(ONE, "lan"))
    assert small.hall.counters[ONE].post == "B"
    small.do(CloseCounter(ONE, "lan"))
    assert small.hall.counters[ONE].post is None
