"""What time alone does: questions and returns to the welcome; and how a visit ends with everything personal in it."""

from dataclasses import replace
from typing import assert_never

from kiosk.flow import effects as e
from kiosk.flow import states as s
from kiosk.flow.effects import Step
from kiosk.flow.opening import chip_overdue
from kiosk.flow.papers import notice_overdue
from kiosk.flow.visits.progress import GivingUp, Progress


def end_visit(rules: s.Rules, state: s.State) -> Step:
    """Forget the visitor. A wish that is still open is given up with them."""
    under = state.screen.under if isinstance(state.screen, s.OutOfOrder) else state.screen
    effects = (e.ForgetWish(under.request.request_id),) if isinstance(under, s.Waiting) else ()
    screen: s.Screen = s.Welcome() if state.hall.giving else s.OutOfOrder(s.Welcome(), state.now)
    return replace(state, screen=screen, visit=s.Visit(rules.language)), effects


def passed(rules: s.Rules, state: s.State) -> Step:
    """Time went on to ``state.now``."""
    if state.visit.card_unread_until is not None and state.now >= state.visit.card_unread_until:
        state = replace(state, visit=replace(state.visit, card_unread_until=None))
    state = notice_overdue(rules, state)
    state = chip_overdue(rules, state)
    idle = state.now - state.touched_at >= rules.idle_return_s
    match state.screen:
        case s.Welcome():
            return end_visit(rules, state) if idle and state.visit != s.Visit(rules.language) else (state, ())
        case (
            s.Refusal()
            | s.Departments()
            | s.Services()
            | s.Groups()
            | s.Who()
            | s.Typing()
            | s.Opening()
            | s.Standing()
            | s.Levels()
            | s.Reasons()
            | Progress()
            | GivingUp()
        ) as under:
            return (replace(state, screen=s.StillThere(under, state.now)) if idle else state), ()
        case s.StillThere(_, since):
            return end_visit(rules, state) if state.now - since >= rules.still_there_s else (state, ())
        case s.Waiting() | s.Asking():
            return state, ()
        case s.Number(paper=s.Paper.PRINTING, since=since) as number:
            late = state.now - since >= rules.print_patience_s
            return (
                replace(state, screen=replace(number, paper=s.Paper.UNSURE, since=state.now)) if late else state
            ), ()
        case s.Number() | s.Thanks() as screen:
            return end_visit(rules, state) if state.now >= _leaves_at(rules, state, screen) else (state, ())
        case s.OutOfOrder(_, since):
            gone = idle and state.now - since >= rules.idle_return_s
            return end_visit(rules, state) if gone and not _empty(rules, state) else (state, ())
    assert_never(state.screen)


def _empty(rules: s.Rules, state: s.State) -> bool:
    """Out of order with nobody's visit underneath."""
    nobody = isinstance(state.screen, s.OutOfOrder) and isinstance(state.screen.under, s.Welcome)
    return nobody and state.visit == s.Visit(rules.language)


def leaves_in(rules: s.Rules, state: s.State) -> int | None:
    """Seconds, rounded, until a number or thanks leave the screen by themselves; None while that is still far."""
    match state.screen:
        case s.Number(paper=s.Paper.PRINTING):
            return None
        case s.Number() | s.Thanks() as screen:
            left = _leaves_at(rules, state, screen) - state.now
            return max(0, round(left)) if left <= rules.still_there_s else None
        case _:
            return None


def _leaves_at(rules: s.Rules, state: s.State, screen: s.Number | s.Thanks) -> float:
    """Thanks, or paper in hand: a short stay. No paper, or unsure: long enough to note the number."""
    if isinstance(screen, s.Thanks):
        return screen.since + rules.notice_s
    if screen.paper is s.Paper.PRINTED:
        return screen.since + rules.number_shown_s
    return max(screen.since, state.touched_at) + rules.idle_return_s
