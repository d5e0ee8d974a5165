"""A window with two clerks at once: each post is a counter of its own, and one stands in for the other."""

from dataclasses import replace

from config.rules.posts import Post
from config.vocabulary import CounterState, RefusalCode, TicketClass
from queue_server.domain.commands import (
    AdoptPlan,
    CallNext,
    CloseCounter,
    FinishService,
    HoldTicket,
    OpenCounter,
    PauseCounter,
    ResumeTicket,
    TakeTicket,
)
from queue_server.domain.facts import CounterOpened, TicketCalled
from queue_server.domain.refusals import Refusal
from queue_server.domain.sentences.why import why
from queue_server.domain.sentences.why_not import why_not
from tests.queue_server.domain.counters.walk_posts import AB, ONE_WAY
from tests.queue_server.domain.examples import IDENTITY, ONE, PERMITS, TWO, SmallHall
from tests.queue_server.domain.test_estimate import queue_state


def test_two_clerks_serve_at_one_window_at_the_same_time() -> None:
    small = SmallHall(ONE_WAY)
    assert small.do(OpenCounter(ONE, "lan")) == (CounterOpened(ONE, "lan", "A"),)
    assert small.do(OpenCounter(TWO, "mei")) == (CounterOpened(TWO, "mei", "B"),)
    first, second = small.take(IDENTITY), small.take(PERMITS)
    assert (small.call(ONE).ticket, small.call(TWO).ticket) == (first, second)
    small.do(PauseCounter(ONE, "lan", "tea"))
    assert small.hall.counters[TWO].state is CounterState.OPEN
    assert small.ask(OpenCounter(ONE, "mei")) == Refusal(RefusalCode.CLERK_ELSEWHERE)


def test_one_post_does_the_services_of_the_other_while_it_is_away() -> None:
    small = SmallHall(ONE_WAY)
    small.open(ONE)
    small.open(TWO)
    ticket = small.take(IDENTITY)
    assert small.ask(CallNext(TWO, "mei")) == Refusal(RefusalCode.NOBODY_WAITING)
    small.do(PauseCounter(ONE, "lan", "tea"))
    assert queue_state(small.hall, IDENTITY, TicketClass.ORDINARY, small.now).open_counters == 1
    assert small.call(TWO).reason.stands_in_for == ONE
    small.open(ONE)
    small.do(HoldTicket(TWO, "mei"))
    assert small.ask(ResumeTicket(TWO, "mei", ticket)) == Refusal(RefusalCode.NOT_THIS_COUNTERS_SERVICE)
    small.do(ResumeTicket(ONE, "lan", ticket), FinishService(ONE, "lan"))


def test_the_services_of_both_stand_in_one_order_meanwhile() -> None:
    small = SmallHall(ONE_WAY)
    small.at("09:05").take(PERMITS)
    small.at("09:06").take(IDENTITY)
    small.at("09:07").take(PERMITS)
    small.open(TWO)
    assert [small.call_and_finish(TWO) for _ in range(3)] == ["B7", "A001", "B8"]


def test_the_sentences_say_who_stands_in() -> None:
    small = SmallHall(ONE_WAY)
    ticket = small.hall.tickets[small.take(IDENTITY)]
    small.open(TWO)
    said = why_not(small.hall, ticket)
    assert said.zh.endswith("；由2号窗口代办，下一个就叫它。")
    assert said.en.endswith("; Counter 2 stands in: it is the next to be called.")
    small.call(TWO)
    said = why(small.hall, ticket)
    assert "；1号窗口无人，由本岗代办，" in said.zh
    assert "; this post stands in for Counter 1, no other queue was waiting" in said.en


def test_it_stands_in_one_way_where_the_plan_says_so() -> None:
    small = SmallHall(AB)
    small.open(ONE)
    ticket = small.take(PERMITS)
    assert small.hall.tickets[ticket].counter is None
    small.do(CloseCounter(ONE, "lan"))
    assert TicketCalled in [type(fact) for fact in small.do(OpenCounter(TWO, "mei"))]


def test_an_idle_post_that_calls_by_itself_calls_for_who_leaves() -> None:
    small = SmallHall(AB)
    small.open(ONE)
    small.open(TWO)
    small.do(*[TakeTicket("kiosk-1", IDENTITY)] * 2)
    small.do(PauseCounter(ONE, "lan", "tea"))
    assert [ticket.counter for ticket in small.hall.tickets.values()] == [ONE, TWO]


def test_a_post_that_leaves_the_plan_stands_in_for_nobody() -> None:
    small = SmallHall(ONE_WAY)
    small.open(TWO)
    small.take(IDENTITY)
    small.take(PERMITS)
    small.call(TWO)
    others = (replace(ONE_WAY.counters[0], post=Post("w", "A")), ONE_WAY.counters[2])
    without_b = replace(ONE_WAY, counters=others)
    small.do(AdoptPlan(without_b, "chief"), FinishService(TWO, "mei"))
    assert small.ask(CallNext(TWO, "mei")) == Refusal(RefusalCode.COUNTER_LEAVING)
