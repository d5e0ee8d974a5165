"""What a touch does on each screen. A touch that makes no sense there changes nothing: fingers are fast."""

from dataclasses import replace
from typing import assert_never

from config.vocabulary import DepartmentId, Language, RequestId, ServiceId
from config.wire.message import Words2
from config.wire.pictures import DepartmentLine, GroupLine, ServiceLine
from config.wire.replies import TicketGiven
from kiosk.flow import happenings as h
from kiosk.flow import states as s
from kiosk.flow.arriving import next_visit
from kiosk.flow.asking import ask, check_in
from kiosk.flow.effects import Step
from kiosk.flow.idle import end_visit
from kiosk.flow.judging import judging
from kiosk.flow.keying import keyed
from kiosk.flow.papers import print_notice
from kiosk.flow.questions import add_service, print_again
from kiosk.flow.visits.leaving import leaving
from kiosk.flow.visits.progress import GivingUp, Progress


def touched(rules: s.Rules, state: s.State, touch: h.Touch, fresh: RequestId) -> Step:
    """One touch; the idle clock is already set back."""
    match touch:
        case h.LanguageChosen(language):
            return _speak(state, language), ()
        case h.Begin():
            return (at(state, s.Departments()) if isinstance(state.screen, s.Welcome | s.Standing) else state), ()
        case h.PickDepartment(department):
            return _pick_department(state, department), ()
        case h.PickService(service):
            return _pick_service(rules, state, service, fresh)
        case h.PickGroup(group):
            if isinstance(state.screen, s.Groups):
                chosen = replace(state, visit=replace(state.visit, group=group))
                return _chosen(rules, chosen, state.screen.service, state.screen.back, fresh)
            return state, ()
        case h.OneMore(ticket):
            return _one_more(state, ticket), ()
        case h.PrintAgain(ticket):
            number = _to_print(state, ticket)
            return (state, ()) if number is None else print_again(rules, state, number, fresh)
        case h.PrintList():
            return print_notice(rules, state, fresh)
        case h.CheckInHere():
            at_standing = isinstance(state.screen, s.Standing) and state.screen.found.appointment is not None
            return check_in(rules, state, None, fresh) if at_standing else (state, ())
        case h.BeginTyping() | h.TypeSign() | h.EraseSign() | h.SendTyped() | h.PickLine() | h.Scanned():
            return keyed(rules, state, touch, fresh)
        case h.JudgeVisit() | h.PickLevel() | h.SwitchReason() | h.SendMark():
            return judging(state, touch, fresh)
        case h.SeeVisit() | h.GiveUp() | h.GiveUpSurely():
            return leaving(rules, state, touch, fresh)
        case h.TurnPage(by):
            return turned(rules, state, by), ()
        case h.GoBack():
            return _back(rules, state)
        case h.GoHome():
            return _home(rules, state, fresh)
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


def offers(state: s.State) -> tuple[ServiceLine, ...]:
    """What this visitor can choose from: a chain is never added to a ticket."""
    picture = state.hall.offer
    if picture is None:
        return ()
    return picture.services if state.visit.adds_to is not None else picture.offers


def departments(state: s.State) -> tuple[DepartmentLine, ...]:
    """The hall's departments; for one more service those that have something of it."""
    picture = state.hall.offer
    if picture is None:
        return ()
    used = {line.department for line in offers(state)}
    return tuple(line for line in picture.departments if line.id in used or state.visit.adds_to is None)


def services_in(state: s.State, department: DepartmentId) -> int:
    """How many services a department has."""
    return sum(line.department == department for line in offers(state))


def offered(state: s.State, service: ServiceId) -> bool:
    """Whether the hall has this service."""
    return any(line.id == service for line in offers(state))


def closed_words(state: s.State, service: ServiceId) -> Words2 | None:
    """Why no numbers are given for this service now, and when they are again; None: they are."""
    lines = state.hall.picture.offers if state.hall.picture else ()
    return next((line.closed for line in lines if line.id == service), None)


def groups_for(state: s.State, service: ServiceId) -> tuple[GroupLine, ...]:
    """The groups that a priority visitor may belong to, where the service has tickets for them."""
    picture = state.hall.offer
    given = any(line.id == service and line.priority for line in offers(state))
    return picture.groups if picture is not None and given else ()


def entries(state: s.State) -> int:
    """How many things the screen offers to choose from."""
    match state.screen:
        case s.Departments():
            return len(departments(state))
        case s.Services(department):
            return services_in(state, department)
        case s.Groups(service):
            return len(groups_for(state, service))
        case s.Standing(found):
            shown = found.tickets, printable(state), found.live, found.judgeable
            return bool(found.appointment) + sum(map(len, shown))
        case _:
            return 0


def turned(rules: s.Rules, state: s.State, by: int) -> s.State:
    """Another page, within those that are there."""
    match state.screen:
        case s.Departments(page) | s.Services(page=page) | s.Groups(page=page) | s.Standing(page=page) as screen:
            per_page = rules.departments_per_page if isinstance(screen, s.Departments) else rules.services_per_page
            last = pages(entries(state), per_page) - 1
            return at(state, replace(screen, page=min(max(page + by, 0), last)))
        case _:
            return state


def _speak(state: s.State, language: Language) -> s.State:
    return replace(state, visit=replace(state.visit, language=language))


def _pick_department(state: s.State, department: DepartmentId) -> s.State:
    if isinstance(state.screen, s.Departments) and services_in(state, department):
        return at(state, s.Services(department, from_page=state.screen.page))
    return state


def _pick_service(rules: s.Rules, state: s.State, service: ServiceId, fresh: RequestId) -> Step:
    if not isinstance(state.screen, s.Services) or not offered(state, service):
        return state, ()
    if (closed := closed_words(state, service)) is not None:
        return at(state, s.Refusal(closed, state.screen)), ()
    if state.visit.adds_to is not None:
        return add_service(rules, state, service, fresh)
    if state.visit.priority and groups_for(state, service):
        return at(state, s.Groups(service, state.screen)), ()
    return _chosen(rules, state, service, state.screen, fresh)


def _chosen(rules: s.Rules, state: s.State, service: ServiceId, back: s.Services, fresh: RequestId) -> Step:
    """All is said: the card is laid already, or it is asked for."""
    if state.visit.card is not None:
        return ask(rules, state, service, fresh)
    return at(state, s.Who(service, back)), ()


def _one_more(state: s.State, ticket: str) -> s.State:
    """Choose one more service for a ticket that the server knows."""
    if not state.hall.open:
        return state
    match state.screen:
        case s.Number(ticket=given, paper=paper, while_away=False, next_card=None):
            found = given if given.ticket == ticket and paper is not s.Paper.PRINTING else None
        case s.Standing(found=person):
            found = next((live for live in person.tickets if live.ticket == ticket), None)
        case _:
            found = None
    return state if found is None else replace(state, screen=s.Departments(), visit=replace(state.visit, adds_to=found))


def printable(state: s.State) -> tuple[TicketGiven, ...]:
    """The tickets here that can be printed once more: those whose paper did not come for sure, or of the card."""
    if not state.hall.printer_ok:
        return ()
    match state.screen:
        case s.Number(ticket, s.Paper.UNSURE | s.Paper.FAILED, while_away=away, said=None, next_card=None):
            return (ticket,) if away or state.hall.open else ()
        case s.Standing(found) if state.hall.open:
            return found.tickets
        case _:
            return ()


def _to_print(state: s.State, ticket: str) -> s.Number | None:
    """The number's screen, where the visitor is afterwards."""
    found = next((each for each in printable(state) if each.ticket == ticket), None)
    if found is None or isinstance(state.screen, s.Number):
        return state.screen if found is not None and isinstance(state.screen, s.Number) else None
    return s.Number(found, s.Paper.UNSURE, state.now)


def _back(rules: s.Rules, state: s.State) -> Step:
    match state.screen:
        case s.Departments() | s.Typing() | s.Standing() | s.Levels() | Progress():
            return end_visit(rules, state)
        case GivingUp(visit):
            return at(state, Progress(visit)), ()
        case s.Services(from_page=page):
            return at(state, s.Departments(page)), ()
        case s.Who(back=back) | s.Groups(back=back) | s.Opening(back=back) | s.Refusal(back=back):
            return at(state, back), ()
        case s.Reasons(visit):
            return at(state, s.Levels(visit)), ()
        case s.Welcome() | s.Waiting() | s.Asking() | s.Number() | s.Thanks() | s.StillThere() | s.OutOfOrder():
            return state, ()
    assert_never(state.screen)


def _home(rules: s.Rules, state: s.State, fresh: RequestId) -> Step:
    """Leave everything; but a number that is being asked for is waited for, and a fault cannot be left."""
    match state.screen:
        case s.Waiting() | s.Asking() | s.OutOfOrder():
            return state, ()
        case s.Number(next_card=s.Card() as card):
            return next_visit(rules, state, card, fresh)
        case _:
            return end_visit(rules, state)
