"""Two halls are equal when their snapshots are. Copies, so that a snapshot stays as the hall moves on."""

from collections import deque
from collections.abc import Iterable
from copy import deepcopy
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from config.vocabulary import ServiceId, TicketClass, TicketId
from queue_server.domain.facts import Fact
from queue_server.domain.hall import Hall
from queue_server.domain.ticket import Ticket


def snapshot(hall: Hall) -> dict[str, Any]:
    """Everything that a hall knows."""
    figures = hall.figures
    return {
        "plan": hall.plan if hall.has_plan else None,
        "adopted": hall.adopted if hall.has_plan else None,
        "zone": hall.zone.key,
        "day": hall.day,
        "latest": hall.latest,
        "tickets": {name: replace(ticket) for name, ticket in hall.tickets.items()},
        "counters": {name: replace(counter) for name, counter in hall.counters.items()},
        "rows": {service: row(hall, service) for service in {ticket.service for ticket in hall.tickets.values()}},
        "waiting": hall.waiting.total,
        "held": list(hall.held),
        "tickets_of": {card: list(theirs) for card, theirs in hall.tickets_of.items()},
        "last_numbers": dict(hall.numbers.last),
        "first_numbers": dict(hall.numbers.first_today),
        "taken_in_half": dict(hall.numbers.in_half),
        "newest_key": dict(hall.newest_key),
        "appointments": deepcopy(vars(hall.appointments)),
        "carried": (hall.carried.numbers, dict(hall.carried.tickets), hall.blocks.kept_out),
        "blocks": (hall.blocks.rule, dict(hall.blocks.services), dict(hall.blocks.given), dict(hall.blocks.floor)),
        "marks": (list(hall.marks), dict(hall.marks.bad)),
        "figures": replace(
            figures,
            taken_of={service: dict(of_class) for service, of_class in figures.taken_of.items()},
            added_of=dict(figures.added_of),
            marks=dict(figures.marks),
            last_marks=deque(figures.last_marks),
            last_calls=deque(figures.last_calls),
        ),
    }


def row(hall: Hall, service: ServiceId) -> list[TicketId]:
    """Who waits for one service, next first."""
    return list(hall.waiting.in_order({service: timedelta()}))


def counted_since(ticket: Ticket) -> datetime:
    """When it was printed; hours without service that it was carried over are left out."""
    return ticket.taken_at + (ticket.carried.later if ticket.carried is not None else timedelta())


def arrival(ticket: Ticket) -> datetime:
    """When a ticket's turn begins to count before any head start: printed, or its slot."""
    booked = ticket.booked_for if ticket.ticket_class is TicketClass.BOOKED else None
    return counted_since(ticket) + (timedelta() if booked is None else max(booked - ticket.taken_at, timedelta()))


def replayed(kept: Iterable[tuple[Fact, datetime]]) -> Hall:
    """A fresh hall after the same facts."""
    hall = Hall()
    for fact, moment in kept:
        hall.apply(fact, moment)
    return hall
