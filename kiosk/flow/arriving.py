"""Somebody lays a card: their visit begins with what the hall has for them today."""

from dataclasses import replace

from config.vocabulary import RequestId
from config.wire.requests import AskPerson
from kiosk.flow import effects as e
from kiosk.flow import states as s
from kiosk.flow.effects import Step


def arrive(rules: s.Rules, state: s.State, back: s.Departments | s.Typing, fresh: RequestId) -> Step:
    """Ask what is there for the card of this visit. ``back``: where it goes on when there is nothing."""
    card, hall = state.visit.card, state.hall
    if card is None or not hall.open:
        return replace(state, screen=back if hall.giving else s.OutOfOrder(back, state.now)), ()
    request = AskPerson(request_id=fresh, kiosk=rules.kiosk, card=card.token)
    return replace(state, screen=s.Asking(request, back)), (e.AskQuestion(request),)


def next_visit(rules: s.Rules, state: s.State, card: s.Card, fresh: RequestId) -> Step:
    """Forget the visitor whose number stands here; the one whose card was laid begins, even while the hall is away."""
    begun = replace(state, visit=s.Visit(rules.language, card), touched_at=state.now)
    return arrive(rules, begun, s.Departments(), RequestId(f"{fresh}-card"))
