"""One appointment, as it stands."""

from dataclasses import dataclass
from datetime import date, datetime

from config.vocabulary import AppointmentId, AppointmentState, ServiceId, TicketId


@dataclass(frozen=True, slots=True)
class Appointment:
    """A place in one slot of a service. ``day`` is the hall's date of the slot, ``starts_at`` its beginning in UTC.

    ``card`` is a keyed token; ``origin`` and ``origin_key`` name it in the system that it was booked in.
    """

    id: AppointmentId
    code: str
    service: ServiceId
    day: date
    starts_at: datetime
    card: str | None = None
    masked_name: str | None = None
    origin: str | None = None
    origin_key: str | None = None
    state: AppointmentState = AppointmentState.OPEN
    ticket: TicketId | None = None
