"""The table of a ticket's moves: every fact in every state either moves the ticket or stops the process."""

from collections.abc import Mapping
from datetime import timedelta
from itertools import product
from typing import Final, get_args

import pytest

from config.vocabulary import TicketClass, TicketId, TicketState
from queue_server.domain.calling.reason import CallReason, CallRule
from queue_server.domain.carrying.facts import TicketCarried
from queue_server.domain.facts import (
    EndReason,
    ServiceStarted,
    StepFinished,
    StepSkipped,
    TicketCalled,
    TicketCalledAgain,
    TicketCancelled,
    TicketEnded,
    TicketHeld,
    TicketMove,
    TicketNotShown,
    TicketPutBack,
    TicketResumed,
    TicketServed,
    TicketTransferred,
)
from queue_server.domain.invariants import BrokenInvariant
from queue_server.domain.ticket import LIVE, MOVES, Ticket
from tests.queue_server.domain.examples import DAY, IDENTITY, NINE, ONE, PERMITS

ID: Final = TicketId("20261120-A001")
LATER: Final = NINE + timedelta(minutes=5)
FACTS: Final[tuple[TicketMove, ...]] = (
    TicketCalled(ID, ONE, "lan", CallReason(CallRule.EARLIEST, ())),
    TicketCalledAgain(ID, ONE, "lan"),
    ServiceStarted(ID, ONE, "lan"),
    TicketServed(ID, ONE, "lan", LATER),
    StepFinished(ID, ONE, "lan", IDENTITY, PERMITS, (), NINE),
    StepSkipped(ID, ONE, "lan", IDENTITY, PERMITS, ()),
    TicketHeld(ID, ONE, "lan", "a copy"),
    TicketResumed(ID, ONE, "lan"),
    TicketPutBack(ID, ONE, "lan", LATER, 3),
    TicketTransferred(ID, ONE, "lan", PERMITS),
    TicketCancelled(ID, "lan"),
    TicketNotShown(ID, ONE, "lan"),
    TicketCarried(ID, DAY + timedelta(days=1)),
    TicketEnded(ID, EndReason.DAY_ENDED),
)

# Written out a second time, by hand: what each state allows, and where it leads.
ALLOWED: Final[Mapping[TicketState, str]] = {
    TicketState.WAITING: "TicketCalled>called TicketCancelled>cancelled TicketCarried>carried TicketEnded>ended",
    TicketState.CALLED: (
        "TicketCalledAgain>called ServiceStarted>serving TicketHeld>held TicketPutBack>waiting "
        "TicketTransferred>waiting StepSkipped>waiting TicketNotShown>no_show TicketEnded>ended"
    ),
    TicketState.SERVING: (
        "TicketServed>served StepFinished>waiting StepSkipped>waiting TicketHeld>held TicketTransferred>waiting "
        "TicketEnded>ended"
    ),
    TicketState.HELD: "TicketResumed>called TicketCancelled>cancelled TicketCarried>carried TicketEnded>ended",
    TicketState.CARRIED: "TicketCancelled>cancelled TicketEnded>ended",
    TicketState.SERVED: "",
    TicketState.NO_SHOW: "",
    TicketState.CANCELLED: "",
    TicketState.ENDED: "",
}


@pytest.mark.parametrize(("state", "fact"), list(product(TicketState, FACTS)))
def test_move(state: TicketState, fact: TicketMove) -> None:
    ticket = Ticket(ID, "A001", IDENTITY, TicketClass.ORDINARY, NINE, NINE, 0, state=state)
    goals = dict(allowed.split(">") for allowed in ALLOWED[state].split())
    goal = goals.get(type(fact).__name__)
    if goal is None:
        with pytest.raises(BrokenInvariant, match=ID):
            ticket.move(fact, LATER)
        goal = state
    else:
        ticket.move(fact, LATER)
    assert ticket.state == goal


def test_a_ticket_whose_life_is_over_moves_no_more() -> None:
    assert {state for state, _ in MOVES} == LIVE


def test_the_table_has_no_other_moves() -> None:
    assert len(MOVES) == sum(len(allowed.split()) for allowed in ALLOWED.values())


def test_every_move_is_tried() -> None:
    assert {type(fact) for fact in FACTS} == set(get_args(TicketMove))
