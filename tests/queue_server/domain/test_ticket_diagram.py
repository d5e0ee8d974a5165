"""docs/tickets.md is what the table of moves says, and every move has a letter and a cause."""

import re
from string import ascii_uppercase

import pytest

from config.vocabulary import TicketState
from queue_server.desk.inbound import ANSWERED_BY
from queue_server.documentation import ASKED_BY, FILE, Cause, Row, document, rows
from queue_server.domain.carrying.facts import TicketsCarried
from queue_server.domain.facts import TicketTaken
from queue_server.domain.ticket import LIVE, MOVES


def test_the_page_is_up_to_date() -> None:
    assert FILE.read_text("utf-8") == document(), "run python -m queue_server.documentation"


def test_every_move_has_a_cause_and_every_cause_moves_something() -> None:
    assert all(row.causes for row in rows())
    assert {cause for row in rows() for cause in row.causes} == set(Cause)


def test_causes_are_who_may_send_what_the_move_is_the_answer_to() -> None:
    """The desk's own table says which facts answer a command; commands and requests have the same names."""
    asked = {(fact, request.__name__) for fact, requests in ASKED_BY.items() for request in requests}
    answered = {(fact, command.__name__) for command, facts in ANSWERED_BY.items() for fact in facts}
    assert {pair for pair in answered if pair[0] in ASKED_BY} <= asked
    assert ASKED_BY.keys() == {TicketTaken, *(fact for _, fact in MOVES)}
    said = {row.letter: ", ".join(row.causes) for row in rows()}
    assert (said["A"], said["B"], said["P"]) == (
        "visitor, hall lead",
        "clerk, server",
        "visitor, clerk, hall lead, other system, server",
    )


def test_every_move_stands_there_once_under_its_own_letter() -> None:
    first, *moves, last = rows()
    assert (first.start, first.fact, first.goal) == (None, TicketTaken, TicketState.WAITING)
    assert [(row.start, row.fact, row.goal) for row in moves] == [(*move, goal) for move, goal in MOVES.items()]
    assert (last.start, last.fact, last.goal) == (TicketState.CARRIED, TicketsCarried, TicketState.WAITING)
    assert [row.letter for row in rows()] == list(ascii_uppercase[: len(MOVES) + 2])


@pytest.mark.parametrize("row", rows(), ids=lambda row: row.letter)
def test_the_page_shows_the_move_in_its_table_and_on_its_arrow(row: Row) -> None:
    start = "[*]" if row.start is None else str(row.start)
    cells = [line.split(" | ") for line in document().splitlines() if line.startswith(f"| {row.letter} |")]
    assert [line[1:5] for line in cells] == [
        ["–" if row.start is None else start, f"`{row.fact.__name__}`", row.goal, ", ".join(row.causes)]
    ]
    assert row.letter in arrows()[start, row.goal]


def test_the_diagram_has_no_other_arrows() -> None:
    ends = {(state, "[*]") for state in TicketState if state not in LIVE}
    assert arrows().keys() == {("[*]" if row.start is None else row.start, row.goal) for row in rows()} | ends
    assert sum(len(letters) for letters in arrows().values()) == len(rows())


def arrows() -> dict[tuple[str, str], list[str]]:
    """The letters on each arrow of the page's diagram."""
    found = re.findall(r"^ +(\S+) --> ([^\s:]+)(?:: (.+))?$", document(), re.MULTILINE)
    return {(start, goal): letters.split(", ") if letters else [] for start, goal, letters in found}
