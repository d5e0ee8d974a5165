"""A ticket's paper, and more of it: who gets it, how often, and what the ticket's history says."""

from dataclasses import replace

import pytest

from config.vocabulary import PrintState, TicketId
from queue_server.domain.commands import AdoptPlan, CancelTicket, ReportPrint, ReprintTicket, TakeTicket
from queue_server.domain.facts import ReprintOrdered
from queue_server.domain.sentences.papers import papers
from tests.queue_server.domain.examples import IDENTITY, PLAN, SmallHall


def taken(small: SmallHall, card: str | None = "wang") -> TicketId:
    """A ticket, perhaps of a card."""
    small.do(TakeTicket("kiosk-1", IDENTITY, card=card))
    return next(reversed(small.hall.tickets))


@pytest.mark.parametrize("state", [None, PrintState.UNSURE, PrintState.FAILED])
def test_paper_that_did_not_come_for_sure_is_printed_again_for_anybody(state: PrintState | None) -> None:
    small = SmallHall()
    ticket = taken(small, None)
    if state is not None:
        small.do(ReportPrint(ticket, state, "paper_out"))
    assert small.ask(ReprintTicket("kiosk-2", ticket)) == (ReprintOrdered(ticket, "kiosk-2", 2, by_card=False),)


def test_paper_that_came_is_printed_again_for_its_card() -> None:
    small = SmallHall()
    ticket = taken(small)
    small.do(ReportPrint(ticket, PrintState.PRINTED, ""))
    assert small.ask(ReprintTicket("kiosk-1", ticket, "wang")) == (ReprintOrdered(ticket, "kiosk-1", 2, by_card=True),)


def test_a_clerk_who_sees_the_visitor_orders_it_and_the_fact_says_so() -> None:
    small = SmallHall()
    ticket = taken(small, None)
    small.do(ReportPrint(ticket, PrintState.PRINTED, ""))
    ordered = ReprintTicket("kiosk-1", ticket, by="lan")
    assert small.ask(ordered) == (ReprintOrdered(ticket, "kiosk-1", 2, by_card=False, by="lan"),)


def test_each_print_has_its_number_and_the_newest_counts() -> None:
    small = SmallHall()
    ticket = taken(small)
    small.do(ReprintTicket("kiosk-1", ticket), ReprintTicket("kiosk-1", ticket))
    now = small.hall.tickets[ticket]
    assert (now.prints, now.paper) == (3, None)
    small.do(ReportPrint(ticket, PrintState.PRINTED, "", 3), ReportPrint(ticket, PrintState.UNSURE, "no_answer", 1))
    assert now.paper is PrintState.PRINTED


def test_the_history_tells_how_often_when_and_where() -> None:
    small = SmallHall()
    ticket = taken(small)
    now = small.hall.tickets[ticket]
    assert not papers(small.hall, now).zh
    small.at("09:10").do(ReprintTicket("kiosk-2", ticket))
    assert papers(small.hall, now).en == " Its paper was printed again once, lastly at 09:10 by kiosk-2."
    small.at("09:20").do(ReprintTicket("kiosk-1", ticket))
    assert papers(small.hall, now).zh == "小票补打过 2 次，最近一次 09:20（kiosk-1）。"
    now.printed_again = None
    assert papers(small.hall, now).zh == "小票补打过 2 次。"


def test_a_new_plan_may_allow_more() -> None:
    small = SmallHall()
    ticket = taken(small)
    small.do(*[ReprintTicket("kiosk-1", ticket)] * 2, AdoptPlan(replace(PLAN, reprints_max=3), "chief"))
    small.do(ReprintTicket("kiosk-1", ticket), CancelTicket(ticket, "lan"))
    assert small.hall.tickets[ticket].prints == 4
