"""A kiosk tells of a number that it gave by itself while the server was away.

The paper is out, so there is hardly a reason to refuse. Limits of persons, classes and half days are not asked: nobody
could count when the number was given. But it counts for all who come after it.
"""

from datetime import datetime, time, timedelta

from config.plan import LIVE_TICKETS_MAX
from config.rules.order import Order
from config.vocabulary import Canceller, RefusalCode, TicketClass, TicketState
from queue_server.domain import numbering
from queue_server.domain.calling.ahead import ahead
from queue_server.domain.calling.place import Place
from queue_server.domain.commands import TellLateTicket
from queue_server.domain.facts import Fact, TicketCancelled, TicketTaken
from queue_server.domain.hall import Hall
from queue_server.domain.refusals import Refusal

Outcome = tuple[Fact, ...] | Refusal
Code = RefusalCode


def tell_late(hall: Hall, command: TellLateTicket, now: datetime) -> Outcome:
    """The ticket takes its place by the moment it was given; whoever was called meanwhile stays called."""
    number = command.ticket.rpartition("-")[2]
    if (refusal := _wrong(hall, command, number)) is not None:
        return refusal
    taken_at = _moment(hall, command.ago, now)
    key = _key(hall, command.ticket_class, taken_at)
    group = command.group if command.ticket_class is TicketClass.PRIORITY else None
    group = group if group is not None and hall.plan.order.knows(group) else None
    rank = hall.plan.order.rank(command.ticket_class, group)
    nobodys = _nobodys(hall, command)
    others = hall.waiting.without(hall.tickets[nobodys[0].ticket]) if nobodys else None
    place = Place(command.service, command.ticket_class, key, taken_at, rank)
    taken = TicketTaken(
        ticket=command.ticket,
        number=number,
        service=command.service,
        ticket_class=command.ticket_class,
        taken_at=taken_at,
        booked_for=None,
        counted_from=key,
        people_ahead=ahead(hall, place, others).people,
        kiosk=command.kiosk,
        card=command.card,
        masked_name=command.masked_name,
        while_away=True,
        rank=rank,
        group=group,
        prints=1 + command.reprints,
    )
    return (*nobodys, taken)


def _wrong(hall: Hall, command: TellLateTicket, number: str) -> Refusal | None:
    if hall.day is None or numbering.ticket_id(hall.day, number) != command.ticket:
        return Refusal(Code.TICKET_OF_ANOTHER_DAY)
    if command.service not in hall.plan.service_by_id:
        return Refusal(Code.UNKNOWN_SERVICE)
    if command.ticket_class is TicketClass.BOOKED:
        return Refusal(Code.BOOKED_TIME_MISSING)
    if not hall.blocks.hold(command.kiosk, command.service, number):
        return Refusal(Code.NOT_THIS_KIOSKS_NUMBER)
    if command.ticket in hall.tickets:
        return Refusal(Code.NUMBER_GIVEN_ALREADY)
    # Somebody holds this number already, so the places kept for appointments are for it too.
    return Refusal(Code.HALL_FULL) if len(hall.tickets) >= LIVE_TICKETS_MAX else None


def _moment(hall: Hall, ago: timedelta, now: datetime) -> datetime:
    """When it was given, by the hall's clock: neither in the future nor before today, nor too far back for the plan."""
    rule, day = hall.blocks.rule, hall.day
    assert rule is not None, "whoever has a block has a rule"
    assert day is not None, "a number of today has a day"
    back = min(max(ago, timedelta()), timedelta(minutes=rule.counts_back_max_min))
    return max(now - back, min(now, datetime.combine(day, time(), hall.zone).astimezone(now.tzinfo)))


def _key(hall: Hall, ticket_class: TicketClass, taken_at: datetime) -> datetime:
    """Where it would stand had it been told at once; not before those of its class who came under other rules."""
    if hall.plan.order.rule is Order.FIRST_COME:
        return taken_at
    key = taken_at - hall.plan.head_start(ticket_class)
    return max(key, hall.blocks.floor.get(ticket_class, key))


def _nobodys(hall: Hall, command: TellLateTicket) -> tuple[TicketCancelled, ...]:
    """What the server made for the same wish ends, unless somebody has called it already: nobody holds that number."""
    made = hall.tickets.get(command.instead_of) if command.instead_of is not None else None
    waits = made is not None and made.state is TicketState.WAITING
    return (TicketCancelled(made.id, command.kiosk, Canceller.SERVER),) if made is not None and waits else ()
