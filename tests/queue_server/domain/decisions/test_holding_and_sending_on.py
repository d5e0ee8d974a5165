"""What is kept when a ticket is held, sent on, cancelled or ended at closing; and how it is counted."""

from dataclasses import replace
from datetime import timedelta

import pytest

from config.vocabulary import ServiceOutcome, TicketClass, TicketId, TicketState
from queue_server.domain.commands import (
    AdoptPlan,
    BeginDay,
    CancelTicket,
    CloseCounter,
    EndWaiting,
    FinishService,
    HoldTicket,
    MarkNoShow,
    ResumeTicket,
    StartService,
    TransferTicket,
)
from queue_server.domain.facts import (
    EndReason,
    ServiceStarted,
    TicketCancelled,
    TicketEnded,
    TicketHeld,
    TicketResumed,
    TicketServed,
    TicketTransferred,
)
from tests.queue_server.domain.examples import BOTH, DAY, IDENTITY, ONE, PERMITS, PLAN, TWO, SmallHall
from tests.queue_server.domain.snapshot import row
from tests.queue_server.domain.test_dispatch import clock

BY = "lan"
FIRST = TicketId("20261120-A001")
PLAN_WITHOUT_ONE = replace(PLAN, counters=PLAN.counters[1:])


def called() -> SmallHall:
    """A001 of nine o'clock was called to counter one at five past."""
    small = SmallHall()
    small.take()
    small.open(ONE)
    small.open(BOTH)
    small.at("09:05").call(ONE)
    return small


def test_a_held_ticket_leaves_its_counter_free_and_comes_back_to_any_that_can() -> None:
    small = called()
    small.at("09:06").do(StartService(ONE, BY))
    assert small.at("09:07").do(HoldTicket(ONE, BY, "a copy")) == (TicketHeld(FIRST, ONE, BY, "a copy"),)
    assert (list(small.hall.held), small.hall.counters[ONE].ticket, small.hall.waiting.total) == ([FIRST], None, 0)
    small.take()
    assert small.call(ONE).ticket == "20261120-A002"
    assert small.at("09:20").do(ResumeTicket(BOTH, "mei", FIRST)) == (TicketResumed(FIRST, BOTH, "mei"),)
    ticket = small.hall.tickets[FIRST]
    assert (list(small.hall.held), small.hall.counters[BOTH].ticket, ticket.counter) == ([], FIRST, BOTH)
    assert (ticket.called_at, ticket.first_called_at, ticket.times_called) == (clock("09:20"), clock("09:05"), 1)


def test_who_is_on_hold_is_listed_in_the_order_of_holding() -> None:
    small = called()
    second = small.take()
    small.call(BOTH)
    small.do(HoldTicket(BOTH, BY), HoldTicket(ONE, BY))
    assert list(small.hall.held) == [second, FIRST]


@pytest.mark.parametrize("steps", [(), (StartService(ONE, BY),)])
def test_a_ticket_that_is_sent_on_keeps_number_and_key(steps: tuple[StartService, ...]) -> None:
    small = called()
    key = small.hall.tickets[FIRST].key
    later = small.take(PERMITS)
    small.do(*steps)
    assert small.do(TransferTicket(ONE, BY, PERMITS)) == (TicketTransferred(FIRST, ONE, BY, PERMITS),)
    ticket = small.hall.tickets[FIRST]
    assert (ticket.number, ticket.key, ticket.service) == ("A001", key, PERMITS)
    assert (ticket.counter, ticket.started_at, small.hall.counters[ONE].ticket) == (None, None, None)
    assert row(small.hall, PERMITS) == [FIRST, later]
    assert row(small.hall, IDENTITY) == []
    small.open(TWO)
    assert small.call(TWO).ticket == FIRST


def test_the_number_of_a_ticket_that_was_sent_on_is_not_given_again() -> None:
    small = called()
    small.do(TransferTicket(ONE, BY, PERMITS))
    assert [small.take(), small.take(PERMITS)] == ["20261120-A002", "20261120-B7"]


def test_a_head_start_that_was_raised_lets_nobody_overtake_by_a_transfer() -> None:
    small = SmallHall(replace(PLAN, head_start_min={}))
    there = small.at("09:00").take(PERMITS, TicketClass.PRIORITY)
    small.at("09:05").do(AdoptPlan(PLAN, "chief"))
    sent = small.at("09:08").take(IDENTITY, TicketClass.PRIORITY)
    small.open(ONE)
    assert small.call(ONE).ticket == sent
    small.do(TransferTicket(ONE, BY, PERMITS))
    assert row(small.hall, PERMITS) == [there, sent]


def test_a_wait_is_counted_once_up_to_the_first_call() -> None:
    small = called()
    small.at("09:10").do(HoldTicket(ONE, BY), ResumeTicket(ONE, BY, FIRST))
    small.at("09:20").do(MarkNoShow(ONE, BY))
    small.at("09:30").call(ONE)
    small.at("09:40").do(TransferTicket(ONE, BY, PERMITS))
    small.at("09:50").call(BOTH)
    small.do(FinishService(BOTH, BY))
    figures = small.hall.figures
    assert (figures.taken, figures.called, figures.served, figures.no_show) == (1, 1, 1, 0)
    assert figures.wait_sum == figures.wait_longest == timedelta(minutes=5)
    assert list(figures.last_calls) == [FIRST]
    assert small.hall.tickets[FIRST].first_called_at == clock("09:05")


def test_the_newest_call_stands_last_whatever_kind_it_is() -> None:
    small = called()
    second = small.take()
    small.do(HoldTicket(ONE, BY))
    small.call(BOTH)
    small.do(ResumeTicket(ONE, BY, FIRST))
    assert list(small.hall.figures.last_calls) == [second, FIRST]


def test_outcome_and_items_are_kept() -> None:
    small = called()
    facts = small.do(FinishService(ONE, BY, ServiceOutcome.INCOMPLETE, (IDENTITY, PERMITS)))
    until = clock("09:05") + timedelta(seconds=PLAN.evaluation_window_s)
    items = (IDENTITY, PERMITS)
    served = TicketServed(FIRST, ONE, BY, until, ServiceOutcome.INCOMPLETE, items)
    assert facts == (ServiceStarted(FIRST, ONE, BY), served)
    assert small.hall.tickets[FIRST].outcome is ServiceOutcome.INCOMPLETE


def test_a_service_that_is_just_finished_was_done() -> None:
    small = called()
    small.do(FinishService(ONE, BY))
    assert small.hall.tickets[FIRST].outcome is ServiceOutcome.DONE


def test_cancelled_ones_are_counted_and_called_no_more() -> None:
    small = called()
    second = small.take()
    small.do(HoldTicket(ONE, BY))
    for ticket in (FIRST, second):
        assert small.do(CancelTicket(ticket, "kiosk-1")) == (TicketCancelled(ticket, "kiosk-1"),)
    figures = small.hall.figures
    assert (figures.cancelled, figures.called, figures.taken) == (2, 1, 2)
    assert (small.hall.waiting.total, list(small.hall.held)) == (0, [])


def test_at_closing_those_who_wait_or_are_held_end_and_those_at_counters_stay() -> None:
    small = called()
    waiting, held = small.take(), small.take(PERMITS, TicketClass.PRIORITY)
    assert small.call(BOTH).ticket == held
    small.do(HoldTicket(BOTH, BY))
    ended = small.at("17:00").do(EndWaiting("chief"))
    assert set(ended) == {TicketEnded(ticket, EndReason.HALL_CLOSED, "chief") for ticket in (held, waiting)}
    assert [ticket.id for ticket in small.hall.live_tickets()] == [FIRST]
    assert {small.hall.tickets[ticket].ended_at for ticket in (held, waiting)} == {clock("17:00")}
    small.do(FinishService(ONE, BY))


@pytest.mark.parametrize("command", [CancelTicket(FIRST, BY), EndWaiting("chief"), BeginDay(DAY + timedelta(days=1))])
def test_a_held_ticket_ends_also_when_its_counter_is_gone(command: CancelTicket | EndWaiting | BeginDay) -> None:
    small = called()
    small.do(HoldTicket(ONE, BY), CloseCounter(ONE, BY))
    small.do(AdoptPlan(PLAN_WITHOUT_ONE, "chief"))
    small.do(command)
    assert not small.hall.held
    assert not small.hall.live_tickets()


def test_a_held_ticket_comes_back_also_when_its_counter_is_gone() -> None:
    small = called()
    small.do(HoldTicket(ONE, BY), CloseCounter(ONE, BY))
    small.do(AdoptPlan(PLAN_WITHOUT_ONE, "chief"), ResumeTicket(BOTH, BY, FIRST), FinishService(BOTH, BY))
    assert small.in_state(TicketState.SERVED)


def test_at_equal_keys_the_list_and_the_call_of_a_counter_agree() -> None:
    small = called()
    second = small.take()
    small.do(MarkNoShow(ONE, BY))
    assert small.call(BOTH).ticket == second
    small.do(TransferTicket(BOTH, BY, PERMITS))
    assert small.call(BOTH).ticket == second
