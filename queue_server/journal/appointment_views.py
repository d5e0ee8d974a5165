"""How facts about appointments change their views."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from sqlalchemy import Executable, bindparam, delete, insert, update

from config.vocabulary import AppointmentState
from queue_server.domain.appointments import facts as f
from queue_server.journal.record import Record
from queue_server.journal.schema import appointments, blocks, blocks_lifted

Change = tuple[Executable, Mapping[str, Any]]

ADD: Final = insert(appointments)
_THIS: Final = update(appointments).where(
    appointments.c.hall == bindparam("_hall"), appointments.c.appointment == bindparam("_appointment")
)
MOVE: Final = _THIS.values(
    service=bindparam("_service"), day=bindparam("_day"), starts_at=bindparam("_starts_at"), by=bindparam("_by")
)
END: Final = _THIS.values(state=bindparam("_state"), ended_at=bindparam("_at"), open_code=None)
CANCEL: Final = END.values(by=bindparam("_by"))
KEEP: Final = END.values(ticket=bindparam("_ticket"))
FORGET_BLOCK: Final = delete(blocks).where(blocks.c.hall == bindparam("_hall"), blocks.c.card == bindparam("_card"))
ADD_BLOCK: Final = insert(blocks)
ADD_LIFTED: Final = insert(blocks_lifted)


def appointment_changes(hall: str, record: Record, fact: f.AppointmentFact) -> Iterator[Change]:
    """The statements of one fact; what a day takes over stands in the views already."""
    match fact:
        case f.AppointmentBooked():
            yield ADD, _row(hall, record, fact)
        case f.AppointmentMoved():
            to = {"_service": fact.service, "_day": fact.day, "_starts_at": fact.starts_at, "_by": fact.by}
            yield MOVE, {"_hall": hall, "_appointment": fact.appointment} | to
        case f.AppointmentCancelled():
            yield CANCEL, _end(hall, record, fact.appointment, AppointmentState.CANCELLED) | {"_by": fact.by}
        case f.AppointmentKept():
            yield KEEP, _end(hall, record, fact.appointment, AppointmentState.KEPT) | {"_ticket": fact.ticket}
        case f.AppointmentMissed():
            state = AppointmentState.MISSED if fact.counted else AppointmentState.LAPSED
            yield END, _end(hall, record, fact.appointment, state)
        case f.PersonBlocked():
            yield FORGET_BLOCK, {"_hall": hall, "_card": fact.card}
            yield ADD_BLOCK, {"hall": hall, "card": fact.card, "until": fact.until, "since": record.at}
        case f.BlockLifted():
            yield FORGET_BLOCK, {"_hall": hall, "_card": fact.person}
            row = {"hall": hall, "seq": record.seq, "card": fact.person, "at": record.at}
            yield ADD_LIFTED, row | {"by": fact.by, "why": fact.why}


def _end(hall: str, record: Record, appointment: str, state: AppointmentState) -> dict[str, Any]:
    return {"_hall": hall, "_appointment": appointment, "_state": state, "_at": record.at}


def _row(hall: str, record: Record, fact: f.AppointmentBooked) -> dict[str, Any]:
    return {
        "hall": hall,
        "appointment": fact.appointment,
        "open_code": fact.code,
        "service": fact.service,
        "day": fact.day,
        "starts_at": fact.starts_at,
        "card": fact.card,
        "masked_name": fact.masked_name,
        "origin": fact.origin,
        "origin_key": fact.origin_key,
        "by": fact.by,
        "booked_at": record.at,
        "state": AppointmentState.OPEN,
    }
