"""What can be asked about appointments."""

from datetime import datetime

from config.value import value
from config.vocabulary import Canceller, ServiceId


@value(frozen=True, slots=True)
class AppointmentCommand:
    """Anything asked about appointments."""


@value(frozen=True, slots=True)
class BookAppointment(AppointmentCommand):
    """Keep a place in a slot. The asker makes ``new_code``: eight digits by chance, the visitor's key to it.

    An open appointment with the same origin and key is moved to this slot instead, and keeps its code.
    """

    service: ServiceId
    starts_at: datetime
    new_code: str
    by: str
    card: str | None = None
    masked_name: str | None = None
    origin: str | None = None
    origin_key: str | None = None


@value(frozen=True, slots=True)
class MoveAppointment(AppointmentCommand):
    """Another slot of the same service."""

    code: str
    starts_at: datetime
    by: str


@value(frozen=True, slots=True)
class CancelAppointment(AppointmentCommand):
    """The visitor will not come. ``canceller``: what ``by`` is, for the ticket of who has checked in."""

    code: str
    by: str
    canceller: Canceller | None = None


@value(frozen=True, slots=True)
class LiftBlock(AppointmentCommand):
    """A hall lead lets a person book again before the block is over. ``person`` is the card's token."""

    person: str
    by: str
    why: str


@value(frozen=True, slots=True)
class CheckIn(AppointmentCommand):
    """The visitor is here, with the code or the card, and gets the ticket in this one act."""

    kiosk: str
    code: str | None = None
    card: str | None = None
    masked_name: str | None = None
