"""What a kiosk does: (rules, state, happening, a fresh id) → (new state, effects). Pure; time comes with ``Tick``.

    welcome → departments → services → who → waiting → number → welcome

A card may be laid at any of the first four; once it is known, touching a service asks for the number at once. Laid at
the welcome, the server is asked what it has for this person: an appointment, a ticket, a visit to judge (``standing``).
Codes are typed or scanned (``typing``); that of a ticket shows where it stands (``progress``), asked anew as long as
somebody looks (``renewing``), or opens its mark, which goes ``levels → reasons → thanks``.
"""

from dataclasses import replace
from typing import assert_never

from config.vocabulary import RequestId, Trouble
from config.wire.message import WORDS_MAX
from config.wire.replies import Refused, TicketGiven, VisitShown
from devices.kinds.card_reader import CardSeen, CardTrouble
from kiosk.flow import effects as e
from kiosk.flow import happenings as h
from kiosk.flow import states as s
from kiosk.flow.arriving import arrive, next_visit
from kiosk.flow.asking import ask, check_in, late, printed, replied, wish_of
from kiosk.flow.effects import Step
from kiosk.flow.idle import passed
from kiosk.flow.opening import chip_trouble, open_passport, without_key
from kiosk.flow.papers import paper_printed, paper_wanted
from kiosk.flow.questions import Answer, answered, question_late
from kiosk.flow.touches import at, entries, offered, touched, turned
from kiosk.flow.visits.progress import GivingUp, Progress
from kiosk.flow.visits.renewing import look_again, seen


def begin(rules: s.Rules, wish: e.Wish | None = None) -> s.State:
    """The state at start. A wish that was in flight when the kiosk stopped is asked again when the hall is there."""
    language = wish.language if wish else rules.language
    return s.State(s.OutOfOrder(s.Waiting(wish.request) if wish else s.Welcome(), 0.0), s.Visit(language))


def step(rules: s.Rules, state: s.State, happening: h.Happening, fresh: RequestId) -> Step:
    """One happening. ``fresh`` is an id that nobody has used; it is taken only when something new is asked."""
    match happening:
        case h.Tick(now):
            after, effects = passed(rules, replace(state, now=max(state.now, now)))
            after, looks = look_again(after, fresh)
            return after, (*effects, *looks)
        case CardSeen():
            card = s.Card(happening.token[:WORDS_MAX], happening.masked_name[:WORDS_MAX])
            return _card(rules, state, card, fresh)
        case CardTrouble():
            return _card_unread(rules, state, happening), ()
        case (
            h.PictureCame()
            | h.LinkChanged()
            | h.ServerChanged()
            | h.ReaderChanged()
            | h.PrinterChanged()
            | h.OwnChanged()
        ):
            return _hall(rules, state, happening)
        case h.ReplyCame(reply):
            return _reply(rules, state, reply)
        case h.BlockCame(block):
            return state, (e.KeepBlock(block),)
        case h.OwnGiven(ticket):
            return replied(rules, state, ticket, while_away=True)
        case h.ReplyLate(request_id):
            if isinstance(state.screen, s.Asking) and state.screen.request.request_id == request_id:
                return question_late(rules, state, state.screen)
            return late(state, request_id, rules.reply_tries_max)
        case h.PrintFinished():
            return printed(rules, state, happening, fresh)
        case h.PaperFinished():
            return paper_printed(rules, state, happening, fresh)
        case h.PaperWanted(order):
            return paper_wanted(state, order)
        case _:
            return touched(rules, replace(state, touched_at=state.now), happening, fresh)


def _reply(rules: s.Rules, state: s.State, reply: Answer) -> Step:
    """To the open question, a look or the open wish; what nobody waits for changes nothing."""
    if isinstance(state.screen, s.Asking) and state.screen.request.request_id == reply.request_id:
        return answered(rules, state, state.screen, reply)
    if isinstance(state.screen, Progress) and isinstance(reply, VisitShown):
        return seen(state, state.screen, reply), ()
    return replied(rules, state, reply) if isinstance(reply, TicketGiven | Refused) else (state, ())


def _card(rules: s.Rules, state: s.State, card: s.Card, fresh: RequestId) -> Step:
    """A card was read: it joins the visit, or begins one."""
    state = at(state, without_key(state.screen))
    known = replace(state, touched_at=state.now, visit=replace(state.visit, card=card, card_unread_until=None))
    match state.screen:
        case s.Welcome():
            return arrive(rules, known, s.Departments(), fresh)
        case s.Typing(purpose) as typing:
            if purpose is s.Purpose.APPOINTMENT:
                return check_in(rules, known, None, fresh)
            return arrive(rules, known, typing, fresh)
        case s.Departments() | s.Services() | s.Groups() | s.Refusal():
            return known, ()
        case s.Who(service):
            return ask(rules, known, service, fresh)
        case s.StillThere(under):
            return at(known, under), ()
        case s.Number() as number if state.visit.card is None or state.visit.card.token != card.token:
            return _next_card(rules, state, number, card, fresh)
        case s.Thanks():
            return next_visit(rules, state, card, fresh)
        case s.Number() | s.Waiting() | s.Asking() | s.OutOfOrder() | s.Standing() | s.Levels() | s.Reasons():
            return state, ()
        case s.Opening() | Progress() | GivingUp():
            return state, ()
    assert_never(state.screen)


def _next_card(rules: s.Rules, state: s.State, number: s.Number, card: s.Card, fresh: RequestId) -> Step:
    """The next visitor is here. A reader tells a lying card once, so one laid during the printing is kept."""
    match number.paper:
        case s.Paper.PRINTED:
            return next_visit(rules, state, card, fresh)
        case s.Paper.PRINTING:
            return at(state, replace(number, next_card=card)), ()
        case s.Paper.UNSURE | s.Paper.FAILED:
            return state, ()
    assert_never(number.paper)


def _card_unread(rules: s.Rules, state: s.State, told: CardTrouble) -> s.State:
    match state.screen:
        case (s.Opening() as opening) | s.StillThere(s.Opening() as opening):
            return chip_trouble(state, opening, told)
        case (s.Welcome() | s.Departments() | s.Services() | s.Groups() | s.Who() | s.Typing()) as screen:
            if told.trouble is Trouble.NONE:
                return state
            if told.trouble is Trouble.CARD_KEY_WANTED:
                return open_passport(state, told.reader, screen)
            visit = replace(state.visit, card_unread_until=state.now + rules.notice_s)
            return replace(state, visit=visit, touched_at=state.now)
        case _:
            return state


Surroundings = h.PictureCame | h.LinkChanged | h.ServerChanged | h.ReaderChanged | h.PrinterChanged | h.OwnChanged


def _hall(rules: s.Rules, state: s.State, change: Surroundings) -> Step:
    """The world around changed; the screen follows."""
    hall = state.hall
    match change:
        case h.PictureCame(picture):
            hall = replace(hall, picture=picture)
        case h.LinkChanged(up):
            hall = replace(hall, link_up=up, server_up=hall.server_up and up)
        case h.ServerChanged(up):
            hall = replace(hall, server_up=up)
        case h.ReaderChanged(works, all_work):
            hall = replace(hall, reader_ok=works, every_reader_ok=all_work)
        case h.PrinterChanged(works):
            hall = replace(hall, printer_ok=works)
        case h.OwnChanged(offer):
            hall = replace(hall, own=offer)
    after = replace(state, hall=hall)
    if hall.giving and not state.hall.giving:
        return _opened(rules, after)
    if state.hall.giving and not hall.giving:
        return _closed(after), ()
    return _still_offered(rules, after), ()


def _opened(rules: s.Rules, state: s.State) -> Step:
    """The hall is back: whoever stood here goes on where they were."""
    if not isinstance(state.screen, s.OutOfOrder):
        return _still_offered(rules, state), ()
    back = at(replace(state, touched_at=state.now), state.screen.under)
    wanted = wish_of(state)
    if wanted is None:
        return _still_offered(rules, back), ()
    return at(back, replace(wanted, tries=1)), (e.AskAgain(wanted.request),)


def _closed(state: s.State) -> s.State:
    """The hall is away: a shown number stays, an open wish is asked on, everything else is out of order."""
    state = at(state, without_key(state.screen))
    match state.screen:
        case s.Waiting() | s.Asking() | s.Number() | s.Thanks() | s.OutOfOrder():
            return state
        case s.StillThere(under) | under:
            return at(state, s.OutOfOrder(under, state.now))


def _still_offered(rules: s.Rules, state: s.State) -> s.State:
    """The same screen, unless the new picture no longer has what it stands on; pages never run past the end."""
    match state.screen:
        case s.Departments() | s.Services() if entries(state) == 0:
            return at(state, s.Departments())
        case s.Departments() | s.Services() | s.Groups():
            return turned(rules, state, 0)
        case s.Who(service) if not offered(state, service):
            return at(state, s.Departments())
        case _:
            return state
