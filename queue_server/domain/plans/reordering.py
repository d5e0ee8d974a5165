"""Another order of calling while people wait: everybody stands by the new one, and nobody later than was promised.

What a slip promises is a moment: "counted as arrived at 08:10". A plan may count somebody earlier than that, never
later; rank and head start of whoever comes from now on are the new plan's alone. Whoever was put back keeps the moment
that they were put to.
"""

from config.plan import Plan
from config.rules.order import Order
from config.vocabulary import TicketClass
from queue_server.domain.hall import Hall
from queue_server.domain.plans.facts import NewPlace, TicketsReordered
from queue_server.domain.ticket import Ticket


def reordered(hall: Hall, plan: Plan) -> tuple[TicketsReordered, ...]:
    """The fact that goes before the adoption of a plan with another order; none while today nobody took a ticket."""
    if not hall.has_plan or not hall.tickets or order_of(plan) == order_of(hall.adopted):
        return ()
    places = (place_in(plan, ticket) for ticket in hall.live_tickets())
    moved = [p for p in places if (p.rank, p.counted_from) != hall.tickets[p.ticket].key[:2]]
    return (TicketsReordered(tuple(moved)),)


def order_of(plan: Plan) -> tuple[object, ...]:
    """All of a plan that decides where a ticket stands."""
    return plan.order, tuple(plan.head_start(name) for name in TicketClass)


def place_in(plan: Plan, ticket: Ticket) -> NewPlace:
    """Where a live ticket stands by a plan's order."""
    rank = plan.order.rank(ticket.ticket_class, ticket.group)
    if ticket.put_back:
        return NewPlace(ticket.id, rank, ticket.counted_from)
    by_taking = plan.order.rule is Order.FIRST_COME and ticket.carried is None
    arrived = ticket.taken_at if by_taking else ticket.arrives_at
    return NewPlace(ticket.id, rank, min(ticket.counted_from, arrived - plan.head_start(ticket.ticket_class)))
