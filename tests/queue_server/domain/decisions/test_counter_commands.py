"""Every command for a counter in every state of the counter: the facts that follow, or the refusal."""

from collections.abc import Callable, Mapping
from typing import Final

import pytest

from config.vocabulary import CounterId, RefusalCode, TicketId
from queue_server.domain import commands
from queue_server.domain.commands import CounterCommand
from queue_server.domain.decide import Outcome
from queue_server.domain.refusals import Refusal
from tests.queue_server.domain.examples import ONE, PERMITS, SmallHall
from tests.queue_server.domain.snapshot import snapshot

Maker = Callable[[CounterId], CounterCommand]
BY: Final = "lan"
FIRST: Final = TicketId("20261120-A001")
MAKERS: Final[Mapping[str, Maker]] = {
    "open": lambda counter: commands.OpenCounter(counter, BY),
    "pause": lambda counter: commands.PauseCounter(counter, BY, "tea"),
    "close": lambda counter: commands.CloseCounter(counter, BY),
    "next": lambda counter: commands.CallNext(counter, BY),
    "again": lambda counter: commands.CallAgain(counter, BY),
    "start": lambda counter: commands.StartService(counter, BY),
    "finish": lambda counter: commands.FinishService(counter, BY),
    "no-show": lambda counter: commands.MarkNoShow(counter, BY),
    "hold": lambda counter: commands.HoldTicket(counter, BY, "a copy"),
    "resume": lambda counter: commands.ResumeTicket(counter, BY, FIRST),
    "transfer": lambda counter: commands.TransferTicket(counter, BY, PERMITS),
}

# How to bring counter one into a state: "take" is a visitor, all else a command of the clerk.
STATES: Final[Mapping[str, str]] = {
    "closed": "",
    "idle": "open",
    "queue": "take open",
    "paused": "take open pause",
    "called": "take open next",
    "called paused": "take open next pause",
    "serving": "take open next start",
    "serving paused": "take open next start pause",
    "served": "take open next start finish",
    "no-show": "take open next no-show next no-show",
    "put back": "take open next no-show",
    "held": "take open next hold",
    "held from service": "take open next start hold",
    "held closed": "take open next hold close",
    "resumed": "take open next start hold resume",
    "transferred": "take open next transfer",
}

# Facts are named as they are called in facts.py, refusals by their code.
TABLE: Final[Mapping[str, Mapping[str, str]]] = {
    "open": {
        "closed": "CounterOpened",
        "paused": "CounterOpened",
        "called paused": "CounterOpened",
        "serving paused": "CounterOpened",
        "held closed": "CounterOpened",
        "": "counter_already_open",
    },
    "pause": {
        "closed": "counter_not_open",
        "paused": "counter_not_open",
        "called paused": "counter_not_open",
        "serving paused": "counter_not_open",
        "held closed": "counter_not_open",
        "": "CounterPaused",
    },
    "close": {
        "closed": "counter_already_closed",
        "called": "counter_busy",
        "called paused": "counter_busy",
        "serving": "counter_busy",
        "serving paused": "counter_busy",
        "resumed": "counter_busy",
        "held closed": "counter_already_closed",
        "": "CounterClosed",
    },
    "next": {
        "queue": "TicketCalled",
        "idle": "nobody_waiting",
        "served": "nobody_waiting",
        "no-show": "nobody_waiting",
        "put back": "TicketCalled",
        "transferred": "TicketCalled",
        "held": "nobody_waiting",
        "held from service": "nobody_waiting",
        "called": "counter_busy",
        "serving": "counter_busy",
        "resumed": "counter_busy",
        "": "counter_not_open",
    },
    "again": {
        "called": "TicketCalledAgain",
        "called paused": "TicketCalledAgain",
        "serving": "already_started",
        "serving paused": "already_started",
        "resumed": "TicketCalledAgain",
        "": "nobody_called",
    },
    "start": {
        "called": "ServiceStarted",
        "called paused": "ServiceStarted",
        "serving": "already_started",
        "serving paused": "already_started",
        "resumed": "ServiceStarted",
        "": "nobody_called",
    },
    "finish": {
        "called": "ServiceStarted TicketServed",
        "called paused": "ServiceStarted TicketServed",
        "serving": "TicketServed",
        "serving paused": "TicketServed",
        "resumed": "ServiceStarted TicketServed",
        "": "nobody_called",
    },
    "no-show": {
        "called": "TicketPutBack",
        "called paused": "TicketPutBack",
        "serving": "already_started",
        "serving paused": "already_started",
        "resumed": "TicketPutBack",
        "": "nobody_called",
    },
    "hold": {
        "called": "TicketHeld",
        "called paused": "TicketHeld",
        "serving": "TicketHeld",
        "serving paused": "TicketHeld",
        "resumed": "TicketHeld",
        "": "nobody_called",
    },
    "resume": {
        "held": "TicketResumed",
        "held from service": "TicketResumed",
        "idle": "unknown_ticket",
        "called": "counter_busy",
        "serving": "counter_busy",
        "resumed": "counter_busy",
        "queue": "not_held",
        "served": "not_held",
        "no-show": "not_held",
        "put back": "not_held",
        "transferred": "not_held",
        "": "counter_not_open",
    },
    "transfer": {
        "called": "TicketTransferred",
        "called paused": "TicketTransferred",
        "serving": "TicketTransferred",
        "serving paused": "TicketTransferred",
        "resumed": "TicketTransferred",
        "": "nobody_called",
    },
}


def brought_to(state: str) -> SmallHall:
    """A hall whose counter one is in this state."""
    small = SmallHall()
    for step in STATES[state].split():
        if step == "take":
            small.take()
        else:
            small.do(MAKERS[step](ONE))
    return small


def named(outcome: Outcome) -> str:
    """An outcome as the table spells it."""
    return str(outcome.code) if isinstance(outcome, Refusal) else " ".join(type(fact).__name__ for fact in outcome)


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("command", MAKERS)
def test_outcome(command: str, state: str) -> None:
    small = brought_to(state)
    before = snapshot(small.hall)
    outcome = small.ask(MAKERS[command](ONE))
    assert named(outcome) == TABLE[command].get(state, TABLE[command][""])
    assert (snapshot(small.hall) == before) == isinstance(outcome, Refusal)


@pytest.mark.parametrize("command", MAKERS)
def test_a_counter_that_is_not_in_the_plan(command: str) -> None:
    outcome = SmallHall().ask(MAKERS[command](CounterId("nine")))
    assert outcome == Refusal(RefusalCode.UNKNOWN_COUNTER)


def test_each_state_named_in_the_table_exists() -> None:
    assert {state for row in TABLE.values() for state in row} - {""} <= STATES.keys()
