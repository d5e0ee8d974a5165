"""The day in figures, by service and class: the wall's, and what each service and class had of it."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from config.vocabulary import TicketClass, TicketState
from config.wire.lead import ClassOfDay, DailyShown, ServiceOfDay
from queue_server.desk.replies import service_name
from queue_server.desk.wall import wall
from queue_server.domain.hall import Hall


def daily(hall: Hall, request_id: str, at: datetime) -> DailyShown:
    """So far. A ticket counts as taken where it was asked for, as served or not shown where that was."""
    shown = wall(hall, at)
    return DailyShown(
        request_id=request_id,
        day=shown.day,
        taken=shown.taken,
        waiting=shown.waiting,
        served=shown.served,
        no_show=shown.no_show,
        mean_wait_s=shown.mean_wait_s,
        longest_wait_s=shown.longest_wait_s,
        marks=shown.marks,
        reviewed=shown.reviewed,
        no_review=shown.no_review,
        bad_open=shown.bad_open,
        services=tuple(_services(hall)),
        classes=tuple(_classes(hall)),
    )


def _services(hall: Hall) -> Iterable[ServiceOfDay]:
    """The busiest first; those without any are left out."""
    taken = Counter({service: sum(classes.values()) for service, classes in hall.figures.taken_of.items()})
    ended = Counter((ticket.service, ticket.state) for ticket in hall.tickets.values())
    for service in sorted(taken.keys() | {service for service, _ in ended}, key=lambda name: (-taken[name], name)):
        yield ServiceOfDay(
            name=service_name(hall, service),
            taken=taken[service],
            served=ended[service, TicketState.SERVED],
            no_show=ended[service, TicketState.NO_SHOW],
        )


def _classes(hall: Hall) -> Iterable[ClassOfDay]:
    taken: Counter[TicketClass] = Counter()
    for classes in hall.figures.taken_of.values():
        taken.update(classes)
    ended = Counter((ticket.ticket_class, ticket.state) for ticket in hall.tickets.values())
    for name in TicketClass:
        served, no_show = ended[name, TicketState.SERVED], ended[name, TicketState.NO_SHOW]
        if taken[name] or served or no_show:
            yield ClassOfDay(ticket_class=name, taken=taken[name], served=served, no_show=no_show)
