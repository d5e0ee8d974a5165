"""What whoever was passed is told: while they wait, by each rule; and later, about calls that are over."""

from dataclasses import replace
from typing import Final

import pytest

from config.plan import Plan, Text
from config.rules.order import CallOrder, Order
from config.vocabulary import ServiceId, TicketClass, TicketId
from queue_server.domain.commands import (
    AddService,
    FinishService,
    HoldTicket,
    MarkNoShow,
    ResumeTicket,
    StartService,
)
from queue_server.domain.sentences.history import earlier_calls, overtaken
from queue_server.domain.sentences.why import why
from queue_server.domain.sentences.why_not import why_not
from tests.queue_server.domain.examples import BOTH, IDENTITY, ONE, PERMITS, PLAN, TWO, SmallHall

ORDINARY, PRIORITY = TicketClass.ORDINARY, TicketClass.PRIORITY
STRICT: Final = replace(PLAN, order=CallOrder(Order.STRICT))


def asks(small: SmallHall, ticket: TicketId) -> tuple[str, str]:
    """Where a ticket stands, in both languages."""
    said = why_not(small.hall, small.hall.tickets[ticket])
    return said.zh, said.en


@pytest.mark.parametrize("plan", [PLAN, STRICT, replace(PLAN, own_first_min=1)])
def test_own_services_go_first(plan: Plan) -> None:
    small = SmallHall(replace(plan, counters=PLAN.counters[:1]))
    small.open(ONE)
    passed = small.at("09:00").take(PERMITS)
    small.at("09:00" if plan.own_first_min == 1 else "09:05").take(IDENTITY)
    minutes = plan.own_first_min
    assert asks(small, passed) == (
        "B7 是09:00取的普通号；前面还有1张号票，A001办的是1号窗口主办业务，"
        f"先于协办业务B7（B7早到不超过{minutes}分钟）。",
        "B7 is an ordinary ticket taken at 09:00; 1 to be called before it: the service of A001 is Counter 1's own "
        f"and goes before B7 of a second service, which came at most {minutes} minute{'s' * (minutes > 1)} earlier.",
    )


@pytest.mark.parametrize(
    ("after", "zh", "en"), [(1, "叫1", "one other ticket"), (2, "连续叫2", "2 other tickets in a row")]
)
@pytest.mark.parametrize("order", [Order.STRICT, Order.CALL_BY])
def test_turns_of_the_last_class(order: Order, after: int, zh: str, en: str) -> None:
    small = SmallHall(replace(PLAN, order=CallOrder(order, last_class_after=after)))
    small.open(ONE)
    for _ in range(after):
        small.at("09:00").take(IDENTITY, PRIORITY)
        small.call_and_finish(ONE)
    turn = small.at("09:05").take(IDENTITY)
    passed = small.at("09:06").take(IDENTITY, PRIORITY)
    number = small.hall.tickets[turn].number
    rule_zh, rule_en = f"{zh}张其他号票后即叫一张普通号，因此", f"after {en} Counter 1 calls an ordinary ticket, so "
    said = asks(small, passed)
    assert said[0].endswith(f"；前面还有1张号票，1号窗口{rule_zh}{number}先于它。")
    assert said[1].endswith(f"; 1 to be called before it: {rule_en}{number} goes before it.")
    small.call(ONE)
    called = why(small.hall, small.hall.tickets[turn])
    assert called.zh.endswith(f"；本窗口{rule_zh}轮到它。")
    assert called.en.endswith(f"; {rule_en.replace('Counter 1', 'this counter')}it is its turn.")


def test_within_a_minute_it_is_said_who_is_ahead() -> None:
    small = SmallHall()
    small.open(ONE)
    small.at("09:00").take()
    second, third = small.take(), small.take()
    assert asks(small, second) == (
        "A002 是09:00取的普通号；A001（视为09:00到达，同一分钟内在前）在它前面。",
        "A002 is an ordinary ticket taken at 09:00; "
        "A001, counted as arrived at 09:00 and ahead within that minute, goes first.",
    )
    zh, en = asks(small, third)
    assert zh.endswith("前面还有2张号票，最前的是视为09:00到达的A001（同一分钟内在前）。")
    assert en.endswith(
        "2 tickets go first, the first of them A001, counted as arrived at 09:00 and ahead within that minute."
    )


def test_who_was_called_back_from_hold_is_said_to_be() -> None:
    small = SmallHall()
    small.open(ONE)
    waits = small.at("09:05").take(PERMITS)
    held = small.hall.tickets[small.at("09:10").take()]
    small.call(ONE)
    small.do(StartService(ONE, "lan"), HoldTicket(ONE, "lan", "a copy"))
    small.at("09:30").do(ResumeTicket(ONE, "lan", held.id))
    said = why(small.hall, held)
    assert said.zh == "A001 是09:10取的普通号；此前已叫过号、后来挂起，09:30直接叫回。"
    assert said.en == (
        "A001 is an ordinary ticket taken at 09:10; "
        "it had been called before and was on hold, and was called back at 09:30."
    )
    assert earlier_calls(small.hall, held).en.startswith(" It was called to Counter 1 at 09:10: it is an ordinary ")
    assert overtaken(small.hall, small.hall.tickets[waits]).en == (
        " At 09:30 A001, which came later, was called first, to Counter 1: it is an ordinary ticket taken at 09:10; "
        "it had been called before and was on hold, and was called back at 09:30."
    )


@pytest.mark.parametrize(
    ("service", "zh", "en"),
    [
        (IDENTITY, "当时本窗口只有这一队有人等候，它排在最前", "no other queue was waiting for this counter, and"),
        (PERMITS, "早于视为09:00到达的A001", "earlier than A001, counted as arrived at 09:00."),
    ],
)
def test_a_call_is_explained_when_it_is_over(service: ServiceId, zh: str, en: str) -> None:
    small = SmallHall()
    small.open(BOTH)
    passed = small.at("09:00").take()
    other = small.at("09:20").take(service, PRIORITY)
    number = small.call_and_finish(BOTH)
    small.at("09:40").call_and_finish(BOTH)
    stood = "它是09:20取的优先号，视为08:20到达；", "is a priority ticket taken at 09:20, counted as arrived at 08:20; "
    said = asks(small, other)
    assert said[0] == f"{number} 已经办结；{stood[0]}{zh}。"
    assert said[1].startswith(f"{number} was served; it {stood[1]}{en}")
    told = overtaken(small.hall, small.hall.tickets[passed])
    assert told.zh == f"09:20后到的{number}先叫到3号窗口：{stood[0]}早于视为09:00到达的A001。"
    assert told.en == (
        f" At 09:20 {number}, which came later, was called first, to Counter 3: it {stood[1]}"
        "earlier than A001, counted as arrived at 09:00."
    )


def test_who_was_passed_behind_another_is_told_about_both_of_them() -> None:
    small = SmallHall(replace(PLAN, counters=PLAN.counters[:1]))
    small.open(ONE)
    small.at("09:00").take(PERMITS)
    passed = small.at("09:01").take(PERMITS)
    small.at("09:05").take(IDENTITY)
    small.call(ONE)
    assert "goes before B8 of a second service" in overtaken(small.hall, small.hall.tickets[passed]).en


def test_each_step_of_a_ticket_stays_explained() -> None:
    small = SmallHall()
    small.open(ONE)
    small.open(TWO)
    passed, other = small.at("09:00").take(), small.at("09:20").take(IDENTITY, PRIORITY)
    small.do(AddService(other, "lan", PERMITS))
    small.call(ONE)
    small.do(StartService(ONE, "lan"))
    small.at("09:30").do(FinishService(ONE, "lan"))
    small.at("09:31").call(TWO)
    ticket = small.hall.tickets[other]
    assert "（第2项，共2项，先后次序不变）" in why(small.hall, ticket).zh
    assert earlier_calls(small.hall, ticket).zh == (
        "已于09:20叫到1号窗口：它是09:20取的优先号，视为08:20到达；当时本窗口只有这一队有人等候，它排在最前。"
    )
    assert overtaken(small.hall, small.hall.tickets[passed]).en.endswith(
        "earlier than A001, counted as arrived at 09:00."
    )


def test_nobody_is_told_of_calls_that_passed_nobody() -> None:
    small = SmallHall()
    small.open(ONE)
    first = small.at("09:00").take()
    second = small.at("09:05").take()
    small.call(ONE)
    small.at("09:06").do(MarkNoShow(ONE, "lan"))
    small.at("09:10").call(ONE)
    for ticket in (first, second):
        assert overtaken(small.hall, small.hall.tickets[ticket]) == Text("", "")
    assert earlier_calls(small.hall, small.hall.tickets[second]) == Text("", "")
