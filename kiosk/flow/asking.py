"""The life of one wish for a number: asked with one id, asked again with the same, answered, or given up."""

from dataclasses import replace
from zoneinfo import ZoneInfo

from config.vocabulary import DepartmentId, Language, RequestId, ServiceId, TicketClass, TicketId, Trouble
from config.wire.appointments import CheckIn
from config.wire.pictures import ServicesPicture
from config.wire.replies import Refused, TicketGiven
from config.wire.requests import ReportPrint, TakeTicket
from devices.kinds.slip import TicketSlip
from kiosk.flow import effects as e
from kiosk.flow import happenings as h
from kiosk.flow import states as s
from kiosk.flow.arriving import next_visit
from kiosk.flow.codes import as_typed
from kiosk.flow.effects import Step
from kiosk.slip import Shown, own_slip, printed_again, slip_of
from kiosk.wording import say_both


def ask(rules: s.Rules, state: s.State, service: ServiceId, fresh: RequestId) -> Step:
    """The one place where a number is asked for."""
    card, priority = state.visit.card, state.visit.priority
    request = TakeTicket(
        request_id=fresh,
        kiosk=rules.kiosk,
        service=service,
        ticket_class=TicketClass.PRIORITY if priority else TicketClass.ORDINARY,
        card=card.token if card else None,
        masked_name=card.masked_name if card else None,
        group=state.visit.group if priority else None,
    )
    return _wished(state, request)


def check_in(rules: s.Rules, state: s.State, code: str | None, fresh: RequestId) -> Step:
    """An appointment becomes a number: by its code, or by the card of this visit."""
    card = state.visit.card
    request = CheckIn(
        request_id=fresh,
        kiosk=rules.kiosk,
        code=code,
        card=card.token if card else None,
        masked_name=card.masked_name if card else None,
    )
    return _wished(state, request)


def _wished(state: s.State, request: TakeTicket | CheckIn) -> Step:
    wish = e.Wish(request, state.visit.language)
    return replace(state, screen=s.Waiting(request)), (e.AskTicket(wish),)


def late(state: s.State, request_id: str, tries_max: int) -> Step:
    """No answer yet: ask again, and after some tries say so while going on asking."""
    wanted = wish_of(state)
    if wanted is None or wanted.request.request_id != request_id:
        return state, ()
    again = replace(wanted, tries=wanted.tries + 1)
    if isinstance(state.screen, s.OutOfOrder):
        screen: s.Screen = replace(state.screen, under=again)
    else:
        screen = again if again.tries <= tries_max else s.OutOfOrder(again, state.now)
    in_vain = again.tries > tries_max or not state.hall.open
    match again.request:
        case TakeTicket() as request if in_vain and state.hall.can_give(request.service):
            return replace(state, screen=again), (e.GiveOwn(request),)
        case CheckIn() if in_vain and state.hall.own is not None:  # ordinary numbers can be had all the same
            refused = s.Refusal(say_both("notice.no_check_in"), s.Departments(), s.About.CHECK_IN)
            return replace(state, screen=refused, touched_at=state.now), (e.ForgetWish(request_id),)
        case _:
            return replace(state, screen=screen), (e.AskAgain(again.request),)


def replied(rules: s.Rules, state: s.State, reply: TicketGiven | Refused, *, while_away: bool = False) -> Step:
    """The answer: a number to show and print, or a refusal in the server's words. Others' answers change nothing."""
    wanted = wish_of(state)
    if wanted is None or wanted.request.request_id != reply.request_id:
        return state, ()
    forget = e.ForgetWish(reply.request_id)
    if isinstance(reply, Refused):
        about = s.About.CHECK_IN if isinstance(wanted.request, CheckIn) else s.About.NUMBER
        refused = s.Refusal(reply.words, _chosen_at(state, wanted.request), about)
        screen: s.Screen = refused if state.hall.giving else s.OutOfOrder(refused, state.now)
        return replace(state, screen=screen, touched_at=state.now), (forget,)
    after, effects = show(rules, state, reply, while_away=while_away)
    return after, (*effects, forget)


def show(rules: s.Rules, state: s.State, ticket: TicketGiven, *, while_away: bool = False, print_no: int = 1) -> Step:
    """The number on the screen and on paper."""
    number = s.Number(ticket, s.Paper.PRINTING, state.now, while_away, print_no)
    picture, language = state.hall.picture, state.visit.language
    slip = slip_here(rules, picture, language, ticket, while_away=while_away, print_no=print_no)
    paper = e.PrintTicket(TicketId(ticket.ticket), slip, print_no)
    return replace(state, screen=number, touched_at=state.now), (paper,)


def slip_here(
    rules: s.Rules,
    picture: ServicesPicture | None,
    language: Language,
    ticket: TicketGiven,
    *,
    while_away: bool = False,
    print_no: int = 1,
) -> TicketSlip:
    """What stands on the paper of a ticket from this kiosk."""
    zone, key = ZoneInfo(rules.time_zone), rules.key_of(TicketId(ticket.ticket))
    groups = picture.groups if picture is not None else ()
    shown = Shown(
        group=next((line for line in groups if line.id == ticket.group), None),
        key=as_typed(key.partition("-")[2].replace("-", "")) if picture is not None and picture.judging else "",
    )
    slip = own_slip(ticket, language, zone, shown) if while_away else slip_of(ticket, language, zone, picture, shown)
    slip = replace(slip, qr=rules.address_of(TicketId(ticket.ticket)) or key or slip.qr)
    return printed_again(slip, print_no) if print_no > 1 else slip


def printed(rules: s.Rules, state: s.State, what: h.PrintFinished, fresh: RequestId) -> Step:
    """Paper came or not: the screen follows if it still shows that number; the server is told in any case."""
    after, effects = _on_paper(rules, state, what, fresh)
    return after, (e.TellPrint(report_of(rules, what, fresh)), *effects)


def report_of(rules: s.Rules, what: h.PrintFinished, fresh: RequestId) -> ReportPrint:
    """What became of a ticket's paper, for the server."""
    return ReportPrint(
        request_id=fresh,
        kiosk=rules.kiosk,
        ticket=what.ticket,
        state=what.state,
        reason="" if what.trouble is Trouble.NONE else what.trouble.value,
        print_no=what.print_no,
    )


def _on_paper(rules: s.Rules, state: s.State, what: h.PrintFinished, fresh: RequestId) -> Step:
    """A printed number makes room for a card that waits; one without paper stays to be noted."""
    number = state.screen
    if not isinstance(number, s.Number) or (number.ticket.ticket, number.print_no) != (what.ticket, what.print_no):
        return state, ()
    paper = s.PAPER_OF[what.state]
    if paper is s.Paper.PRINTED and number.next_card is not None:
        return next_visit(rules, state, number.next_card, fresh)
    return replace(state, screen=replace(number, paper=paper, since=state.now)), ()


def wish_of(state: s.State) -> s.Waiting | None:
    """The open wish, wherever it stands."""
    screen = state.screen.under if isinstance(state.screen, s.OutOfOrder) else state.screen
    return screen if isinstance(screen, s.Waiting) else None


def _chosen_at(state: s.State, request: TakeTicket | CheckIn) -> s.Services | s.Departments | s.Typing:
    """Where a refused visitor chooses again."""
    if isinstance(request, CheckIn):
        return s.Typing(s.Purpose.APPOINTMENT) if request.code is not None else s.Departments()
    lines = state.hall.offer.offers if state.hall.offer else ()
    department = next((line.department for line in lines if line.id == request.service), None)
    return s.Services(DepartmentId(department)) if department else s.Departments()
