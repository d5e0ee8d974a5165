"""Appointments between wire and core: requests as commands, and what can be looked up."""

from datetime import UTC, date, datetime, timedelta

from config.rules.appointments import starts_on
from config.vocabulary import ServiceId
from config.wire import appointments as wire
from config.wire.replies import Reply
from queue_server.desk.replies import service_name
from queue_server.domain.appointments import commands
from queue_server.domain.decisions.booking import free_places
from queue_server.domain.hall import Hall

LookUp = wire.ListAppointments | wire.ListSlots


def appointment_command(request: wire.AppointmentRequest) -> commands.AppointmentCommand:
    """The command that a request asks for. Raises TypeError for one that asks for none."""
    match request:
        case wire.BookAppointment():
            return commands.BookAppointment(
                service=ServiceId(request.service),
                starts_at=request.starts_at.astimezone(UTC),
                new_code=request.code,
                by=request.by,
                card=request.card,
                masked_name=request.masked_name,
                origin=request.origin,
                origin_key=request.origin_key,
            )
        case wire.MoveAppointment():
            return commands.MoveAppointment(request.code, request.starts_at.astimezone(UTC), request.by)
        case wire.CancelAppointment():
            return commands.CancelAppointment(request.code, request.by, request.canceller)
        case wire.LiftBlock():
            return commands.LiftBlock(request.person, request.by, request.why)
        case wire.CheckIn():
            return commands.CheckIn(request.kiosk, request.code, request.card, request.masked_name)
        case _:
            raise TypeError(type(request).__name__)


def looked_up(hall: Hall, request: LookUp, now: datetime) -> Reply:
    """What stands in the book."""
    if isinstance(request, wire.ListAppointments):
        return _appointments(hall, request)
    slots = tuple(_slots(hall, ServiceId(request.service), request.day, now))
    return wire.SlotsListed(request_id=request.request_id, service=request.service, day=request.day, slots=slots)


def _appointments(hall: Hall, request: wire.ListAppointments) -> Reply:
    book = hall.appointments
    found = sorted((book.known[name] for name in book.of_day.get(request.day, ())), key=lambda a: (a.starts_at, a.id))
    lines = tuple(
        wire.AppointmentLine(
            code=appointment.code,
            service=appointment.service,
            service_name=service_name(hall, appointment.service),
            starts_at=appointment.starts_at,
            state=appointment.state,
            masked_name=appointment.masked_name,
            origin=appointment.origin,
            ticket=appointment.ticket,
        )
        for appointment in found[: wire.LISTED_MAX]
    )
    return wire.AppointmentsListed(request_id=request.request_id, day=request.day, total=len(found), appointments=lines)


def _slots(hall: Hall, service: ServiceId, day: date, now: datetime) -> list[wire.SlotLine]:
    planned = hall.plan.service_by_id.get(service)
    slots = planned.slots if planned is not None else None
    today = hall.day
    if slots is None or today is None or not today <= day <= today + timedelta(days=hall.plan.appointments.days_ahead):
        return []
    starts = starts_on(slots, hall.plan.opening, day)
    found = [datetime.combine(day, start, hall.zone).astimezone(UTC) for start in starts]
    length = timedelta(minutes=slots.length_min)
    return [
        wire.SlotLine(starts_at=starts_at, capacity=slots.capacity, free=free_places(hall, service, starts_at))
        for starts_at in found
        if starts_at + length > now
    ]
