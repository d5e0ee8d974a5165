"""A visit on the screen is asked for anew by itself; whoever walks away is asked and forgotten all the same."""

from dataclasses import replace
from typing import Final

import pytest

from config.vocabulary import RefusalCode, TicketState
from config.wire.replies import VisitShown
from config.wire.requests import AskVisit
from kiosk.flow import effects as e
from kiosk.flow import happenings as h
from kiosk.flow import states as s
from kiosk.flow.visits.progress import LIVES, GivingUp, Progress
from kiosk.flow.visits.renewing import LOOK_AGAIN_S
from tests.kiosk import samples
from tests.kiosk.flow.stepping import FRESH, after, state

LOOK: Final = e.LookAgain(AskVisit(request_id=FRESH, ticket=samples.ticket().ticket))


def shown(**changes: object) -> VisitShown:
    """What the server says of a visit that nobody may judge."""
    return samples.visit(FRESH, RefusalCode.EVALUATION_NOT_OPEN, **changes)


def test_people_ahead_count_down_and_a_call_shows() -> None:
    asking = s.Asking(AskVisit(request_id=FRESH, ticket=shown().ticket), s.Typing(s.Purpose.VISIT))
    start = state(asking, now=10.0, touched_at=10.0)
    first, _ = after(start, h.ReplyCame(shown()), h.Tick(10.0 + LOOK_AGAIN_S - 0.1))
    assert first.screen == Progress(shown(), 10.0)
    now = 10.0 + LOOK_AGAIN_S
    for news in (shown(people_ahead=0), shown(state=TicketState.CALLED, people_ahead=None)):
        asked, effects = after(first, h.Tick(now), h.Tick(now + 0.1))
        assert (asked.screen, effects) == (replace(first.screen, asked_at=now), [LOOK])
        first, effects = after(asked, h.ReplyCame(news))
        assert (first.screen, effects) == (Progress(news, now), [])
        now += LOOK_AGAIN_S
    assert first.touched_at == start.touched_at


def test_an_answer_that_is_lost_or_refused_keeps_what_is_shown() -> None:
    first = state(Progress(shown()))
    once, _ = after(first, h.Tick(LOOK_AGAIN_S), h.ReplyCame(samples.refused(FRESH)), h.ReplyLate(FRESH))
    assert once.screen == Progress(shown(), LOOK_AGAIN_S)
    twice, effects = after(once, h.Tick(2 * LOOK_AGAIN_S))
    assert (twice.screen, effects) == (Progress(shown(), 2 * LOOK_AGAIN_S), [LOOK])
    other = shown(ticket="20261121-B999", people_ahead=0)
    assert after(twice, h.ReplyCame(other))[0].screen == twice.screen


@pytest.mark.parametrize("in_state", sorted(set(TicketState) - LIVES))
def test_what_is_over_is_not_asked_for(in_state: TicketState) -> None:
    assert after(state(Progress(shown(state=in_state))), h.Tick(LOOK_AGAIN_S))[1] == []


def test_nothing_is_asked_while_the_visitor_decides_or_the_server_is_away() -> None:
    away = replace(samples.FULL, server_up=False, own=samples.own())
    for start in (state(GivingUp(shown())), state(Progress(shown()), hall=away)):
        assert after(start, h.Tick(LOOK_AGAIN_S)) == (replace(start, now=LOOK_AGAIN_S), [])


def test_looks_keep_nobody_at_the_screen() -> None:
    rules, here = samples.RULES, state(Progress(shown()))
    seconds = 0.0
    while isinstance(here.screen, Progress):
        seconds += LOOK_AGAIN_S
        here, _ = after(here, h.Tick(seconds), h.ReplyCame(shown(people_ahead=int(seconds))))
    assert isinstance(here.screen, s.StillThere)
    assert seconds - LOOK_AGAIN_S < rules.idle_return_s <= seconds
    gone, effects = after(here, h.Tick(seconds + rules.still_there_s))
    assert (gone.screen, effects) == (s.Welcome(), [])
