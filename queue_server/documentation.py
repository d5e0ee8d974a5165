"""``python -m queue_server.documentation`` writes docs/tickets.md: each move of a ticket, with a letter and a cause."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from string import ascii_uppercase
from typing import Final

from config.vocabulary import TicketState
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

    CLERK = "clerk"
    VISITOR = "visitor"
    SERVER = "server"
    HALL_LEAD = "hall lead"


State = TicketState
TAKEN_BY: Final = (Cause.VISITOR,)
CAUSES: Final[Mapping[tuple[TicketState, type[TicketMove]], tuple[Cause, ...]]] = {
    (State.WAITING, TicketCalled): (Cause.CLERK,),
    (State.CALLED, TicketCalledAgain): (Cause.CLERK,),
    (State.CALLED, ServiceStarted): (Cause.CLERK,),
    (State.CALLED, TicketPutBack): (Cause.CLERK,),
    (State.CALLED, TicketNotShown): (Cause.CLERK,),
    (State.SERVING, TicketServed): (Cause.CLERK,),
    (State.SERVING, StepFinished): (Cause.CLERK,),
    (State.CALLED, StepSkipped): (Cause.CLERK,),
    (State.SERVING, StepSkipped): (Cause.CLERK,),
    (State.CALLED, TicketHeld): (Cause.CLERK,),
    (State.SERVING, TicketHeld): (Cause.CLERK,),
    (State.HELD, TicketResumed): (Cause.CLERK,),
    (State.CALLED, TicketTransferred): (Cause.CLERK,),
    (State.SERVING, TicketTransferred): (Cause.CLERK,),
    (State.WAITING, TicketCancelled): (Cause.VISITOR,),
    (State.HELD, TicketCancelled): (Cause.VISITOR,),
    (State.WAITING, TicketEnded): (Cause.HALL_LEAD, Cause.SERVER),
    (State.CALLED, TicketEnded): (Cause.SERVER,),
    (State.SERVING, TicketEnded): (Cause.SERVER,),
    (State.HELD, TicketEnded): (Cause.HALL_LEAD, Cause.SERVER),
    (State.WAITING, TicketCarried): (Cause.HALL_LEAD, Cause.SERVER),
    (State.HELD, TicketCarried): (Cause.HALL_LEAD, Cause.SERVER),
    (State.CARRIED, TicketCancelled): (Cause.VISITOR,),
    (State.CARRIED, TicketEnded): (Cause.SERVER,),
}
"""The hall lead ends the waiting at closing time, the server whatever is left when the day changes."""


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
    first = Row(ascii_uppercase[0], None, TicketTaken, State.WAITING, TAKEN_BY)
    moves = zip(ascii_uppercase[1:], MOVES.items(), strict=False)
    after = (Row(letter, move[0], move[1], goal, CAUSES[move]) for letter, (move, goal) in moves)
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
