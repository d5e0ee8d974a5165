"""The life of one question, about a person, a visit, a mark, one more service, leaving: asked, answered, given up."""

from dataclasses import replace
from typing import assert_never

from config.vocabulary import Canceller, EvaluationChannel, RequestId, ServiceId, TicketState
from config.wire.message import Words2
from config.wire.replies import Done, PersonStanding, Refused, ReprintGiven, TicketGiven, VisitShown
from config.wire.requests import AddService, AskPerson, AskVisit, CancelTicket, EvaluateVisit, ReprintTicket
from kiosk.flow import effects as e
from kiosk.flow import states as s
from kiosk.flow.asking import show
from kiosk.flow.effects import Step
from kiosk.flow.visits.progress import GivingUp, Progress
from kiosk.wording import say_both

Answer = TicketGiven | ReprintGiven | Done | PersonStanding | VisitShown | Refused


def ask_visit(state: s.State, ticket: str, back: s.Typing | s.Standing, fresh: RequestId) -> Step:
    """Somebody holds this ticket: where does its visit stand?"""
    return _asked(state, s.Asking(AskVisit(request_id=fresh, ticket=ticket), back))


def give_up(rules: s.Rules, state: s.State, at: GivingUp, fresh: RequestId) -> Step:
    """The visitor is sure."""
    request = CancelTicket(request_id=fresh, ticket=at.visit.ticket, by=rules.kiosk, canceller=Canceller.KIOSK)
    return _asked(state, s.Asking(request, at))


def add_service(rules: s.Rules, state: s.State, service: ServiceId, fresh: RequestId) -> Step:
    """One more service on the ticket that this visit has."""
    if state.visit.adds_to is None or not isinstance(state.screen, s.Services):
        return state, ()
    request = AddService(request_id=fresh, ticket=state.visit.adds_to.ticket, by=rules.kiosk, service=service)
    return _asked(state, s.Asking(request, state.screen))


def print_again(rules: s.Rules, state: s.State, number: s.Number, fresh: RequestId) -> Step:
    """The same ticket on paper once more; the number is on the screen whatever comes of it."""
    card = state.visit.card
    request = ReprintTicket(
        request_id=fresh, kiosk=rules.kiosk, ticket=number.ticket.ticket, card=card.token if card else None
    )
    return _asked(state, s.Asking(request, number))


def send_mark(state: s.State, at: s.Reasons, fresh: RequestId) -> Step:
    """The mark with its reasons."""
    request = EvaluateVisit(
        request_id=fresh,
        ticket=at.visit.ticket,
        level=at.level,
        reasons=at.chosen,
        channel=EvaluationChannel.KIOSK,
    )
    return _asked(state, s.Asking(request, at))


def _asked(state: s.State, asking: s.Asking) -> Step:
    return replace(state, screen=asking), (e.AskQuestion(asking.request),)


def question_late(rules: s.Rules, state: s.State, asking: s.Asking) -> Step:
    """No answer: asked again with the same id; at last the visitor is told. A card alone is no reason to wait."""
    again = replace(asking, tries=asking.tries + 1)
    forget = (e.ForgetQuestion(asking.request.request_id),)
    if isinstance(asking.request, AskPerson) and isinstance(asking.back, s.Departments):
        return _go_on(state, asking.back), forget
    if again.tries > rules.reply_tries_max:
        return _told(state, asking, say_both("notice.no_answer")), forget
    return replace(state, screen=again), (e.AskQuestion(asking.request),)


def answered(rules: s.Rules, state: s.State, asking: s.Asking, answer: Answer) -> Step:
    """The answer to the open question; another kind of answer than it can have counts as none."""
    forget = (e.ForgetQuestion(asking.request.request_id),)
    state = replace(state, touched_at=state.now)
    if isinstance(answer, Refused) and not isinstance(asking.back, s.Departments):
        return _told(state, asking, answer.words), forget
    match asking.request, answer:
        case AskPerson(), _:
            found = answer if isinstance(answer, PersonStanding) else None
            return _person(state, asking, found), forget
        case AskVisit(), VisitShown():
            return _visit(state, asking, answer), forget
        case CancelTicket(), Done() if isinstance(asking.back, GivingUp):
            over = {"state": TicketState.CANCELLED, "canceller": Canceller.KIOSK}
            return replace(state, screen=Progress(asking.back.visit.model_copy(update=over))), forget
        case EvaluateVisit(level=level), Done():
            again = isinstance(asking.back, s.Reasons) and asking.back.visit.again
            return replace(state, screen=s.Thanks(level, state.now, again)), forget
        case ReprintTicket(), ReprintGiven(given=given, print_no=print_no) if isinstance(asking.back, s.Number):
            away = asking.back.while_away
            after, effects = show(rules, state, given, while_away=away, print_no=print_no)
            return after, (*effects, *forget)
        case AddService(service=service), Done():
            after, effects = _added(rules, state, service)
            return after, (*effects, *forget)
        case _:
            return _told(state, asking, say_both("notice.no_answer")), forget


def _visit(state: s.State, asking: s.Asking, visit: VisitShown) -> s.State:
    """To its mark when it may be judged; why not, when all is done; where it stands, before."""
    if visit.mark.refusal is None:
        return _go_on(state, s.Levels(s.Judged(visit.ticket, visit.number, visit.service_name, visit.mark.again)))
    if visit.state is TicketState.SERVED:
        return _told(state, asking, visit.mark.words, s.About.MARK)
    return _go_on(state, Progress(visit, state.now))


def _person(state: s.State, asking: s.Asking, found: PersonStanding | None) -> s.State:
    """What there is to choose from; where there is one visit to judge and nothing else was asked for, that one."""
    if isinstance(asking.back, s.Typing):
        if found is None or not (found.judgeable or found.live):
            return _told(state, asking, say_both("judge.nothing"))
        if len(found.judgeable) == 1 and not found.live:
            line = found.judgeable[0]
            return _go_on(state, s.Levels(s.Judged(line.ticket, line.number, line.service_name, line.again)))
        only_visits = found.model_copy(update={"appointment": None, "tickets": ()})
        return _go_on(state, s.Standing(only_visits))
    if found is not None and (found.appointment or found.tickets or found.live or found.judgeable):
        return _go_on(state, s.Standing(found))
    return _go_on(state, s.Departments())


def _added(rules: s.Rules, state: s.State, service: str) -> Step:
    """The whole way of the ticket, on the screen and on paper."""
    ticket, offer = state.visit.adds_to, state.hall.picture
    assert ticket is not None, "something was added to a ticket"
    lines = offer.services if offer is not None else ()
    name = next((line.name for line in lines if line.id == service), Words2(zh=service, en=service))
    names = (*(ticket.steps or (ticket.service_name,)), name)
    services = (*(ticket.step_services or (ticket.service,)), service)
    more = ticket.model_copy(update={"steps": names, "step_services": services})
    return show(rules, replace(state, visit=replace(state.visit, adds_to=None)), more)


def _told(state: s.State, asking: s.Asking, words: Words2, about: s.About | None = None) -> s.State:
    """Why it came to nothing. ``about``: what did, where it is not what was asked."""
    if isinstance(asking.back, s.Number):
        return replace(state, screen=replace(asking.back, said=words, since=state.now))
    return _go_on(state, s.Refusal(words, asking.back, about or _about(asking)))


def _about(asking: s.Asking) -> s.About:
    match asking.request:
        case AddService():
            return s.About.SERVICE
        case AskVisit():
            return s.About.VISIT
        case EvaluateVisit():
            return s.About.MARK
        case CancelTicket():
            return s.About.LEAVING
        case AskPerson() | ReprintTicket():
            return s.About.VISIT if isinstance(asking.back, s.Typing) else s.About.NUMBER
    assert_never(asking.request)


def _go_on(state: s.State, screen: s.Chosen | s.Refusal) -> s.State:
    """There, as soon as the hall is here."""
    return replace(state, screen=screen if state.hall.giving else s.OutOfOrder(screen, state.now))
