"""A fact with its number, moment, day and cause; and how facts are written as JSON."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from pydantic import TypeAdapter

from queue_server.domain import facts
from queue_server.domain.appointments import facts as appointments
from queue_server.domain.carrying import facts as carrying
from queue_server.domain.evaluation import facts as evaluation
from queue_server.domain.facts import Fact
from queue_server.domain.plans import facts as plans


@dataclass(frozen=True, slots=True)
class Record:
    """One line of the journal. ``seq`` counts up from 1 in each hall; ``at`` is in UTC; ``day`` is the hall's."""

    seq: int
    at: datetime
    day: date
    fact: Fact
    request_id: str | None = None
    """Set on the last fact of an answered request, which tells what was asked: the same id asked again finds it."""


KINDS: Final[Mapping[str, type[Fact]]] = {
    "plan_adopted": facts.PlanAdopted,
    "tickets_reordered": plans.TicketsReordered,
    "day_began": facts.DayBegan,
    "ticket_taken": facts.TicketTaken,
    "ticket_printed": facts.TicketPrinted,
    "reprint_ordered": facts.ReprintOrdered,
    "counter_opened": facts.CounterOpened,
    "counter_paused": facts.CounterPaused,
    "counter_closing": facts.CounterClosing,
    "counter_closed": facts.CounterClosed,
    "ticket_called": facts.TicketCalled,
    "ticket_called_again": facts.TicketCalledAgain,
    "service_started": facts.ServiceStarted,
    "ticket_served": facts.TicketServed,
    "step_finished": facts.StepFinished,
    "step_skipped": facts.StepSkipped,
    "service_added": facts.ServiceAdded,
    "ticket_held": facts.TicketHeld,
    "ticket_resumed": facts.TicketResumed,
    "ticket_put_back": facts.TicketPutBack,
    "ticket_transferred": facts.TicketTransferred,
    "ticket_cancelled": facts.TicketCancelled,
    "ticket_not_shown": facts.TicketNotShown,
    "ticket_ended": facts.TicketEnded,
    "evaluation_recorded": facts.EvaluationRecorded,
    "appointment_booked": appointments.AppointmentBooked,
    "appointment_moved": appointments.AppointmentMoved,
    "appointment_cancelled": appointments.AppointmentCancelled,
    "appointment_kept": appointments.AppointmentKept,
    "appointment_missed": appointments.AppointmentMissed,
    "person_blocked": appointments.PersonBlocked,
    "block_lifted": appointments.BlockLifted,
    "appointments_carried": appointments.AppointmentsCarried,
    "evaluation_invited": evaluation.EvaluationInvited,
    "evaluation_recorded_again": evaluation.EvaluationRecordedAgain,
    "bad_mark_put_right": evaluation.BadMarkPutRight,
    "bad_marks_carried": evaluation.BadMarksCarried,
    "ticket_carried": carrying.TicketCarried,
    "tickets_carried": carrying.TicketsCarried,
}
"""Names in the journal; a name is never given to another fact."""
KIND_OF: Final[Mapping[type[Fact], str]] = {fact: kind for kind, fact in KINDS.items()}
_ADAPTERS: Final[Mapping[str, TypeAdapter[Any]]] = {kind: TypeAdapter(fact) for kind, fact in KINDS.items()}


def write(fact: Fact) -> tuple[str, str]:
    """Kind and body of a fact."""
    kind = KIND_OF[type(fact)]
    return kind, _ADAPTERS[kind].dump_json(fact).decode()


def read(kind: str, body: str) -> Fact:
    """The fact again. Raises KeyError or pydantic's ValidationError for a journal of another software."""
    fact: Fact = _ADAPTERS[kind].validate_json(body)
    return fact
