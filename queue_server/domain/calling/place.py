"""Where a ticket stands in the order, whether it waits already or would be taken now."""

from datetime import datetime
from typing import NamedTuple

from config.vocabulary import ServiceId, TicketClass
from queue_server.domain.ticket import Ticket
from queue_server.domain.waiting import NEW


class Place(NamedTuple):
    """By default behind everybody who is counted from the same moment. ``arrives_at`` knows no head start."""

    service: ServiceId
    ticket_class: TicketClass
    counted_from: datetime
    arrives_at: datetime
    rank: int = 0
    turn: tuple[int, ...] = NEW


def place_of(ticket: Ticket) -> Place:
    """Of a ticket of today."""
    kind = ticket.service, ticket.ticket_class
    return Place(*kind, ticket.counted_from, ticket.arrives_at, ticket.rank, ticket.turn)
