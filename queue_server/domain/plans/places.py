"""Where tickets stand in the order, and how a change of order moves them."""

from collections.abc import Mapping
from datetime import datetime

from config.vocabulary import TicketClass, TicketId, TicketState
from queue_server.domain.plans.facts import TicketsReordered
from queue_server.domain.ticket import LIVE, Ticket
from queue_server.domain.waiting import Waiting

NewestKeys = dict[TicketClass, datetime]


def note_key(newest: NewestKeys, ticket: Ticket) -> None:
    """Nobody of its class who comes later is to stand before it; booked ones of today have their slots."""
    if ticket.ticket_class is not TicketClass.BOOKED or ticket.carried is not None:
        key = newest.get(ticket.ticket_class)
        if key is None or key < ticket.counted_from:
            newest[ticket.ticket_class] = ticket.counted_from


def stand_anew(fact: TicketsReordered, tickets: Mapping[TicketId, Ticket], waiting: Waiting) -> NewestKeys:
    """Everybody stands by the new order. Returns where the newest of each class stands now."""
    for place in fact.places:
        ticket = tickets[place.ticket]
        waits = ticket.state is TicketState.WAITING
        if waits:
            waiting.remove(ticket)
        ticket.rank, ticket.counted_from = place.rank, place.counted_from
        if waits:
            waiting.add(ticket)
    newest: NewestKeys = {}
    for ticket in tickets.values():
        if ticket.state in LIVE and ticket.state is not TicketState.CARRIED and not ticket.put_back:
            note_key(newest, ticket)
    return newest
