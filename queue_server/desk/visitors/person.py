"""What is there today for one card's person: an appointment to check in, live tickets, services to judge."""

from datetime import datetime

from config.vocabulary import TicketState
from config.wire.replies import AppointmentToday, JudgeableLine, PersonStanding, Reply, VisitLine
from config.wire.requests import AskPerson
from queue_server.desk.replies import as_now, service_name, ticket_given
from queue_server.domain.decisions.evaluating import judgeable, judgeable_again
from queue_server.domain.hall import Hall
from queue_server.domain.ticket import LIVE, Ticket


def person(hall: Hall, request: AskPerson, at: datetime) -> Reply:
    """Newest first; costs only as much as this card has tickets of today."""
    theirs = [hall.tickets[ticket] for ticket in reversed(hall.tickets_of.get(request.card, ()))]
    return PersonStanding(
        request_id=request.request_id,
        appointment=_appointment(hall, request.card),
        tickets=tuple(
            ticket_given(hall, as_now(hall, ticket, request.kiosk, at), request.request_id)
            for ticket in theirs
            if ticket.state is TicketState.WAITING
        ),
        live=tuple(
            VisitLine(ticket=ticket.id, number=ticket.number, service_name=service_name(hall, ticket.service))
            for ticket in theirs
            if ticket.state in LIVE
        ),
        judgeable=tuple(line for ticket in theirs if (line := _judgeable(hall, ticket, at)) is not None),
    )


def _appointment(hall: Hall, card: str) -> AppointmentToday | None:
    """The one that checking in by this card means."""
    book = hall.appointments
    theirs = [book.known[name] for name in book.open_of.get(card, ())]
    today = [appointment for appointment in theirs if appointment.day == hall.day]
    if not today:
        return None
    first = min(today, key=lambda appointment: (appointment.starts_at, appointment.id))
    return AppointmentToday(service_name=service_name(hall, first.service), starts_at=first.starts_at)


def _judgeable(hall: Hall, ticket: Ticket, at: datetime) -> JudgeableLine | None:
    bad = hall.marks.bad.get(ticket.id)
    again = bad is not None and judgeable_again(bad, at)
    if not again and not judgeable(ticket, at):
        return None
    return JudgeableLine(
        ticket=ticket.id, number=ticket.number, service_name=service_name(hall, ticket.service), again=again
    )
