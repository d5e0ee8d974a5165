"""Whoever still waits when the hall closes: carried over to the next working day where the plan says so, else ended.

The hours without service are left out of the count: all who come back are counted later by the same time, so that who
came last, or at closing, is counted as arrived when the hall opens. The order among them stays as it was, and whoever
comes on the new day passes them no further than the promised head start.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta

from config.vocabulary import TicketClass, TicketState
from queue_server.domain.carrying.facts import CarriedTicket, TicketCarried, TicketsCarried
from queue_server.domain.facts import EndReason, TicketEnded
from queue_server.domain.hall import Hall
from queue_server.domain.hours.sessions import first_opening, last_closing, next_working_day, works_on
from queue_server.domain.ticket import Ticket

Left = TicketCarried | TicketEnded


def at_closing(hall: Hall, left: Iterable[Ticket], otherwise: EndReason, by: str) -> tuple[Left, ...]:
    """What becomes of those who wait or are on hold; ``otherwise`` is why the others end."""
    return tuple(_over(hall, ticket, otherwise, by) for ticket in left)


def tickets_left(hall: Hall, day: date) -> tuple[tuple[Left, ...], TicketsCarried | None]:
    """Before ``day`` begins: what becomes of each live ticket, and what the new day takes over."""
    live = hall.live_tickets()
    left = tuple(fact for ticket in live if (fact := _at_night(hall, ticket)) is not None)
    to = {ticket.id: ticket.carried.to for ticket in live if ticket.carried is not None}
    to |= {fact.ticket: fact.to for fact in left if isinstance(fact, TicketCarried)}
    ended = {fact.ticket for fact in left if isinstance(fact, TicketEnded)}
    goes_on = sorted((ticket for ticket in live if ticket.id not in ended), key=lambda ticket: ticket.key)
    over = [_carried(ticket, to[ticket.id]) for ticket in goes_on]
    if not over:
        return left, None
    services = hall.adopted.service_by_id
    comes = {one.id for one in over if one.to <= day and works_on(hall.adopted, services[one.service], day)}
    back = [one for one in over if one.id in comes]
    later = timedelta() if not back else _without_service(hall, back, day)
    return left, TicketsCarried(
        tuple(replace(one, counted_from=one.counted_from + later, later=one.later + later) for one in back),
        tuple(one for one in over if one.id not in comes),
    )


def _at_night(hall: Hall, ticket: Ticket) -> Left | None:
    """None: it was carried over at closing, and goes on to its day."""
    if ticket.state is TicketState.CARRIED and _stays_in_plan(hall, ticket):
        return None
    if ticket.state in (TicketState.WAITING, TicketState.HELD):
        return _over(hall, ticket, EndReason.DAY_ENDED)
    carried = ticket.state is TicketState.CARRIED
    return TicketEnded(ticket.id, EndReason.SERVICE_LEFT if carried else EndReason.DAY_ENDED)


def _over(hall: Hall, ticket: Ticket, otherwise: EndReason, by: str = "") -> Left:
    if ticket.carried is not None:
        return TicketEnded(ticket.id, EndReason.CARRIED_BEFORE, by)
    to, carries_over = None, hall.plan.carries_over(ticket.service)
    if carries_over and not _stays_in_plan(hall, ticket):
        return TicketEnded(ticket.id, EndReason.SERVICE_LEFT, by)
    if carries_over and hall.day is not None:
        to = next_working_day(hall.adopted, hall.adopted.service_by_id[ticket.service], hall.day)
    return TicketEnded(ticket.id, otherwise, by) if to is None else TicketCarried(ticket.id, to, by)


def _stays_in_plan(hall: Hall, ticket: Ticket) -> bool:
    """Tomorrow's plan has no more what only drains today."""
    return hall.adopted.service_by_id.keys() >= set(ticket.services)


def _without_service(hall: Hall, back: list[CarriedTicket], day: date) -> timedelta:
    """How long nobody could be served since they came: from the last closing, or the last one's coming, to opening.

    None for a hall that never closes.
    """
    plan, zone = hall.adopted, hall.zone
    if plan.opening is None:
        return timedelta()
    kinds = {plan.service_by_id[one.service].hours for one in back}
    openings = [first_opening(plan.opening, zone, own, day) for own in kinds]
    since = max(_arrived(one) for one in back)
    closed = last_closing(plan.opening, zone, max(one.taken_at for one in back).astimezone(zone).date())
    since = since if closed is None else max(since, closed)
    return max(min(opens for opens in openings if opens is not None) - since, timedelta())


def _arrived(one: CarriedTicket) -> datetime:
    """When its turn began to count before any head start."""
    booked = one.booked_for if one.ticket_class is TicketClass.BOOKED else None
    return one.taken_at if booked is None else max(one.taken_at, booked)


def _carried(ticket: Ticket, to: date) -> CarriedTicket:
    return CarriedTicket(
        id=ticket.id,
        number=ticket.number,
        service=ticket.service,
        ticket_class=ticket.ticket_class,
        taken_at=ticket.taken_at,
        counted_from=ticket.counted_from,
        to=to,
        later=ticket.carried.later if ticket.carried is not None else timedelta(),
        booked_for=ticket.booked_for,
        masked_name=ticket.masked_name,
        card=ticket.card,
        rank=ticket.rank,
        group=ticket.group,
        steps=ticket.steps,
        came_from=ticket.came_from,
        first_called_at=ticket.first_called_at,
        put_back=bool(ticket.put_back),
        paper=ticket.paper,
        prints=ticket.prints,
    )
