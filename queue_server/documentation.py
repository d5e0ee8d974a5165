"""``python -m queue_server.documentation`` writes docs/tickets.md: each move of a ticket, with a letter and a cause."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain
from pathlib import Path
from string import ascii_uppercase
from typing import Final

from config.vocabulary import Role, TicketState
from config.wire import requests as wire
from config.wire.appointments import CancelAppointment, CheckIn
from config.wire.catalogue import ROW_OF
from config.wire.requests import Request
from queue_server.console.api import About, about_of
from queue_server.domain.carrying.facts import TicketCarried, TicketsCarried
from queue_server.domain.facts import (
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
    TicketTaken,
    TicketTransferred,
)
from queue_server.domain.ticket import LIVE, MOVES

FILE: Final = Path(__file__).parents[1] / "docs" / "tickets.md"
OPENING: Final = """\
# Tickets

Made from the table of moves in `queue_server/domain/ticket.py` by `python -m queue_server.documentation`; a test
compares. A ticket is in one state at a time and changes it only along these moves; any other stops the server, for
its supervisor to start it again from the journal. Ahead of each move the core may refuse the command that asks for it.
"""
BEGINNING: Final = "[*]"
"""How Mermaid spells the point before the first and after the last state."""


class Cause(StrEnum):
    """Who makes a ticket move."""

    VISITOR = "visitor"
    CLERK = "clerk"
    HALL_LEAD = "hall lead"
    OTHER_SYSTEM = "other system"
    SERVER = "server"


State = TicketState
ASKED_BY: Final[Mapping[type[TicketTaken] | type[TicketMove], tuple[type[Request], ...]]] = {
    TicketTaken: (wire.TakeTicket, wire.TellLateTicket, CheckIn),
    TicketCalled: (wire.CallNext,),
    TicketCalledAgain: (wire.CallAgain,),
    ServiceStarted: (wire.StartService, wire.FinishService),
    TicketPutBack: (wire.MarkNoShow,),
    TicketNotShown: (wire.MarkNoShow,),
    TicketServed: (wire.FinishService,),
    StepFinished: (wire.FinishService,),
    StepSkipped: (wire.SkipStep,),
    TicketHeld: (wire.HoldTicket,),
    TicketResumed: (wire.ResumeTicket,),
    TicketTransferred: (wire.TransferTicket,),
    TicketCancelled: (wire.CancelTicket, CancelAppointment),
    TicketEnded: (wire.EndWaiting,),
    TicketCarried: (wire.EndWaiting,),
}
"""The requests that a fact follows from. Who may send them stands in the catalogue, and in the console's routes."""
EVERYBODY_ELSE: Final = frozenset({State.CALLED, State.SERVING, State.CARRIED})
"""Whom the end of the waiting leaves alone; only the day's change ends them."""
BY_THE_SERVER: Final[frozenset[tuple[TicketState, type[TicketMove]]]] = frozenset(
    move
    for move in MOVES
    if move[1] in (TicketEnded, TicketCarried)
    or move in ((State.WAITING, TicketCalled), (State.WAITING, TicketCancelled))
)
"""When the day changes; where an idle counter calls by itself; what nobody holds since a kiosk told its own number."""


def causes_of(fact: type[TicketTaken] | type[TicketMove], start: TicketState | None) -> tuple[Cause, ...]:
    """Who may send one of the requests that it follows from, and the server where it acts by itself."""
    asked = () if fact is TicketEnded and start in EVERYBODY_ELSE else ASKED_BY[fact]
    causes = set(chain.from_iterable(map(_senders, asked)))
    if (start, fact) in BY_THE_SERVER:
        causes.add(Cause.SERVER)
    return tuple(cause for cause in Cause if cause in causes)


def _senders(request: type[Request]) -> Iterator[Cause]:
    """Kiosks speak for visitors, pads and clerks' pages for clerks; appointments' routes are for leads and others."""
    row = ROW_OF[request]
    if Role.KIOSK in row.senders:
        yield Cause.VISITOR
    if Role.CONSOLE not in row.senders:
        return
    match about_of(row):
        case About.COUNTER:
            yield Cause.CLERK
        case About.TICKET:
            yield from (Cause.CLERK, Cause.HALL_LEAD)
        case _:
            yield Cause.HALL_LEAD
    if request is CancelAppointment:
        yield Cause.OTHER_SYSTEM


@dataclass(frozen=True, slots=True)
class Row:
    """One move: its letter, the fact, from where to where (None: the ticket did not exist), and who causes it."""

    letter: str
    start: TicketState | None
    fact: type[TicketTaken] | type[TicketMove] | type[TicketsCarried]
    goal: TicketState
    causes: tuple[Cause, ...]


def rows() -> tuple[Row, ...]:
    """The taking, the table's moves in order, the return on another day. Raises KeyError for one without a cause."""
    first = Row(ascii_uppercase[0], None, TicketTaken, State.WAITING, causes_of(TicketTaken, None))
    moves = zip(ascii_uppercase[1:], MOVES.items(), strict=False)
    after = (Row(letter, move[0], move[1], goal, causes_of(move[1], move[0])) for letter, (move, goal) in moves)
    return (
        first,
        *after,
        Row(ascii_uppercase[len(MOVES) + 1], State.CARRIED, TicketsCarried, State.WAITING, (Cause.SERVER,)),
    )


def document() -> str:
    """The whole page."""
    parts = [OPENING, "\n".join(_table()), "\n".join(_diagram())]
    return "\n\n".join(part.strip("\n") for part in parts) + "\n"


def _table() -> Iterator[str]:
    yield "| move | from | fact | to | caused by | what happened |"
    yield "| --- | --- | --- | --- | --- | --- |"
    for row in rows():
        move = f"{row.start or '–'} | `{row.fact.__name__}` | {row.goal}"
        yield f"| {row.letter} | {move} | {', '.join(row.causes)} | {_said(row.fact)} |"


def _said(fact: type) -> str:
    return (fact.__doc__ or "").partition("\n")[0].replace("``", "`")


def _diagram() -> Iterator[str]:
    """Moves between the same two states share an arrow."""
    arrows: dict[tuple[str, str], list[str]] = {}
    for row in rows():
        arrows.setdefault((row.start or BEGINNING, row.goal), []).append(row.letter)
    yield "```mermaid\nstateDiagram-v2"
    yield from (f"    {start} --> {goal}: {', '.join(letters)}" for (start, goal), letters in arrows.items())
    yield from (f"    {state} --> {BEGINNING}" for state in TicketState if state not in LIVE)
    yield "```"


if __name__ == "__main__":
    FILE.write_text(document(), "utf-8")
