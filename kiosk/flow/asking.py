"""The life of one wish for a number: asked with one id, asked again with the same, answered, or given up."""

from dataclasses import replace
from zoneinfo import ZoneInfo

from config.vocabulary import DepartmentId, PrintState, RequestId, ServiceId, TicketClass, TicketId, Trouble
from config.wire.replies import Refused, TicketGiven
from config.wire.requests import ReportPrint, TakeTicket
from kiosk.flow import happenings as h
from kiosk.flow import states as s
from kiosk.flow.happenings import Step
from kiosk.flow.idle import next_visit
from kiosk.slip import own_slip, slip_of

_PAPER = {
    PrintState.PRINTED: s.Paper.PRINTED,
    PrintState.UNSURE: s.Paper.UNSURE,
    PrintState.FAILED: s.Paper.FAILED,
}


def ask(rules: s.Rules, state: s.State, service: ServiceId, fresh: RequestId) -> Step:
    """The one place where a request is made."""
    card = state.visit.card
    request = TakeTicket(
        request_id=fresh,
        kiosk=rules.kiosk,
        service=service,
        ticket_class=TicketClass.PRIORITY if state.visit.priority else TicketClass.ORDINARY,
        card=card.token if card else None,
        masked_name=card.masked_name if card else None,
    )
    wish = h.Wish(request, state.visit.language)
    return replace(state, screen=s.Waiting(request)), (h.AskTicket(wish),)


def late(rules: s.Rules, state: s.State, request_id: str) -> Step:
    """No answer yet: ask again, and after some tries say so while going on asking."""
    wanted = wish_of(state)
    if wanted is None or wanted.request.request_id != request_id:
        return state, ()
    again = replace(wanted, tries=wanted.tries + 1)
    if isinstance(state.screen, s.OutOfOrder):
        screen: s.Screen = replace(state.screen, under=again)
    else:
        screen = again if again.tries <= rules.reply_tries_max else s.OutOfOrder(again, state.now)
    in_vain = again.tries > rules.reply_tries_max or not state.hall.open
    if in_vain and state.hall.can_give(wanted.request.service):
        return replace(state, screen=again), (h.GiveOwn(again.request),)
    return replace(state, screen=screen), (h.AskAgain(again.request),)


def replied(rules: s.Rules, state: s.State, reply: TicketGiven | Refused, *, while_away: bool = False) -> Step:
    """The answer: a number to show and print, or a refusal in the server's words. Others' answers change nothing."""
    wanted = wish_of(state)
    if wanted is None or wanted.request.request_id != reply.request_id:
        return state, ()
    forget = h.ForgetWish(reply.request_id)
    if isinstance(reply, Refused):
        refused = s.Refusal(reply.words, _services_of(state, wanted.request.service))
        screen: s.Screen = refused if state.hall.giving else s.OutOfOrder(refused, state.now)
        return replace(state, screen=screen, touched_at=state.now), (forget,)
    language = state.visit.language
    zone = ZoneInfo(rules.time_zone)
    slip = own_slip(reply, language, zone) if while_away else slip_of(reply, language, zone, state.hall.picture)
    slip = replace(slip, qr=rules.address_of(TicketId(reply.ticket)) or slip.qr)
    number = s.Number(reply, s.Paper.PRINTING, state.now, while_away)
    after = replace(state, screen=number, touched_at=state.now)
    return after, (h.PrintTicket(TicketId(reply.ticket), slip), forget)


def printed(rules: s.Rules, state: s.State, what: h.PrintFinished, fresh: RequestId) -> Step:
    """Paper came or not: the screen follows if it still shows that number; the server is told in any case."""
    reason = "" if what.trouble is Trouble.NONE else what.trouble.value
    report = ReportPrint(request_id=fresh, kiosk=rules.kiosk, ticket=what.ticket, state=what.state, reason=reason)
    return _on_paper(rules, state, what), (h.TellPrint(report),)


def _on_paper(rules: s.Rules, state: s.State, what: h.PrintFinished) -> s.State:
    """A printed number makes room for a card that waits; one without paper stays to be noted."""
    number = state.screen
    if not isinstance(number, s.Number) or number.ticket.ticket != what.ticket:
        return state
    paper = _PAPER[what.state]
    if paper is s.Paper.PRINTED and number.next_card is not None:
        return next_visit(rules, state, number.next_card)
    return replace(state, screen=replace(number, paper=paper, since=state.now))


def wish_of(state: s.State) -> s.Waiting | None:
    """The open wish, wherever it stands."""
    screen = state.screen.under if isinstance(state.screen, s.OutOfOrder) else state.screen
    return screen if isinstance(screen, s.Waiting) else None


def _services_of(state: s.State, service: str) -> s.Services | s.Departments:
    """Where a refused visitor chooses again."""
    lines = state.hall.offer.offers if state.hall.offer else ()
    department = next((line.department for line in lines if line.id == service), None)
    return s.Services(DepartmentId(department)) if department else s.Departments()
