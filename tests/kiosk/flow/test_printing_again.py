"""The same number on paper once more: after a print that failed, or with the card of whoever lost it."""

from dataclasses import replace
from typing import Final

import pytest

from config.vocabulary import PrintState, TicketClass, TicketId, Trouble
from config.wire.replies import ReprintGiven
from config.wire.requests import ReprintTicket
from kiosk.flow import effects as e
from kiosk.flow import happenings as h
from kiosk.flow import states as s
from tests.kiosk import samples
from tests.kiosk.flow.stepping import CARD, FRESH, KNOWN, after, state
from tests.kiosk.samples import RULES

GIVEN: Final = samples.ticket()
AGAIN: Final = h.PrintAgain(GIVEN.ticket)
FAILED: Final = s.Number(GIVEN, s.Paper.FAILED, 0.0)
SECOND: Final = ReprintGiven(request_id=FRESH, given=GIVEN, print_no=2)


@pytest.mark.parametrize("paper", [s.Paper.UNSURE, s.Paper.FAILED])
def test_a_number_without_paper_is_printed_again_and_marked(paper: s.Paper) -> None:
    asking, effects = after(state(replace(FAILED, paper=paper)), AGAIN)
    assert effects == [e.AskQuestion(ReprintTicket(request_id=FRESH, kiosk=RULES.kiosk, ticket=GIVEN.ticket))]
    printing, effects = after(asking, h.ReplyCame(SECOND))
    assert printing.screen == s.Number(GIVEN, s.Paper.PRINTING, 0.0, print_no=2)
    (print_, forget) = effects
    assert isinstance(print_, e.PrintTicket)
    assert (print_.ticket, print_.print_no, print_.slip.number) == (GIVEN.ticket, 2, GIVEN.number)
    assert print_.slip.notes[0] == "补打小票（第 2 张）"
    assert forget == e.ForgetQuestion(FRESH)


def test_only_the_newest_print_moves_the_screen_and_each_is_reported() -> None:
    printing, _ = after(state(FAILED), AGAIN, h.ReplyCame(SECOND))
    ticket = TicketId(GIVEN.ticket)
    same, effects = after(printing, h.PrintFinished(ticket, PrintState.UNSURE, Trouble.NO_ANSWER))
    assert same.screen == printing.screen
    done, more = after(same, h.PrintFinished(ticket, PrintState.PRINTED, print_no=2))
    assert isinstance(done.screen, s.Number)
    assert done.screen.paper is s.Paper.PRINTED
    reports = [effect.report for effect in (*effects, *more) if isinstance(effect, e.TellPrint)]
    assert [(report.print_no, report.state) for report in reports] == [(1, PrintState.UNSURE), (2, PrintState.PRINTED)]


def test_whoever_lost_the_paper_lays_the_card_and_has_it_again() -> None:
    standing = s.Standing(samples.person(appointment=None))
    asking, effects = after(state(standing, KNOWN), AGAIN)
    wanted = ReprintTicket(request_id=FRESH, kiosk=RULES.kiosk, ticket=GIVEN.ticket, card=CARD.token)
    assert effects == [e.AskQuestion(wanted)]
    printing, _ = after(asking, h.ReplyCame(SECOND))
    assert isinstance(printing.screen, s.Number)
    assert printing.screen.print_no == 2


def test_the_paper_says_again_what_a_group_shows() -> None:
    soldier = GIVEN.model_copy(update={"ticket_class": TicketClass.PRIORITY, "group": "military"})
    standing = s.Standing(samples.person(appointment=None, tickets=(soldier,)))
    _, effects = after(state(standing, KNOWN), AGAIN, h.ReplyCame(SECOND.model_copy(update={"given": soldier})))
    (print_,) = [effect for effect in effects if isinstance(effect, e.PrintTicket)]
    assert any("军人证" in note for note in print_.slip.notes)


@pytest.mark.parametrize("hall", [samples.FULL, samples.OWN, samples.AWAY])
def test_a_number_of_the_kiosk_s_own_is_printed_again_too(hall: s.Hall) -> None:
    alone = replace(FAILED, while_away=True)
    printing, effects = after(state(alone, hall=hall), AGAIN, h.ReplyCame(SECOND))
    assert printing.screen == s.Number(GIVEN, s.Paper.PRINTING, 0.0, while_away=True, print_no=2)
    (print_,) = [effect for effect in effects if isinstance(effect, e.PrintTicket)]
    assert print_.slip.people_ahead is None


def test_a_refusal_stands_under_the_number_and_ends_the_offer() -> None:
    refused = samples.refused(FRESH)
    shown, _ = after(state(FAILED), AGAIN, h.ReplyCame(refused))
    assert shown.screen == replace(FAILED, said=refused.words)
    assert after(shown, AGAIN) == (shown, [])


def test_without_an_answer_the_number_is_shown_again() -> None:
    asking, _ = after(state(FAILED), AGAIN)
    shown, effects = after(asking, *[h.ReplyLate(FRESH)] * RULES.reply_tries_max)
    assert isinstance(shown.screen, s.Number)
    assert shown.screen.said is not None
    assert effects[-1] == e.ForgetQuestion(FRESH)


@pytest.mark.parametrize(
    ("screen", "hall"),
    [
        (replace(FAILED, paper=s.Paper.PRINTED), samples.FULL),
        (replace(FAILED, paper=s.Paper.PRINTING), samples.FULL),
        (FAILED, replace(samples.FULL, printer_ok=False)),
        (FAILED, replace(samples.FULL, server_up=False)),
        (s.Departments(), samples.FULL),
    ],
)
def test_elsewhere_nothing_is_printed_again(screen: s.Screen, hall: s.Hall) -> None:
    start = state(screen, hall=hall)
    assert after(start, AGAIN) == (start, [])
    assert after(start, h.PrintAgain("20261121-A999")) == (start, [])
