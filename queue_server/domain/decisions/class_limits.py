"""Of which classes tickets are given: closed ones, limits of a day, and groups of priority visitors."""

from config.plan import Service
from config.vocabulary import RefusalCode, TicketClass
from queue_server.domain.commands import TakeTicket
from queue_server.domain.hall import Hall
from queue_server.domain.refusals import Refusal

Code = RefusalCode


def not_issued(hall: Hall, service: Service, ticket_class: TicketClass) -> Refusal | None:
    """Whether this class is closed for the service, or as many of it were given today as allowed."""
    own, common = service.class_limits, hall.plan.class_limits
    if ticket_class in own.closed or ticket_class in common.closed:
        return Refusal(Code.CLASS_NOT_ISSUED)
    most = own.daily_max.get(ticket_class, common.daily_max.get(ticket_class))
    if most is None or hall.figures.taken_of.get(service.id, {}).get(ticket_class, 0) < most:
        return None
    return Refusal(Code.CLASS_USED_UP)


def wrong_group(hall: Hall, command: TakeTicket) -> Refusal | None:
    """Only priority visitors have a group, and it is one of the plan's."""
    if command.group is None:
        return None
    known = command.ticket_class is TicketClass.PRIORITY and hall.plan.order.knows(command.group)
    return None if known else Refusal(Code.UNKNOWN_GROUP)
