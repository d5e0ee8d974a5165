"""Typing on the keypad and scanning: signs add up to a code, and the code opens an appointment or a visit."""

from collections.abc import Callable
from dataclasses import replace
from typing import assert_never
from zoneinfo import ZoneInfo

from config.vocabulary import RequestId
from kiosk.flow import happenings as h
from kiosk.flow import states as s
from kiosk.flow.asking import check_in
from kiosk.flow.codes import CODE_SIGNS, TYPED_MAX, appointment_code, visit_in
from kiosk.flow.effects import Step
from kiosk.flow.opening import opening_touched
from kiosk.flow.questions import ask_visit
from kiosk.wording import say_both


def keyed(rules: s.Rules, state: s.State, touch: h.Keying, fresh: RequestId) -> Step:
    """One key, or a whole line. Without the server no code can be looked up."""
    screen = state.screen
    if isinstance(screen, s.Opening):
        return opening_touched(state, screen, touch)
    match touch:
        case h.BeginTyping(purpose):
            return (begin_typing(state, purpose) if isinstance(screen, s.Welcome) else state), ()
        case h.TypeSign(sign):
            return _typed(state, lambda typed: typed + sign), ()
        case h.EraseSign():
            return _typed(state, lambda typed: typed[:-1]), ()
        case h.SendTyped():
            if isinstance(screen, s.Typing) and complete(screen):
                return _sent(rules, state, screen.typed, fresh)
            return state, ()
        case h.PickLine():
            return state, ()
        case h.Scanned(text):
            return _sent(rules, state, text, fresh) if isinstance(screen, s.Welcome | s.Typing) else (state, ())
    assert_never(touch)


def begin_typing(state: s.State, purpose: s.Purpose) -> s.State:
    """Where the hall has what the code is for."""
    return replace(state, screen=s.Typing(purpose)) if _offers(state, purpose) else state


def complete(typing: s.Typing) -> bool:
    """Whether enough was typed to be looked up."""
    if typing.purpose is s.Purpose.APPOINTMENT:
        return appointment_code(typing.typed) is not None
    return len(typing.typed) > CODE_SIGNS


def _offers(state: s.State, purpose: s.Purpose) -> bool:
    picture = state.hall.picture
    if picture is None or not state.hall.open:
        return False
    return picture.bookable if purpose is s.Purpose.APPOINTMENT else picture.judging


def _typed(state: s.State, change: Callable[[str], str]) -> s.State:
    if not isinstance(state.screen, s.Typing):
        return state
    most = CODE_SIGNS if state.screen.purpose is s.Purpose.APPOINTMENT else TYPED_MAX
    return replace(state, screen=replace(state.screen, typed=change(state.screen.typed)[:most]))


def _sent(rules: s.Rules, state: s.State, text: str, fresh: RequestId) -> Step:
    """A code says itself what it is for; what is neither is told, unless nobody stands here."""
    picture = state.hall.picture
    if picture is None or not state.hall.open:
        return state, ()
    if (code := appointment_code(text)) is not None and _offers(state, s.Purpose.APPOINTMENT):
        return check_in(rules, state, code, fresh)
    today = picture.at.astimezone(ZoneInfo(rules.time_zone)).date()
    ticket = visit_in(text, today, rules.ticket_of)
    if ticket is not None:
        return ask_visit(state, ticket, s.Typing(s.Purpose.VISIT), fresh)
    if not isinstance(state.screen, s.Typing):
        return state, ()
    about = s.About.CHECK_IN if state.screen.purpose is s.Purpose.APPOINTMENT else s.About.VISIT
    unknown = s.Refusal(say_both("typing.unknown"), replace(state.screen, typed=""), about)
    return replace(state, screen=unknown), ()
