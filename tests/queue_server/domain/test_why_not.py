"""Where a ticket stands and why, for each state that it can be in."""

from collections.abc import Callable
from dataclasses import replace
from typing import Final

import pytest

from config.vocabulary import TicketClass, TicketId, TicketState
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
from queue_server.domain.sentences.why_not import why_not
from tests.queue_server.domain.examples import IDENTITY, ONE, SmallHall

FIRST: Final = TicketId("20261120-A001")


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
    held: (TicketState.HELD, "已挂起，请回到窗口。", "is on hold"),
    served: (TicketState.SERVED, "已经办结。", "was served."),
    gone: (TicketState.NO_SHOW, "叫到时无人应答，已过号。", "nobody came."),
    cancelled: (TicketState.CANCELLED, "已取消。", "was cancelled."),
    hall_closed: (TicketState.ENDED, "已结束，未办理。", "has ended"),
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
