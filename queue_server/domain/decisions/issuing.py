"""For what numbers are given now: hours, closed classes, limits of a day and of half a day, of the hall, groups.

Asked when a ticket is taken, and when a service is added to one that waits. Of a chain's later steps only what holds
all day is asked: nobody knows when their turn will come.
"""

from collections.abc import Iterable
from datetime import datetime

from config.plan import LIVE_TICKETS_MAX, Service, Text
from config.rules.numbers import Half
from config.vocabulary import RefusalCode, ServiceId, TicketClass
from queue_server.domain.commands import TakeTicket
from queue_server.domain.hall import Hall
from queue_server.domain.hours.sessions import gives_numbers
from queue_server.domain.refusals import Refusal
from queue_server.domain.sentences.opening import not_now, step_not_today

Code = RefusalCode


def no_numbers_now(hall: Hall, service: Service, clock: datetime) -> Refusal | None:
    """Outside the hours; says when it opens next."""
    if gives_numbers(hall.plan, hall.zone, service, clock):
        return None
    return Refusal(Code.NO_NUMBERS_NOW, not_now(hall.plan, hall.zone, service, clock))


def no_numbers_for(hall: Hall, command: TakeTicket, clock: datetime) -> Refusal | None:
    """Outside the hours of what is asked for: of the first step now, of later ones for the rest of the day."""
    known = hall.plan.service_by_id
    first, *later = hall.plan.steps_of(command.service)
    if first not in known:
        return None
    if (refusal := no_numbers_now(hall, known[first], clock)) is not None or not later:
        return refusal
    said = step_not_today(hall.plan, hall.zone, (known[step] for step in later if step in known), clock)
    return None if said is None else Refusal(Code.NO_NUMBERS_NOW, said)


def not_issued(hall: Hall, service: Service, ticket_class: TicketClass) -> Refusal | None:
    """Whether this class is closed for the service, or as many of it were given today as allowed."""
    if _closed_to(hall, service, ticket_class):
        return Refusal(Code.CLASS_NOT_ISSUED)
    most = service.class_limits.daily_max.get(ticket_class, hall.plan.class_limits.daily_max.get(ticket_class))
    if most is None or hall.figures.asked_for(service.id, ticket_class) < most:
        return None
    return Refusal(Code.CLASS_USED_UP)


def step_not_issued(hall: Hall, later: Iterable[ServiceId], ticket_class: TicketClass) -> Refusal | None:
    """Whether one of a chain's later steps is closed to this class."""
    for step in later:
        service = hall.plan.service_by_id[step]
        if _closed_to(hall, service, ticket_class):
            said = Text(
                f"其中的“{service.name.zh}”不发放这类号票，请到咨询台",
                f"No tickets of this class are given for “{service.name.en}”, a part of this; please ask at the desk",
            )
            return Refusal(Code.CLASS_NOT_ISSUED, said)
    return None


def hall_full(hall: Hall) -> bool:
    """Whether all tickets that a day can have are given, or kept for those who have an appointment."""
    return hall.day is None or len(hall.tickets) + hall.appointments.awaited_on.get(hall.day, 0) >= LIVE_TICKETS_MAX


def half_full(hall: Hall, service: Service, now: datetime) -> Refusal | None:
    """The service's limit for this half of the day. Places of booked visitors who may still come are kept for them."""
    if not service.numbers.limited:
        return None
    half = hall.half_of_day(now)
    most = service.numbers.most(half)
    if not most or hall.numbers.in_half.get((service.id, half), 0) + _kept_back(hall, service, half, now) < most:
        return None
    if half is Half.AFTERNOON:
        return Refusal(Code.AFTERNOON_FULL)
    again = f"{hall.plan.numbers.afternoon_from:%H:%M}"
    said = Text(
        f"这项业务上午的号已取完，{again}起可再取号",
        f"No numbers are left for this service this morning; they are given again from {again}",
    )
    return Refusal(Code.MORNING_FULL, said)


def wrong_group(hall: Hall, command: TakeTicket) -> Refusal | None:
    """Only priority visitors have a group, and it is one of the plan's."""
    if command.group is None:
        return None
    known = command.ticket_class is TicketClass.PRIORITY and hall.plan.order.knows(command.group)
    return None if known else Refusal(Code.UNKNOWN_GROUP)


def _closed_to(hall: Hall, service: Service, ticket_class: TicketClass) -> bool:
    return ticket_class in service.class_limits.closed or ticket_class in hall.plan.class_limits.closed


def _kept_back(hall: Hall, service: Service, half: Half, now: datetime) -> int:
    """How many booked visitors of this half may still come in time; whoever does not leaves the place to a walk-in."""
    if hall.day is None:
        return 0
    since = now - hall.plan.late_booking
    awaited = hall.appointments.awaited.get((service.id, hall.day), {})
    return sum(n for starts_at, n in awaited.items() if starts_at >= since and hall.half_of_day(starts_at) is half)
