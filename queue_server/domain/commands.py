"""What the core can be asked to do. Imperative; one command gives facts or one refusal."""

from dataclasses import field
from datetime import date, datetime, timedelta

from config.plan import Plan
from config.value import value
from config.vocabulary import (
    Canceller,
    CounterId,
    EvaluationChannel,
    IndicatorCode,
    Level,
    PrintState,
    Redress,
    ServiceId,
    ServiceOutcome,
    TicketClass,
    TicketId,
)
from queue_server.domain.appointments.commands import AppointmentCommand


@value(frozen=True, slots=True)
class AdoptPlan:
    """Bring a plan into force."""

    plan: Plan
    by: str
    why: str = ""


@value(frozen=True, slots=True)
class BeginDay:
    """The local date changed: end what is left, begin numbering anew."""

    day: date


@value(frozen=True, slots=True)
class TakeTicket:
    """Give a visitor a number. ``service`` may be a chain's id."""

    kiosk: str
    service: ServiceId
    ticket_class: TicketClass = TicketClass.ORDINARY
    booked_for: datetime | None = None
    card: str | None = None
    masked_name: str | None = None
    group: str | None = None
    """Which of the priority visitors: a group of the plan's order."""


@value(frozen=True, slots=True)
class TellLateTicket:
    """A kiosk gave a number of its block while the server was away, so long ago by its own clock."""

    kiosk: str
    ticket: TicketId
    service: ServiceId
    ago: timedelta
    ticket_class: TicketClass = TicketClass.ORDINARY
    card: str | None = None
    masked_name: str | None = None
    group: str | None = None
    instead_of: TicketId | None = None
    """A ticket that the server made for the same wish, and whose answer never came to the kiosk."""
    reprints: int = 0


@value(frozen=True, slots=True)
class ReportPrint:
    """Say what became of a ticket's paper."""

    ticket: TicketId
    state: PrintState
    reason: str
    print_no: int = 1


@value(frozen=True, slots=True)
class ReprintTicket:
    """The paper of a ticket once more; ``card`` is the token of the one that was laid, if any.

    ``by``: the clerk or hall lead who wants it for somebody; None: the visitor does.
    """

    kiosk: str
    ticket: TicketId
    card: str | None = field(default=None, repr=False)
    by: str | None = None


@value(frozen=True, slots=True)
class AtCounter:
    """Anything that a clerk asks for at a counter; ``by`` names the clerk or the device."""

    counter: CounterId
    by: str


@value(frozen=True, slots=True)
class OnTicket(AtCounter):
    """Anything about the ticket that stands at the counter."""


@value(frozen=True, slots=True)
class OpenCounter(AtCounter):
    """Begin at a counter, come back from a pause, or stay after all when the counter was about to close."""

    post: str | None = None
    """Which post the clerk takes, where the counter has some."""
    move: bool = False
    """Close the counter at which this clerk still is."""
    override: bool = False
    """A hall lead opens it although its tide is out or too few people wait."""


@value(frozen=True, slots=True)
class PauseCounter(AtCounter):
    """Take nobody for a while."""

    reason: str


@value(frozen=True, slots=True)
class CloseCounter(AtCounter):
    """End at a counter."""

    after_current: bool = False
    """Where a ticket stands: call nobody any more, and close when it leaves."""


@value(frozen=True, slots=True)
class CallNext(AtCounter):
    """Call whom the dispatch rule names."""


@value(frozen=True, slots=True)
class CallAgain(OnTicket):
    """Call the same ticket once more."""


@value(frozen=True, slots=True)
class StartService(OnTicket):
    """The visitor stands at the counter."""


@value(frozen=True, slots=True)
class FinishService(OnTicket):
    """The service is done. From *called* it also starts it: a call pad has no start key."""

    outcome: ServiceOutcome = ServiceOutcome.DONE
    items: tuple[ServiceId, ...] = ()
    """What was done, when it was more or other than the ticket's service; it does not follow any more."""


@value(frozen=True, slots=True)
class HoldTicket(OnTicket):
    """The visitor fetches something and comes back; the counter is free meanwhile."""

    reason: str = ""


@value(frozen=True, slots=True)
class ResumeTicket(AtCounter):
    """Call a held ticket back."""

    ticket: TicketId


@value(frozen=True, slots=True)
class TransferTicket(OnTicket):
    """Send the visitor to another service's queue, with the same number and the same place in time."""

    service: ServiceId


@value(frozen=True, slots=True)
class SkipStep(OnTicket):
    """This service is not needed: the visitor goes on to the next one of the same ticket."""


@value(frozen=True, slots=True)
class AddService:
    """The visitor came for one more service; it follows on the same ticket."""

    ticket: TicketId
    by: str
    service: ServiceId


@value(frozen=True, slots=True)
class MarkNoShow(OnTicket):
    """Nobody came."""


@value(frozen=True, slots=True)
class CancelTicket:
    """The visitor does not want to be served any more. ``by`` was told; ``canceller``: what that is, if known."""

    ticket: TicketId
    by: str
    canceller: Canceller | None = None


@value(frozen=True, slots=True)
class EndWaiting:
    """The hall closes: whoever still waits or is on hold will not be served today."""

    by: str


@value(frozen=True, slots=True)
class InviteEvaluation:
    """Ask the visitor who was served last for a mark: the evaluator opens."""

    counter: CounterId
    by: str


@value(frozen=True, slots=True)
class GiveEvaluation:
    """One mark for one served ticket. ``counter`` None: by phone or kiosk, where only the ticket is known."""

    counter: CounterId | None
    ticket: TicketId
    level: Level
    channel: EvaluationChannel
    reasons: tuple[IndicatorCode, ...] = ()
    text: str = field(default="", repr=False)


@value(frozen=True, slots=True)
class PutRight:
    """What a bad mark was about was put right, in these words; the visitor may judge once more."""

    ticket: TicketId
    by: str
    words: str = field(repr=False)
    redress: Redress = Redress.PUT_RIGHT


WithTicket = CallAgain | StartService | FinishService | SkipStep | MarkNoShow | HoldTicket | TransferTicket
"""Commands about the ticket that stands at the counter."""
CounterCommand = OpenCounter | PauseCounter | CloseCounter | CallNext | ResumeTicket | WithTicket
EvaluationCommand = InviteEvaluation | GiveEvaluation | PutRight
Command = (
    AdoptPlan
    | BeginDay
    | TakeTicket
    | TellLateTicket
    | ReportPrint
    | ReprintTicket
    | CounterCommand
    | AddService
    | CancelTicket
    | EndWaiting
    | EvaluationCommand
    | AppointmentCommand
)
