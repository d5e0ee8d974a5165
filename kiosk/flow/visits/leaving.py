"""Seeing where a visit of the card stands, and giving its number up after a second look."""

from dataclasses import replace
from typing import assert_never

from config.vocabulary import RequestId
from kiosk.flow import happenings as h
from kiosk.flow import states as s
from kiosk.flow.effects import Step
from kiosk.flow.questions import ask_visit, give_up
from kiosk.flow.visits.progress import GivingUp, Progress


def leaving(rules: s.Rules, state: s.State, touch: h.Leaving, fresh: RequestId) -> Step:
    """One touch on the way."""
    screen = state.screen
    match touch:
        case h.SeeVisit(ticket):
            if isinstance(screen, s.Standing) and any(line.ticket == ticket for line in screen.found.live):
                return ask_visit(state, ticket, screen, fresh)
            return state, ()
        case h.GiveUp():
            if isinstance(screen, Progress) and screen.may_give_up:
                return replace(state, screen=GivingUp(screen.visit)), ()
            return state, ()
        case h.GiveUpSurely():
            return give_up(rules, state, screen, fresh) if isinstance(screen, GivingUp) else (state, ())
    assert_never(touch)
