"""Booking, moving, cancelling, coming: requests about appointments, and their answers."""

from datetime import date
from typing import Annotated

from pydantic import StringConstraints

from config.vocabulary import APPOINTMENT_CODE_PATTERN, AppointmentState, Canceller
from config.wire.message import Count, Message, Moment, Name, TicketKey, Words, Words2
from config.wire.requests import Request

LISTED_MAX = 1_000
"""Appointments in one answer."""
Code = Annotated[str, StringConstraints(pattern=APPOINTMENT_CODE_PATTERN)]
OriginKey = Annotated[str, StringConstraints(max_length=64, pattern=r"^[^\x00]*$")]


class AppointmentRequest(Request):
    """Anything asked about appointments."""


class BookAppointment(AppointmentRequest):
    """Keep a place in a slot. ``code`` is made by the asker, by chance; ``card`` is a keyed token, never a number.

    An open appointment with the same ``origin`` and ``origin_key`` is moved here instead, and keeps its code.
    """

    by: Words
    service: Name
    starts_at: Moment
    code: Code
    card: Words | None = None
    masked_name: Words | None = None
    origin: Name | None = None
    origin_key: OriginKey | None = None


class MoveAppointment(AppointmentRequest):
    """Another slot of the same service."""

    by: Words
    code: Code
    starts_at: Moment


class CancelAppointment(AppointmentRequest):
    """The visitor will not come. ``canceller``: what ``by`` is, for the ticket of who has checked in."""

    by: Words
    code: Code
    canceller: Canceller | None = None


class CheckIn(AppointmentRequest):
    """The visitor is here, with the code or the card; the answer is the ticket."""

    kiosk: Name
    code: Code | None = None
    card: Words | None = None
    masked_name: Words | None = None


class LiftBlock(AppointmentRequest):
    """Let a person book again before the block is over. ``person`` is the card's token, ``by`` a hall lead."""

    person: Words
    by: Words
    why: Words


class ListAppointments(AppointmentRequest):
    """The appointments of one day. Changes nothing."""

    day: date


class ListSlots(AppointmentRequest):
    """The slots of a service on one day, with what is free. Changes nothing."""

    service: Name
    day: date


class AppointmentGiven(Message):
    """A place is kept; ``code`` opens it. ``moved``: it was known already and has another slot now."""

    request_id: str
    code: Code
    service: Name
    service_name: Words2
    starts_at: Moment
    moved: bool


class AppointmentLine(Message):
    """One appointment of a day."""

    code: Code
    service: Name
    service_name: Words2
    starts_at: Moment
    state: AppointmentState
    masked_name: Words | None
    origin: Name | None
    ticket: TicketKey | None


class AppointmentsListed(Message):
    """The appointments of a day, by their slots; ``total`` may be more than is listed."""

    request_id: str
    day: date
    total: Count
    appointments: tuple[AppointmentLine, ...]


class SlotLine(Message):
    """One slot that can be booked or is full."""

    starts_at: Moment
    capacity: Count
    free: Count


class SlotsListed(Message):
    """The slots of a service on one day that are not over; none: nothing can be booked."""

    request_id: str
    service: Name
    day: date
    slots: tuple[SlotLine, ...]
