"""What the core can be asked to do. Imperative; one command gives facts or one refusal."""

from dataclasses import dataclass
from datetime import date, datetime

from config.plan import Plan
from config.vocabulary import (
    CounterId,
    EvaluationChannel,
    Level,
    PrintState,
    ServiceId,
    ServiceOutcome,
    TicketClass,
    TicketId,
)


@dataclass(frozen=True, slots=True)
class AdoptPlan:
    """Bring a plan into force."""

    plan: Plan
    by: str


@dataclass(frozen=True, slots=True)
class BeginDay:
    """The local date changed: end what is left, begin numbering anew."""

    day: date


@dataclass(frozen=True, slots=True)
class TakeTicket:
    """Give a visitor a number."""

    kiosk: str
    service: ServiceId
    ticket_class: TicketClass = TicketClass.ORDINARY
    booked_for: datetime | None = None
    card: str | None = None
    masked_name: str | None = None


@dataclass(frozen=True, slots=True)
class ReportPrint:
    """Say what became of a ticket's paper."""

    ticket: TicketId
    state: PrintState
    reason: str


@dataclass(frozen=True, slots=True)
class OpenCounter:
    """Begin at a counter, or come back from a pause."""

    counter: CounterId
    by: str


@dataclass(frozen=True, slots=True)
class PauseCounter:
    """Take nobody for a while."""

    counter: CounterId
    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class CloseCounter:
    """End at a counter."""

    counter: CounterId
    by: str


@dataclass(frozen=True, slots=True)
class CallNext:
    """Call whom the dispatch rule names."""

    counter: CounterId
    by: str


@dataclass(frozen=True, slots=True)
class CallAgain:
    """Call the same ticket once more."""

    counter: CounterId
    by: str


@dataclass(frozen=True, slots=True)
class StartService:
    """The visitor stands at the counter."""

    counter: CounterId
    by: str


@dataclass(frozen=True, slots=True)
class FinishService:
    """The service is done. From *called* it also starts it: a call pad has no start key."""

    counter: CounterId
    by: str
    outcome: ServiceOutcome = ServiceOutcome.DONE
    items: tuple[ServiceId, ...] = ()
    """What was done, when it was more or other than the ticket's service."""


@dataclass(frozen=True, slots=True)
class HoldTicket:
    """The visitor fetches something and comes back; the counter is free meanwhile."""

    counter: CounterId
    by: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ResumeTicket:
    """Call a held ticket back."""

    counter: CounterId
    by: str
    ticket: TicketId


@dataclass(frozen=True, slots=True)
class TransferTicket:
    """Send the visitor to another service's queue, with the same number and the same place in time."""

    counter: CounterId
    by: str
    service: ServiceId


@dataclass(frozen=True, slots=True)
class MarkNoShow:
    """Nobody came."""

    counter: CounterId
    by: str


@dataclass(frozen=True, slots=True)
class CancelTicket:
    """The visitor does not want to be served any more."""

    ticket: TicketId
    by: str


@dataclass(frozen=True, slots=True)
class EndWaiting:
    """The hall closes: whoever still waits or is on hold will not be served today."""

    by: str


@dataclass(frozen=True, slots=True)
class GiveEvaluation:
    """One mark for one served ticket."""

    counter: CounterId
    ticket: TicketId
    level: Level
    channel: EvaluationChannel


WithTicket = CallAgain | StartService | FinishService | MarkNoShow | HoldTicket | TransferTicket
"""Commands about the ticket that stands at the counter."""
CounterCommand = OpenCounter | PauseCounter | CloseCounter | CallNext | ResumeTicket | WithTicket
Command = AdoptPlan | BeginDay | TakeTicket | ReportPrint | CounterCommand | CancelTicket | EndWaiting | GiveEvaluation
