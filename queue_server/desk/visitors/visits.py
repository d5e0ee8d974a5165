"""What a visitor is told of the visit: where it stands, how long it will take, and whether it may be judged."""

from datetime import datetime
from typing import Any, Final

from config.vocabulary import RefusalCode, TicketId, TicketState
from config.wire.replies import Reply, VisitShown
from config.wire.requests import AskVisit
from queue_server.desk.replies import counter_name, refused, service_name, words
from queue_server.desk.visitors.evaluations import standing_of
from queue_server.domain.estimate import told
from queue_server.domain.evaluation.facts import BadMark
from queue_server.domain.hall import Hall
from queue_server.domain.refusals import Refusal
from queue_server.domain.sentences.why_not import date_words
from queue_server.domain.ticket import AT_COUNTER, Ticket

WITH_COUNTER: Final = AT_COUNTER | {TicketState.HELD, TicketState.SERVED}


def visit(hall: Hall, request: AskVisit, at: datetime) -> Reply:
    """The visit now; a refusal when it is none of today's and the lead's list has no bad mark of it."""
    name = TicketId(request.ticket)
    mark = standing_of(hall, name, at)
    bad, ticket = hall.marks.bad.get(name), hall.tickets.get(name)
    if mark is None or (bad is None and ticket is None):
        return refused(Refusal(RefusalCode.UNKNOWN_TICKET), request.request_id)
    where = _today(hall, ticket, at) if ticket is not None else _earlier(hall, bad) if bad is not None else {}
    return VisitShown(
        request_id=request.request_id,
        ticket=name,
        number=bad.number if bad is not None else name.rpartition("-")[2],
        mark=mark,
        answer=bad.put_right_words if bad else "",
        redress=bad.redress if bad else None,
        **where,
    )


def _today(hall: Hall, ticket: Ticket, at: datetime) -> dict[str, Any]:
    here: dict[str, Any] = {"state": ticket.state, "service_name": service_name(hall, ticket.service)}
    here["follow"] = tuple(service_name(hall, step) for step in ticket.steps.follow)
    if ticket.state is TicketState.WAITING:
        ahead, wait = told(hall, ticket, at)
        low, high = (wait.low_min, wait.high_min) if wait else (None, None)
        here |= {"people_ahead": ahead, "wait_low_min": low, "wait_high_min": high}
    if ticket.state is TicketState.CARRIED and ticket.carried is not None:
        here["carried_to"] = words(date_words(ticket.carried.to))
    if ticket.cancelled is not None:
        here["canceller"] = ticket.cancelled.canceller
    if ticket.state in WITH_COUNTER and ticket.counter is not None:
        here["counter_name"] = counter_name(hall, ticket.counter)
    return here


def _earlier(hall: Hall, bad: BadMark) -> dict[str, Any]:
    """A visit of an earlier day: all that is kept of it is the bad mark."""
    name = service_name(hall, bad.service)
    return {"state": TicketState.SERVED, "service_name": name, "counter_name": counter_name(hall, bad.counter)}
