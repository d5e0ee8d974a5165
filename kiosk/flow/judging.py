"""Judging a visit at the kiosk: which one, which level, which reasons."""

from dataclasses import replace
from typing import assert_never

from config.indicators import OF_LEVEL
from config.vocabulary import IndicatorCode, RequestId
from kiosk.flow import happenings as h
from kiosk.flow import states as s
from kiosk.flow.effects import Step
from kiosk.flow.questions import send_mark


def judging(state: s.State, touch: h.Judging, fresh: RequestId) -> Step:
    """One touch on the way to a mark."""
    screen = state.screen
    match touch:
        case h.JudgeVisit(ticket):
            return _visit(state, ticket), ()
        case h.PickLevel(level):
            if isinstance(screen, s.Levels):
                return replace(state, screen=s.Reasons(screen.visit, level)), ()
            return state, ()
        case h.SwitchReason(code):
            return _switched(state, code), ()
        case h.SendMark():
            return send_mark(state, screen, fresh) if isinstance(screen, s.Reasons) else (state, ())
    assert_never(touch)


def _visit(state: s.State, ticket: str) -> s.State:
    lines = state.screen.found.judgeable if isinstance(state.screen, s.Standing) else ()
    line = next((line for line in lines if line.ticket == ticket), None)
    if line is None:
        return state
    return replace(state, screen=s.Levels(s.Judged(line.ticket, line.number, line.service_name, line.again)))


def _switched(state: s.State, code: IndicatorCode) -> s.State:
    """Chosen, or not any more; in the order of the list."""
    screen = state.screen
    if not isinstance(screen, s.Reasons):
        return state
    known = [indicator.code for indicator in OF_LEVEL[screen.level]]
    chosen = tuple(known_code for known_code in known if (known_code in screen.chosen) != (known_code == code))
    return replace(state, screen=replace(screen, chosen=chosen))
