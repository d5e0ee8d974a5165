"""The table of a ticket's moves: every fact in every state either moves the ticket or stops the process."""

from datetime import timedelta
from itertools import product
from typing import Final, get_args

import pytest

from config.vocabulary import TicketClass, TicketId, TicketState
from queue_server.domain.facts import (
    CallReason,
    CallRule,
    EndReason,
    ServiceStarted,
    TicketCalled,
    TicketCalledAgain,
    TicketEnded,
    TicketMove,
    TicketNotShown,
    TicketServed,
)
from queue_server.domain.invariants import BrokenInvariant
from queue_server.domain.ticket import LIVE, MOVES, Ticket
from tests.queue_server.domain.examples import IDENTITY, NINE, ONE

ID: Final = TicketId("20261120-A001")
LATER: Final = NINE + timedelta(minutes=5)
FACTS: Final[tuple[TicketMove, ...]] = (
    TicketCalled(ID, ONE, "lan", CallReason(CallRule.EARLIEST, ())),
    TicketCalledAgain(ID, ONE, "lan"),
    ServiceStarted(ID, ONE, "lan"),
    TicketServed(ID, ONE, "lan", LATER),
    TicketNotShown(ID, ONE, "lan"),
    TicketEnded(ID, EndReason.DAY_ENDED),
)


@pytest.mark.parametrize(("state", "fact"), list(product(TicketState, FACTS)))
def test_move(state: TicketState, fact: TicketMove) -> None:
    ticket = Ticket(ID, "A001", IDENTITY, TicketClass.ORDINARY, NINE, NINE, 0, state=state)
    goal = MOVES.get((state, type(fact)))
    if goal is None:
        with pytest.raises(BrokenInvariant, match=ID):
            ticket.move(fact, LATER)
        goal = state
    else:
        ticket.move(fact, LATER)
    assert ticket.state is goal


def test_a_ticket_whose_life_is_over_moves_no_more() -> None:
    assert {state for state, _ in MOVES} == LIVE


def test_every_move_is_tried() -> None:
    assert {type(fact) for fact in FACTS} == set(get_args(TicketMove))
