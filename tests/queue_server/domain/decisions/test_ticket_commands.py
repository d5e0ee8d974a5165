"""Every command about a ticket in every state of the ticket: the facts that follow, or the refusal."""

from collections.abc import Mapping
from dataclasses import replace
from itertools import product
from typing import Final

import pytest

from config.plan import Plan
from config.vocabulary import ServiceOutcome, TicketId, TicketState
from queue_server.domain.commands import (
    AdoptPlan,
    CallAgain,
    CallNext,
    CancelTicket,
    Command,
    EndWaiting,
    FinishService,
    HoldTicket,
    MarkNoShow,
    ResumeTicket,
    StartService,
    TransferTicket,
)
from queue_server.domain.refusals import Refusal
from tests.queue_server.domain.decisions.test_counter_commands import named
from tests.queue_server.domain.examples import BOTH, IDENTITY, PERMITS, PLAN, SmallHall
from tests.queue_server.domain.snapshot import replayed, snapshot

BY: Final = "lan"
TICKET: Final = TicketId("20261120-A001")

# The commands that bring the only ticket into a state, at counter ``both``.
CALL, START, DONE = CallNext(BOTH, BY), StartService(BOTH, BY), FinishService(BOTH, BY)
HOLD, BACK, MISSED = HoldTicket(BOTH, BY, "a copy"), ResumeTicket(BOTH, BY, TICKET), MarkNoShow(BOTH, BY)
SEND_ON, CANCEL, CLOSING = TransferTicket(BOTH, BY, PERMITS), CancelTicket(TICKET, BY), EndWaiting("chief")
WAYS: Final[Mapping[str, tuple[TicketState, tuple[Command, ...]]]] = {
    "waiting": (TicketState.WAITING, ()),
    "called": (TicketState.CALLED, (CALL,)),
    "serving": (TicketState.SERVING, (CALL, START)),
    "held": (TicketState.HELD, (CALL, HOLD)),
    "held from service": (TicketState.HELD, (CALL, START, HOLD)),
    "resumed": (TicketState.CALLED, (CALL, HOLD, BACK)),
    "resumed and started": (TicketState.SERVING, (CALL, HOLD, BACK, START)),
    "put back": (TicketState.WAITING, (CALL, MISSED)),
    "called once more": (TicketState.CALLED, (CALL, MISSED, CALL)),
    "held once more": (TicketState.HELD, (CALL, MISSED, CALL, HOLD)),
    "sent on": (TicketState.WAITING, (CALL, SEND_ON)),
    "sent on from service": (TicketState.WAITING, (CALL, START, SEND_ON)),
    "sent on and called": (TicketState.CALLED, (CALL, SEND_ON, CALL)),
    "served": (TicketState.SERVED, (CALL, DONE)),
    "no-show": (TicketState.NO_SHOW, (CALL, MISSED, CALL, MISSED)),
    "cancelled": (TicketState.CANCELLED, (CANCEL,)),
    "cancelled from hold": (TicketState.CANCELLED, (CALL, HOLD, CANCEL)),
    "ended": (TicketState.ENDED, (CLOSING,)),
    "ended on hold": (TicketState.ENDED, (CALL, HOLD, CLOSING)),
}

COMMANDS: Final[Mapping[str, tuple[Command, Plan]]] = {
    "hold": (HOLD, PLAN),
    "resume": (BACK, PLAN),
    "send on": (SEND_ON, PLAN),
    "cancel": (CANCEL, PLAN),
    "closing": (CLOSING, PLAN),
    "finish": (FinishService(BOTH, BY, ServiceOutcome.ACCEPTED, (IDENTITY, PERMITS)), PLAN),
    "no-show, returns": (MISSED, PLAN),
    "no-show, ends": (MISSED, replace(PLAN, no_show_returns_behind=0)),
    "again": (CallAgain(BOTH, BY), PLAN),
    "again, limited": (CallAgain(BOTH, BY), replace(PLAN, calls_max=1)),
    "again, paused": (CallAgain(BOTH, BY), replace(PLAN, call_pause_s=10)),
}

# Rows by state; a way that stands in a row by its own name goes before its state; "" is every other state.
NOBODY: Final = {"": "nobody_called"}
TABLE: Final[Mapping[str, Mapping[str, str]]] = {
    "hold": NOBODY | {"called": "TicketHeld", "serving": "TicketHeld"},
    "resume": {"called": "counter_busy", "serving": "counter_busy", "held": "TicketResumed", "": "not_held"},
    "send on": NOBODY
    | {"called": "TicketTransferred", "serving": "TicketTransferred", "sent on and called": "same_service"},
    "cancel": {
        "waiting": "TicketCancelled",
        "held": "TicketCancelled",
        "called": "ticket_at_counter",
        "serving": "ticket_at_counter",
        "": "ticket_over",
    },
    "closing": {"waiting": "TicketEnded", "held": "TicketEnded", "": "nobody_left"},
    "finish": NOBODY | {"called": "ServiceStarted TicketServed", "serving": "TicketServed"},
    "no-show, returns": NOBODY
    | {"called": "TicketPutBack", "called once more": "TicketNotShown", "serving": "already_started"},
    "no-show, ends": NOBODY | {"called": "TicketNotShown", "serving": "already_started"},
    "again": NOBODY | {"called": "TicketCalledAgain", "serving": "already_started"},
    "again, limited": NOBODY | {"called": "called_too_often", "serving": "already_started"},
    "again, paused": NOBODY | {"called": "called_just_now", "serving": "already_started"},
}


def expected(command: str, way: str) -> str:
    """The table's word for a way of coming into a state, or for the state, or for all others."""
    row = TABLE[command]
    return row.get(way, row.get(WAYS[way][0], row[""]))


def brought(way: str, plan: Plan = PLAN) -> SmallHall:
    """A hall whose only ticket came this way under the usual plan; then ``plan`` came into force."""
    small = SmallHall()
    small.take()
    small.open(BOTH)
    small.do(*WAYS[way][1])
    small.do(AdoptPlan(plan, "chief"))
    return small


@pytest.mark.parametrize("way", WAYS)
def test_the_way_leads_where_the_table_says(way: str) -> None:
    assert brought(way).hall.tickets[TICKET].state is WAYS[way][0]


@pytest.mark.parametrize(("command", "way"), list(product(COMMANDS, WAYS)))
def test_outcome(command: str, way: str) -> None:
    asked, plan = COMMANDS[command]
    small = brought(way, plan)
    before = snapshot(small.hall)
    outcome = small.ask(asked)
    assert named(outcome) == expected(command, way)
    assert (snapshot(small.hall) == before) == isinstance(outcome, Refusal)
    assert snapshot(replayed(small.kept)) == snapshot(small.hall)
