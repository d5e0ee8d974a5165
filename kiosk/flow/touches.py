"""What a touch does on each screen. A touch that makes no sense there changes nothing: fingers are fast."""

from dataclasses import replace
from typing import assert_never

from config.vocabulary import DepartmentId, Language, RequestId, ServiceId
from config.wire.message import Words2
from config.wire.pictures import ServicesPicture
from kiosk.flow import happenings as h
from kiosk.flow import states as s
from kiosk.flow.asking import ask
from kiosk.flow.happenings import Step
from kiosk.flow.idle import end_visit, next_visit


def touched(rules: s.Rules, state: s.State, touch: h.Touch, fresh: RequestId) -> Step:
    """One touch; the idle clock is already set back."""
    match touch:
        case h.LanguageChosen(language):
            return _speak(state, language), ()
        case h.Begin():
            return (at(state, s.Departments()) if isinstance(state.screen, s.Welcome) else state), ()
        case h.PickDepartment(department):
            return _pick_department(state, department), ()
        case h.PickService(service):
            return _pick_service(rules, state, service, fresh)
        case h.TurnPage(by):
            return turned(rules, state, by), ()
        case h.GoBack():
            return _back(rules, state)
        case h.GoHome():
            return _home(rules, state)
        case h.WithoutCard():
            if isinstance(state.screen, s.Who):
                return ask(rules, state, state.screen.service, fresh)
            return state, ()
        case h.SwitchPriority():
            if isinstance(state.screen, s.Services | s.Who):
                return replace(state, visit=replace(state.visit, priority=not state.visit.priority)), ()
            return state, ()
        case h.NeedMoreTime():
            return (at(state, state.screen.under) if isinstance(state.screen, s.StillThere) else state), ()
    assert_never(touch)


def at(state: s.State, screen: s.Screen) -> s.State:
    """The same visit on another screen."""
    return replace(state, screen=screen)


def pages(entries: int, per_page: int) -> int:
    """How many pages a list takes, at least one."""
    return max(1, -(-entries // per_page))


def services_in(picture: ServicesPicture | None, department: DepartmentId) -> int:
    """How many services a department has."""
    return sum(line.department == department for line in picture.offers) if picture else 0


def offered(state: s.State, service: ServiceId) -> bool:
    """Whether the hall has this service."""
    picture = state.hall.offer
    return picture is not None and any(line.id == service for line in picture.offers)


def closed_words(state: s.State, service: ServiceId) -> Words2 | None:
    """Why no numbers are given for this service now, and when they are again; None: they are."""
    lines = state.hall.picture.offers if state.hall.picture else ()
    return next((line.closed for line in lines if line.id == service), None)


def entries(state: s.State) -> int:
    """How many things the screen offers to choose from."""
    picture = state.hall.offer
    match state.screen:
        case s.Departments():
            return len(picture.departments) if picture else 0
        case s.Services(department):
            return services_in(picture, department)
        case _:
            return 0


def turned(rules: s.Rules, state: s.State, by: int) -> s.State:
    """Another page, within those that are there."""
    match state.screen:
        case s.Departments(page) | s.Services(page=page) as screen:
            per_page = rules.departments_per_page if isinstance(screen, s.Departments) else rules.services_per_page
            last = pages(entries(state), per_page) - 1
            return at(state, replace(screen, page=min(max(page + by, 0), last)))
        case _:
            return state


def _speak(state: s.State, language: Language) -> s.State:
    return replace(state, visit=replace(state.visit, language=language))


def _pick_department(state: s.State, department: DepartmentId) -> s.State:
    if isinstance(state.screen, s.Departments) and services_in(state.hall.offer, department):
        return at(state, s.Services(department, from_page=state.screen.page))
    return state


def _pick_service(rules: s.Rules, state: s.State, service: ServiceId, fresh: RequestId) -> Step:
    if not isinstance(state.screen, s.Services) or not offered(state, service):
        return state, ()
    if (closed := closed_words(state, service)) is not None:
        return at(state, s.Refusal(closed, state.screen)), ()
    if state.visit.card is not None:
        return ask(rules, state, service, fresh)
    return at(state, s.Who(service, state.screen)), ()


def _back(rules: s.Rules, state: s.State) -> Step:
    match state.screen:
        case s.Departments():
            return end_visit(rules, state)
        case s.Services(from_page=page):
            return at(state, s.Departments(page)), ()
        case s.Who(back=back) | s.Refusal(back=back):
            return at(state, back), ()
        case s.Welcome() | s.Waiting() | s.Number() | s.StillThere() | s.OutOfOrder():
            return state, ()
    assert_never(state.screen)


def _home(rules: s.Rules, state: s.State) -> Step:
    """Leave everything; but a number that is being asked for is waited for, and a fault cannot be left."""
    match state.screen:
        case s.Waiting() | s.OutOfOrder():
            return state, ()
        case s.Number(next_card=s.Card() as card):
            return next_visit(rules, state, card), ()
        case _:
            return end_visit(rules, state)
