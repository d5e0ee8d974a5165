"""Where a ticket stands and why, for each state that it can be in."""

from collections.abc import Callable
from dataclasses import replace
from typing import Final

import pytest

from config.vocabulary import Canceller, TicketClass, TicketId, TicketState
from queue_server.domain.commands import (
    AdoptPlan,
    CancelTicket,
    CloseCounter,
    EndWaiting,
    FinishService,
    HoldTicket,
    MarkNoShow,
    StartService,
)
from queue_server.domain.facts import EndReason, TicketEnded
from queue_server.domain.sentences.cancelling import BY
from queue_server.domain.sentences.why_not import ENDS, STATES, why_not
from queue_server.domain.ticket import LIVE
from tests.queue_server.domain.examples import IDENTITY, ONE, SmallHall

FIRST: Final = TicketId("20261120-A001")
LAST_STATES: Final = frozenset(TicketState) - LIVE


def waits(small: SmallHall) -> None:
    """Nothing happens."""


def called(small: SmallHall) -> None:
    """Called to counter 1."""
    small.call(ONE)


def one_passes(small: SmallHall) -> None:
    """A priority ticket goes first."""
    small.at("09:20").take(IDENTITY, TicketClass.PRIORITY)


def two_pass(small: SmallHall) -> None:
    """Two priority tickets go first."""
    one_passes(small)
    small.take(IDENTITY, TicketClass.PRIORITY)


def closed(small: SmallHall) -> None:
    """The only counter closes."""
    small.do(CloseCounter(ONE, "lan"))


def held(small: SmallHall) -> None:
    """Held at counter 1."""
    small.call(ONE)
    small.do(StartService(ONE, "lan"), HoldTicket(ONE, "lan"))


def served(small: SmallHall) -> None:
    """Served at counter 1."""
    small.call(ONE)
    small.do(FinishService(ONE, "lan"))


def gone(small: SmallHall) -> None:
    """Nobody came, twice."""
    for _ in range(2):
        small.call(ONE)
        small.do(MarkNoShow(ONE, "lan"))


def put_back(small: SmallHall) -> None:
    """Nobody came, once; it stands behind somebody who came later."""
    small.at("09:15").take()
    small.call(ONE)
    small.do(MarkNoShow(ONE, "lan"))


def day_over(small: SmallHall) -> None:
    """Still at the counter when the date changes."""
    small.call(ONE)
    small.hall.apply(TicketEnded(FIRST, EndReason.DAY_ENDED), small.now)


def closed_again(small: SmallHall) -> None:
    """The hall closes a second time; whoever was carried over has no third day."""
    small.hall.apply(TicketEnded(FIRST, EndReason.CARRIED_BEFORE), small.now)


def cancelled(small: SmallHall) -> None:
    """Given up."""
    small.do(CancelTicket(FIRST, "lan"))


def hall_closed(small: SmallHall) -> None:
    """The hall closes."""
    small.do(EndWaiting("chief"))


def carried_over(small: SmallHall) -> None:
    """The hall closes, and the plan says that nobody's waiting is lost."""
    small.do(AdoptPlan(replace(small.hall.adopted, carry_over=True), "chief"), EndWaiting("chief"))


SENTENCES: Final[dict[Callable[[SmallHall], None], tuple[TicketState, str, str]]] = {
    waits: (TicketState.WAITING, "是09:10取的普通号；下一个就叫它。", "it is the next to be called."),
    called: (TicketState.CALLED, "当时本窗口只有这一队有人等候，它排在最前。", "it was first in its own."),
    one_passes: (
        TicketState.WAITING,
        "A002（视为08:20到达）在它前面。",
        "A002, counted as arrived at 08:20, goes first.",
    ),
    two_pass: (
        TicketState.WAITING,
        "前面还有2张号票，最前的是视为08:20到达的A002。",
        "2 tickets go first, the first of them A002",
    ),
    closed: (TicketState.WAITING, "可办这项业务的窗口都未开放。", "no counter for this service is open."),
    held: (
        TicketState.HELD,
        "已挂起，请回到窗口；它是09:10取的普通号；当时本窗口只有这一队有人等候，它排在最前。",
        "is on hold, please go back to the counter; it is an ordinary ticket taken at 09:10; no other queue",
    ),
    served: (
        TicketState.SERVED,
        "已经办结；它是09:10取的普通号；当时本窗口只有这一队有人等候，它排在最前。",
        "was served; it is an ordinary ticket taken at 09:10; no other queue was waiting",
    ),
    put_back: (
        TicketState.WAITING,
        "A001 是09:10取的普通号，视为09:15到达（叫到时无人应答，已排到后面）；"
        "A002（视为09:15到达，同一分钟内在前）在它前面。",
        "taken at 09:10, counted as arrived at 09:15 (put back, because nobody came when it was called); "
        "A002, counted as arrived at 09:15 and ahead within that minute, goes first.",
    ),
    gone: (TicketState.NO_SHOW, "它排在最前。", "A001 was called and nobody came; it is an ordinary ticket"),
    cancelled: (TicketState.CANCELLED, "A001 09:10已取消（lan）。", "A001 was cancelled (lan) at 09:10."),
    hall_closed: (
        TicketState.ENDED,
        "大厅停止办理，未办理即结束。",
        "ended without being served, because the hall closed.",
    ),
    day_over: (TicketState.ENDED, "它排在最前。", "A001 ended unfinished, because the day was over; it is an ordinary"),
    closed_again: (
        TicketState.ENDED,
        "大厅停止办理，此前已顺延过一次，未办理即结束。",
        "because the hall closed and it had been carried over once already.",
    ),
    carried_over: (TicketState.CARRIED, "仅顺延一次。", "carried over, this once, to 21 November"),
}


@pytest.mark.parametrize("happens", SENTENCES, ids=lambda happens: happens.__name__)
def test_sentence(happens: Callable[[SmallHall], None]) -> None:
    state, chinese, english = SENTENCES[happens]
    small = SmallHall().at("09:10")
    small.open(ONE)
    assert small.take(IDENTITY) == FIRST
    happens(small)
    ticket = small.hall.tickets[FIRST]
    said = why_not(small.hall, ticket)
    assert ticket.state is state
    assert said.zh.startswith("A001 ")
    assert said.zh.endswith(chinese)
    assert said.en.startswith("A001 ")
    assert english in said.en


def test_every_state_has_a_sentence() -> None:
    assert {state for state, _, _ in SENTENCES.values()} | {TicketState.SERVING} == set(TicketState)
    assert ENDS.keys() == set(EndReason)
    assert STATES.keys() >= LAST_STATES - {TicketState.ENDED, TicketState.CANCELLED}
    assert BY.keys() == {*Canceller, None}


CANCELLED_BY: Final = {
    Canceller.PHONE: ("09:40由本人用手机取消", "was given up by its visitor on a phone at 09:40"),
    Canceller.KIOSK: ("09:40由本人在取号机（lan）取消", "was given up by its visitor at a kiosk (lan) at 09:40"),
    Canceller.CLERK: ("09:40由工作人员（lan）取消", "was cancelled by a clerk (lan) at 09:40"),
    Canceller.HALL_LEAD: ("09:40由大厅负责人（lan）取消", "was cancelled by a hall lead (lan) at 09:40"),
}


@pytest.mark.parametrize("canceller", CANCELLED_BY)
def test_who_cancelled_is_told_beside_the_call_before(canceller: Canceller) -> None:
    small = SmallHall().at("09:10")
    small.open(ONE)
    small.take(IDENTITY)
    small.call(ONE)
    small.do(HoldTicket(ONE, "lan", ""))
    small.at("09:40").do(CancelTicket(FIRST, "lan", canceller))
    said, (zh, en) = why_not(small.hall, small.hall.tickets[FIRST]), CANCELLED_BY[canceller]
    assert said.zh.startswith(f"A001 {zh}；它是09:10取的普通号")
    assert said.en.startswith(f"A001 {en}; it is an ordinary ticket taken at 09:10")
