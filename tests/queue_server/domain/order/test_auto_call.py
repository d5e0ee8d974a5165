"""Counters that call by themselves: when one becomes free, when somebody comes, and when they do not."""

from dataclasses import replace
from typing import Final

from config.vocabulary import TicketId
from queue_server.domain.commands import (
    AdoptPlan,
    CloseCounter,
    FinishService,
    HoldTicket,
    MarkNoShow,
    OpenCounter,
    PauseCounter,
    ResumeTicket,
    TakeTicket,
    TransferTicket,
)
from queue_server.domain.facts import Fact, TicketCalled
from tests.queue_server.domain.examples import BOTH, IDENTITY, ONE, PERMITS, PLAN, TWO, SmallHall

AUTO: Final = replace(PLAN, auto_call=True)
A001, A002, A003, B7 = (TicketId(f"20261120-{number}") for number in ("A001", "A002", "A003", "B7"))


def calls(facts: tuple[Fact, ...]) -> list[tuple[str, TicketId]]:
    """Counter and ticket of each call."""
    return [(fact.counter, fact.ticket) for fact in facts if isinstance(fact, TicketCalled)]


def waiting(count: int) -> SmallHall:
    """So many wait for identity cards, and no counter is open."""
    small = SmallHall(AUTO)
    for _ in range(count):
        small.take(IDENTITY)
    return small


def test_off_by_default() -> None:
    small = SmallHall()
    small.take(IDENTITY)
    assert not calls(small.do(OpenCounter(ONE, "lan")))


def test_whoever_becomes_free_calls_the_next() -> None:
    small = waiting(5)
    assert calls(small.do(OpenCounter(ONE, "lan"))) == [(ONE, A001)]
    assert calls(small.do(FinishService(ONE, "lan"))) == [(ONE, A002)]
    assert calls(small.do(HoldTicket(ONE, "lan"))) == [(ONE, A003)]
    assert len(calls(small.do(MarkNoShow(ONE, "lan")))) == 1
    assert len(calls(small.do(TransferTicket(ONE, "lan", PERMITS)))) == 1


def test_a_new_ticket_goes_to_the_counter_that_does_it_as_its_own_then_to_the_longest_idle() -> None:
    small = SmallHall(AUTO)
    for at, counter, clerk in (("09:00", ONE, "lan"), ("09:01", BOTH, "mei"), ("09:02", TWO, "jun")):
        small.at(at).do(OpenCounter(counter, clerk))
    small.at("09:05")
    assert calls(small.do(TakeTicket("kiosk-1", PERMITS))) == [(BOTH, B7)]
    assert calls(small.do(TakeTicket("kiosk-1", PERMITS)))[0][0] == TWO
    assert calls(small.do(TakeTicket("kiosk-1", PERMITS)))[0][0] == ONE
    assert not calls(small.do(TakeTicket("kiosk-1", IDENTITY)))


def test_a_ticket_that_is_sent_on_is_offered_too() -> None:
    small = waiting(1)
    small.do(OpenCounter(ONE, "lan"), OpenCounter(TWO, "jun"), TakeTicket("kiosk-1", IDENTITY))
    assert calls(small.do(TransferTicket(ONE, "lan", PERMITS))) == [(ONE, A002), (TWO, A001)]


def test_whoever_was_just_put_back_is_not_called_by_itself() -> None:
    small = waiting(1)
    small.do(OpenCounter(ONE, "lan"))
    assert not calls(small.do(MarkNoShow(ONE, "lan")))
    assert small.hall.waiting.total == 1
    assert calls(small.do(TakeTicket("kiosk-1", IDENTITY))) == [(ONE, A001)]


def test_the_next_one_is_called_past_whoever_was_just_put_back() -> None:
    small = waiting(1)
    small.at("09:01").do(OpenCounter(BOTH, "mei"))
    small.at("09:02").take(PERMITS)
    assert calls(small.do(MarkNoShow(BOTH, "mei"))) == [(BOTH, B7)], "the first of all, for this counter, is A001"
    assert calls(small.do(FinishService(BOTH, "mei"))) == [(BOTH, A001)]


def test_a_pause_stops_it_and_calls_back_from_hold() -> None:
    small = waiting(3)
    small.do(OpenCounter(ONE, "lan"), HoldTicket(ONE, "lan"), PauseCounter(ONE, "lan", "a visitor is back"))
    assert not calls(small.do(FinishService(ONE, "lan")))
    small.do(ResumeTicket(ONE, "lan", A001))
    assert not calls(small.do(FinishService(ONE, "lan")))
    assert calls(small.do(OpenCounter(ONE, "lan"))) == [(ONE, A003)]


def test_a_counter_that_is_about_to_close_calls_nobody() -> None:
    small = waiting(2)
    small.do(OpenCounter(ONE, "lan"), CloseCounter(ONE, "lan", after_current=True))
    assert not calls(small.do(FinishService(ONE, "lan")))


def test_it_begins_with_the_plan_that_says_so() -> None:
    small = SmallHall()
    for _ in range(3):
        small.take(IDENTITY)
    small.do(OpenCounter(ONE, "lan"), OpenCounter(BOTH, "mei"))
    assert calls(small.do(AdoptPlan(AUTO, "chief"))) == [(ONE, A001), (BOTH, A002)]
