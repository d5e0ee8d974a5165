"""Where a visit stands, by its code or by the card, and giving its number up after a second look."""

from typing import Final

import pytest

from config.vocabulary import Canceller, RefusalCode, TicketId, TicketState
from config.wire.replies import Done, VisitShown
from config.wire.requests import AskVisit, CancelTicket
from kiosk.flow import effects as e
from kiosk.flow import happenings as h
from kiosk.flow import states as s
from kiosk.flow.visits.progress import GivingUp, Progress
from kiosk.wording import say_both
from tests.kiosk import samples
from tests.kiosk.flow.stepping import CARD, FRESH, KNOWN, VISIT, after, state

TICKET: Final = TicketId(samples.ticket().ticket)
NOT_YET: Final = RefusalCode.EVALUATION_NOT_OPEN
STANDING: Final = s.Standing(samples.person(FRESH))
LOOK: Final = AskVisit(request_id=FRESH, ticket=TICKET)
CANCEL: Final = CancelTicket(request_id=FRESH, ticket=TICKET, by="kiosk-1", canceller=Canceller.KIOSK)


def shown(in_state: TicketState = TicketState.WAITING) -> VisitShown:
    """What the server says of a visit that nobody may judge."""
    return samples.visit(FRESH, NOT_YET, state=in_state)


def test_a_scanned_ticket_that_waits_shows_where_it_stands() -> None:
    asking = s.Asking(LOOK, s.Typing(s.Purpose.VISIT))
    progress, effects = after(state(asking), h.ReplyCame(shown()))
    assert (progress.screen, effects) == (Progress(shown()), [e.ForgetQuestion(FRESH)])
    for way_out in (h.GoBack(), h.GoHome()):
        assert after(progress, way_out)[0].screen == s.Welcome()


def test_a_ticket_of_the_card_shows_where_it_stands() -> None:
    asked, effects = after(state(STANDING, KNOWN), h.SeeVisit(TICKET))
    assert (asked.screen, effects) == (s.Asking(LOOK, STANDING), [e.AskQuestion(LOOK)])
    assert after(asked, h.ReplyCame(shown()))[0].screen == Progress(shown())
    assert after(state(STANDING, KNOWN), h.SeeVisit("20261121-B999"))[0].screen == STANDING


@pytest.mark.parametrize("back", [STANDING, s.Typing(s.Purpose.VISIT)])
def test_a_look_in_vain_is_told_as_nothing_found(back: s.Standing | s.Typing) -> None:
    asking, refused = state(s.Asking(LOOK, back), KNOWN), samples.refused(FRESH)
    assert after(asking, h.ReplyCame(refused))[0].screen == s.Refusal(refused.words, back, s.About.VISIT)
    unheard, _ = after(asking, *(h.ReplyLate(FRESH) for _ in range(5)))
    assert unheard.screen == s.Refusal(say_both("notice.no_answer"), back, s.About.VISIT)


def test_a_card_at_the_keypad_finds_what_waits_beside_what_may_be_judged() -> None:
    looking, _ = after(state(s.Typing(s.Purpose.VISIT)), CARD)
    found = samples.person(FRESH, judgeable=())
    only = found.model_copy(update={"appointment": None, "tickets": ()})
    assert after(looking, h.ReplyCame(found))[0].screen == s.Standing(only)


def test_a_number_is_given_up_after_a_second_look() -> None:
    progress = state(Progress(shown()))
    assert after(progress, h.GiveUpSurely())[0].screen == progress.screen
    asked, effects = after(progress, h.GiveUp())
    assert (asked.screen, effects) == (GivingUp(shown()), [])
    assert after(asked, h.GoBack())[0].screen == progress.screen
    sent, effects = after(asked, h.GiveUpSurely())
    assert (sent.screen, effects) == (s.Asking(CANCEL, GivingUp(shown())), [e.AskQuestion(CANCEL)])
    over, effects = after(sent, h.ReplyCame(Done(request_id=FRESH, seq=9)))
    assert effects == [e.ForgetQuestion(FRESH)]
    assert isinstance(over.screen, Progress)
    assert (over.screen.visit.state, over.screen.visit.canceller) == (TicketState.CANCELLED, Canceller.KIOSK)
    assert after(over, h.GiveUp())[0].screen == over.screen


@pytest.mark.parametrize("in_state", TicketState)
def test_only_who_waits_is_on_hold_or_comes_back_another_day_can_give_up(in_state: TicketState) -> None:
    before = state(Progress(shown(in_state)))
    may = in_state in (TicketState.WAITING, TicketState.HELD, TicketState.CARRIED)
    assert isinstance(after(before, h.GiveUp())[0].screen, GivingUp) is may


def test_what_the_server_refuses_or_never_answers_is_told_and_can_be_tried_again() -> None:
    sent, _ = after(state(GivingUp(shown())), h.GiveUpSurely())
    refused = samples.refused(FRESH)
    told = s.Refusal(refused.words, GivingUp(shown()), s.About.LEAVING)
    assert after(sent, h.ReplyCame(refused))[0].screen == told
    assert after(state(told), h.GoBack())[0].screen == GivingUp(shown())
    unheard, _ = after(sent, *(h.ReplyLate(FRESH) for _ in range(5)))
    assert unheard.screen == s.Refusal(say_both("notice.no_answer"), GivingUp(shown()), s.About.LEAVING)


def test_whoever_walks_away_is_asked_and_forgotten() -> None:
    rules = samples.RULES
    for screen in (Progress(shown()), GivingUp(shown())):
        asked, _ = after(state(screen, KNOWN), h.Tick(rules.idle_return_s))
        assert asked.screen == s.StillThere(screen, rules.idle_return_s)
        gone, _ = after(asked, h.Tick(rules.idle_return_s + rules.still_there_s))
        assert (gone.screen, gone.visit) == (s.Welcome(), VISIT)
