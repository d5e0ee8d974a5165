"""A visitor takes a ticket, or gives it up."""

from datetime import date, datetime, timedelta

from config.plan import LIVE_TICKETS_MAX, Service, Text
from config.rules.numbers import Reset
from config.vocabulary import RefusalCode, TicketClass, TicketState
from config.words import WEEKDAYS
from queue_server.domain import numbering
from queue_server.domain.calling.ahead import ahead
from queue_server.domain.calling.dispatch import arrives, class_on_arrival, counted_from
from queue_server.domain.calling.place import Place
from queue_server.domain.commands import CancelTicket, TakeTicket
from queue_server.domain.decisions.issuing import half_full, hall_full, not_issued, step_not_issued, wrong_group
from queue_server.domain.decisions.person_limits import too_many_live, too_many_today
from queue_server.domain.estimate import estimate, state_of
from queue_server.domain.facts import Fact, TicketCancelled, TicketTaken
from queue_server.domain.hall import Hall
from queue_server.domain.refusals import Refusal
from queue_server.domain.ticket import LIVE

Outcome = tuple[Fact, ...] | Refusal
Code = RefusalCode


def take(hall: Hall, command: TakeTicket, now: datetime) -> Outcome:
    """A ticket for who walks in, within the limits of person, service and hall."""
    plan = hall.plan
    steps = plan.steps_of(command.service)
    service = plan.service_by_id.get(steps[0])
    if service is None:
        return Refusal(Code.UNKNOWN_SERVICE)
    if plan is not hall.adopted and not hall.adopted.service_by_id.keys() >= set(steps):
        return Refusal(Code.SERVICE_LEAVING)
    too_many = too_many_live(hall, command.card, steps) or too_many_today(hall, command.card)
    if (refusal := _wrong_booking(command) or wrong_group(hall, command) or too_many) is not None:
        return refusal
    ticket_class = class_on_arrival(plan, command.ticket_class, command.booked_for, now)
    if (refusal := not_issued(hall, service, ticket_class) or half_full(hall, service, now)) is not None:
        return refusal
    if (refusal := step_not_issued(hall, steps[1:], ticket_class)) is not None:
        return refusal
    return Refusal(Code.HALL_FULL) if hall_full(hall) else give(hall, service, command, now, kept_for(hall, service))


def kept_for(hall: Hall, service: Service) -> int:
    """How many of a service's numbers are for appointments: today's, and later ones with the same numbers."""
    today, book, rules = hall.day, hall.appointments, hall.plan.numbers
    if today is None or rules.reset is Reset.DAILY or service.numbers.wrap or not book.awaited_on:
        return book.open_on(today, service.id)
    return sum(book.open_on(today + timedelta(days=ahead), service.id) for ahead in range(rules.days_left(today)))


def same_numbers(hall: Hall, service: Service, one: date, other: date) -> bool:
    """Whether who comes on either of these days gets one of the same numbers."""
    shared = not service.numbers.wrap and not hall.plan.numbers.begin_anew(min(one, other), max(one, other))
    return one == other or shared


def number_for(hall: Hall, service: Service, keep: int) -> str | None:
    """The next number that the server may give; None when no more than ``keep`` are left."""
    return hall.numbers.free(hall.blocks.without(service), hall.plan.numbers, hall.was_given, keep)


def give(hall: Hall, service: Service, command: TakeTicket, now: datetime, keep: int = 0) -> Outcome:
    """A number of the service's range, with its place in the order fixed.

    ``keep``: so many numbers stay for whom the hall has asked to come; the last ones are not for others.
    """
    if hall.day is None or len(hall.tickets) >= LIVE_TICKETS_MAX:
        return Refusal(Code.HALL_FULL)
    ticket_class = class_on_arrival(hall.plan, command.ticket_class, command.booked_for, now)
    plan = hall.plan
    number = number_for(hall, service, keep)
    if number is None:
        return _used_up(hall)
    key = counted_from(hall, ticket_class, command.booked_for, now)
    rank = plan.order.rank(ticket_class, command.group)
    place = Place(service.id, ticket_class, key, arrives(ticket_class, command.booked_for, now), rank)
    before = ahead(hall, place)
    wait = estimate(state_of(hall, place, before, now))
    taken = TicketTaken(
        ticket=numbering.ticket_id(hall.day, number),
        number=number,
        service=service.id,
        ticket_class=ticket_class,
        taken_at=now,
        booked_for=command.booked_for,
        counted_from=key,
        people_ahead=before.people,
        kiosk=command.kiosk,
        card=command.card,
        masked_name=command.masked_name,
        wait_low_min=wait.low_min if wait else None,
        wait_high_min=wait.high_min if wait else None,
        rank=rank,
        group=command.group,
        then=plan.steps_of(command.service)[1:],
        chain=command.service if command.service != service.id else None,
    )
    return (taken,)


def cancel(hall: Hall, command: CancelTicket) -> Outcome:
    """Only who waits or is on hold can be cancelled; at a counter the clerk decides."""
    ticket = hall.tickets.get(command.ticket)
    if ticket is None:
        return Refusal(Code.UNKNOWN_TICKET)
    if ticket.state in (TicketState.CALLED, TicketState.SERVING):
        return Refusal(Code.TICKET_AT_COUNTER)
    if ticket.state not in LIVE:
        return Refusal(Code.TICKET_OVER)
    return (TicketCancelled(ticket.id, command.by, command.canceller),)


def _wrong_booking(command: TakeTicket) -> Refusal | None:
    booked = command.booked_for is not None
    if booked == (command.ticket_class is TicketClass.BOOKED):
        return None
    return Refusal(Code.BOOKED_TIME_UNEXPECTED if booked else Code.BOOKED_TIME_MISSING)


def _used_up(hall: Hall) -> Refusal:
    """Until the numbers begin anew."""
    rules = hall.plan.numbers
    if rules.reset is Reset.DAILY:
        return Refusal(Code.NUMBERS_USED_UP)
    day = WEEKDAYS[rules.week_begins]
    said = Text(
        f"这项业务本周的号已取完，{day.zh}起重新放号，请到咨询台",
        f"No numbers are left for this service this week; they begin anew on {day.en}; please ask at the desk",
    )
    return Refusal(Code.NUMBERS_USED_UP, said)
