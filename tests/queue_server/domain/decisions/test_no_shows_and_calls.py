"""Who did not come: the place of a ticket that is put back; and how often and how soon one may be called again."""

from dataclasses import replace
from datetime import timedelta

import pytest

from config.vocabulary import RefusalCode, TicketId, TicketState
from queue_server.domain.commands import (
    CallAgain,
    FinishService,
    HoldTicket,
    MarkNoShow,
    ResumeTicket,
    TransferTicket,
)
from queue_server.domain.facts import TicketCalledAgain, TicketNotShown, TicketPutBack
from queue_server.domain.refusals import Refusal
from tests.queue_server.domain.examples import BOTH, IDENTITY, NINE, ONE, PERMITS, PLAN, SmallHall
from tests.queue_server.domain.snapshot import row

BY = "lan"


def a_queue(waiting: int, behind: int = 3) -> SmallHall:
    """The first was called to counter one; so many more wait, one a minute."""
    small = SmallHall(replace(PLAN, no_show_returns_behind=behind))
    for minute in range(waiting + 1):
        small.at(f"09:{minute:02d}").take()
    small.open(ONE)
    small.call(ONE)
    return small


def numbers(small: SmallHall) -> list[str]:
    """Who waits for identity cards, next first."""
    return [small.hall.tickets[ticket].number for ticket in row(small.hall, IDENTITY)]


@pytest.mark.parametrize(
    ("waiting", "behind", "order"),
    [
        (5, 3, ["A002", "A003", "A004", "A001", "A005", "A006"]),
        (4, 3, ["A002", "A003", "A004", "A001", "A005"]),
        (3, 3, ["A002", "A003", "A004", "A001"]),
        (2, 3, ["A002", "A003", "A001"]),
        (1, 3, ["A002", "A001"]),
        (0, 3, ["A001"]),
        (3, 1, ["A002", "A001", "A003", "A004"]),
    ],
)
def test_the_first_time_it_waits_behind_the_next_few(waiting: int, behind: int, order: list[str]) -> None:
    small = a_queue(waiting, behind)
    (fact,) = small.do(MarkNoShow(ONE, BY))
    assert isinstance(fact, TicketPutBack)
    assert numbers(small) == order
    assert small.hall.counters[ONE].ticket is None
    called = []
    for _ in order:
        called.append(small.hall.tickets[small.call(ONE).ticket].number)
        small.do(FinishService(ONE, BY))
    assert called == order


@pytest.mark.parametrize("behind", [1, 3])
def test_the_second_time_it_ends(behind: int) -> None:
    small = a_queue(0, behind)
    small.do(MarkNoShow(ONE, BY))
    small.call(ONE)
    (fact,) = small.do(MarkNoShow(ONE, BY))
    assert isinstance(fact, TicketNotShown)
    assert small.in_state(TicketState.NO_SHOW)
    assert (small.hall.figures.no_show, small.hall.waiting.total) == (1, 0)


def test_where_nobody_returns_the_first_time_is_the_last() -> None:
    small = a_queue(5, behind=0)
    (fact,) = small.do(MarkNoShow(ONE, BY))
    assert isinstance(fact, TicketNotShown)
    assert numbers(small) == ["A002", "A003", "A004", "A005", "A006"]


def test_only_its_own_service_counts_for_the_place() -> None:
    small = a_queue(1)
    for _ in range(3):
        small.take(PERMITS)
    small.do(MarkNoShow(ONE, BY))
    assert numbers(small) == ["A002", "A001"]
    assert small.hall.tickets[TicketId("20261120-A001")].counted_from == NINE + timedelta(minutes=1)


def test_after_hold_or_transfer_it_is_still_put_back_but_once() -> None:
    small = a_queue(0)
    ticket = small.hall.counters[ONE].ticket
    assert ticket is not None
    small.do(HoldTicket(ONE, BY), ResumeTicket(ONE, BY, ticket), MarkNoShow(ONE, BY))
    small.call(ONE)
    small.do(TransferTicket(ONE, BY, PERMITS))
    small.call(ONE)
    (fact,) = small.do(MarkNoShow(ONE, BY))
    assert isinstance(fact, TicketNotShown)


def test_who_is_put_back_keeps_number_class_and_time_of_taking() -> None:
    small = a_queue(3)
    (before,) = (replace(ticket) for ticket in small.in_state(TicketState.CALLED))
    small.do(MarkNoShow(ONE, BY))
    after = small.hall.tickets[before.id]
    kept = [(t.number, t.service, t.ticket_class, t.taken_at, t.first_called_at) for t in (before, after)]
    assert kept[0] == kept[1]
    assert (after.counter, after.reason, after.called_at, after.times_called) == (None, None, None, 0)


@pytest.mark.parametrize(("calls_max", "again"), [(1, 0), (2, 1), (3, 2)])
def test_a_call_is_made_so_often_in_all(calls_max: int, again: int) -> None:
    small = SmallHall(replace(PLAN, calls_max=calls_max))
    small.take()
    small.open(ONE)
    small.call(ONE)
    for _ in range(again):
        small.do(CallAgain(ONE, BY))
    assert small.ask(CallAgain(ONE, BY)) == Refusal(RefusalCode.CALLED_TOO_OFTEN)
    small.do(MarkNoShow(ONE, BY))
    small.call(ONE)
    for _ in range(again):
        small.do(CallAgain(ONE, BY))
    assert small.ask(CallAgain(ONE, BY)) == Refusal(RefusalCode.CALLED_TOO_OFTEN)


def test_without_a_limit_there_is_no_end_of_calling() -> None:
    small = a_queue(0)
    for _ in range(50):
        small.do(CallAgain(ONE, BY))
    assert small.in_state(TicketState.CALLED)[0].times_called == 51


def test_the_pause_is_counted_from_the_newest_call() -> None:
    small = SmallHall(replace(PLAN, call_pause_s=10))
    small.take()
    small.open(BOTH)
    small.call(BOTH)
    for _ in range(2):
        small.now += timedelta(seconds=10, microseconds=-1)
        assert small.ask(CallAgain(BOTH, BY)) == Refusal(RefusalCode.CALLED_JUST_NOW)
        small.now += timedelta(microseconds=1)
        (fact,) = small.do(CallAgain(BOTH, BY))
        assert isinstance(fact, TicketCalledAgain)
