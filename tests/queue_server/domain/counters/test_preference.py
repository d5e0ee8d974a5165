"""Counters that prefer some: whom they call, and what is said to whoever was overtaken there."""

import pytest

from config.rules.counters import CounterRules
from config.rules.preference import Preference
from config.vocabulary import TicketClass
from queue_server.domain.calling.reason import CallRule
from queue_server.domain.sentences.preference import preferred
from queue_server.domain.sentences.why_not import why_not
from tests.queue_server.domain.counters.walk_preference import BY_SERVICE, preferring
from tests.queue_server.domain.examples import BOTH, IDENTITY, ONE, PERMITS, PLAN, SmallHall
from tests.queue_server.domain.order.walk_order import STRICT_PLAN

PRIORITY, ORDINARY = TicketClass.PRIORITY, TicketClass.ORDINARY


def test_others_are_called_only_while_none_of_those_waits() -> None:
    small = SmallHall(preferring(PLAN))
    small.at("09:00").take()
    small.at("11:00").take(IDENTITY, PRIORITY)
    small.take(PERMITS, PRIORITY)
    small.open(ONE)
    assert [small.call_and_finish(ONE) for _ in range(3)] == ["A002", "B7", "A001"]


def test_a_call_that_passes_nobody_names_the_ordinary_rule() -> None:
    small = SmallHall(preferring(PLAN))
    small.take(IDENTITY, PRIORITY)
    small.at("09:30").take(PERMITS)
    small.open(ONE)
    reason = small.call(ONE).reason
    assert (reason.rule, reason.prefers) == (CallRule.EARLIEST, None)


def test_other_counters_keep_the_order() -> None:
    small = SmallHall(preferring(PLAN, (CounterRules(), CounterRules(), BY_SERVICE)))
    small.take()
    small.at("09:30").take(PERMITS)
    small.open(ONE)
    small.open(BOTH)
    assert [small.call_and_finish(BOTH), small.call_and_finish(ONE)] == ["B7", "A001"]


def test_the_preference_goes_before_a_turn_of_the_last_class() -> None:
    small = SmallHall(preferring(STRICT_PLAN, (CounterRules(prefers=Preference((PRIORITY,))),) * 3))
    small.take()
    for _ in range(4):
        small.take(IDENTITY, PRIORITY)
    small.open(ONE)
    assert [small.call_and_finish(ONE) for _ in range(5)] == ["A002", "A003", "A004", "A005", "A001"]


def test_who_was_overtaken_is_told_by_which_rule() -> None:
    small = SmallHall(preferring(PLAN))
    ticket = small.hall.tickets[small.at("09:00").take()]
    small.at("11:00").take(IDENTITY, PRIORITY)
    small.open(ONE)
    said = why_not(small.hall, ticket)
    assert said.zh.endswith("；前面还有1张号票，1号窗口先叫优先号和预约号，因此A002先于它。")
    assert said.en.endswith(
        "; 1 to be called before it: Counter 1 calls priority and booked tickets first, so A002 goes before it."
    )


@pytest.mark.parametrize(
    ("prefers", "zh", "en"),
    [
        (Preference((PRIORITY,)), "优先号", "priority tickets"),
        (Preference(services=(IDENTITY,)), "身份证的号票", "tickets for Identity cards"),
        (Preference((ORDINARY,), (PERMITS,)), "许可的普通号", "ordinary tickets for Permits"),
    ],
)
def test_whom_a_counter_prefers_in_words(prefers: Preference, zh: str, en: str) -> None:
    said = preferred(PLAN, prefers)
    assert (said.zh, said.en) == (zh, en)
