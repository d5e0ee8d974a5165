"""What happened. Past tense, append-only; the journal keeps each with its number, moment and cause."""

from collections.abc import Mapping
from dataclasses import field
from datetime import date, datetime
from enum import StrEnum

from config.plan import Plan
from config.value import value
from config.vocabulary import (
    Canceller,
    CounterId,
    EvaluationChannel,
    IndicatorCode,
    Level,
    PrintState,
    RefusalCode,
    ServiceId,
    ServiceOutcome,
    TicketClass,
    TicketId,
)
from queue_server.domain.appointments.facts import AppointmentFact
from queue_server.domain.calling.reason import CallReason
from queue_server.domain.carrying.facts import TicketCarried, TicketsCarried
from queue_server.domain.evaluation.facts import EvaluationFact
from queue_server.domain.plans.facts import TicketsReordered


class EndReason(StrEnum):
    """Why a ticket ended without being served."""

    DAY_ENDED = "day_ended"
    HALL_CLOSED = "hall_closed"
    CARRIED_BEFORE = "carried_before"
    """It was carried over already, and its second day ended as well."""
    SERVICE_LEFT = "service_left"
    """Others are carried over, but its service is not in the plan any more."""


@value(frozen=True, slots=True)
class PlanAdopted:
    """A plan came into force. What it no longer has drains."""

    plan: Plan
    by: str
    why: str = ""


@value(frozen=True, slots=True)
class DayBegan:
    """A new day. ``last_numbers``: where the week's numbers go on; a service that is not there begins anew."""

    day: date
    last_numbers: Mapping[ServiceId, int] = field(default_factory=dict)


@value(frozen=True, slots=True)
class TicketTaken:
    """A visitor got a number. ``counted_from`` changes only if it is put back or the order changes.

    ``then``: the services that follow, of the chain that was asked for.
    """

    ticket: TicketId
    number: str
    service: ServiceId
    ticket_class: TicketClass
    taken_at: datetime
    booked_for: datetime | None
    counted_from: datetime
    people_ahead: int
    kiosk: str
    card: str | None
    masked_name: str | None
    wait_low_min: int | None = None
    wait_high_min: int | None = None
    """The estimate that the visitor was told; None: nobody could tell."""
    while_away: bool = False
    """The kiosk gave it by itself, a number of its block, and told it when the server was back."""
    rank: int = 0
    """Goes before every time: 0 for everybody, except under strict classes."""
    group: str | None = None
    """Which of the priority visitors, if that was named."""
    then: tuple[ServiceId, ...] = ()
    chain: ServiceId | None = None
    prints: int = 1
    """How often its paper was ordered until now: by a kiosk that was alone perhaps more than once."""


@value(frozen=True, slots=True)
class TicketPrinted:
    """What became of the paper; ``print_no`` 1 is the first one."""

    ticket: TicketId
    state: PrintState
    reason: str
    print_no: int = 1


@value(frozen=True, slots=True)
class ReprintOrdered:
    """A kiosk was told to print a ticket's paper once more, marked as such: what came of it follows.

    ``by_card``: whoever asked laid the card that the ticket was taken with. ``by``: the clerk who ordered it.
    """

    ticket: TicketId
    kiosk: str
    print_no: int
    by_card: bool
    by: str | None = None


@value(frozen=True, slots=True)
class CounterOpened:
    """A counter takes people."""

    counter: CounterId
    by: str
    post: str | None = None
    override: RefusalCode | None = None
    """What would have kept it closed, had a hall lead not decided otherwise."""


@value(frozen=True, slots=True)
class CounterPaused:
    """A counter takes nobody for a while."""

    counter: CounterId
    by: str
    reason: str


@value(frozen=True, slots=True)
class CounterClosing:
    """A counter ends as soon as its ticket has left."""

    counter: CounterId
    by: str


@value(frozen=True, slots=True)
class CounterClosed:
    """A counter ended."""

    counter: CounterId
    by: str


@value(frozen=True, slots=True)
class MoveAtCounter:
    """Anything that moves a ticket at a counter, or calls it there; ``by`` names the clerk or the device."""

    ticket: TicketId
    counter: CounterId
    by: str


@value(frozen=True, slots=True)
class TicketCalled(MoveAtCounter):
    """A ticket was called to a counter, for this reason."""

    reason: CallReason


@value(frozen=True, slots=True)
class TicketCalledAgain(MoveAtCounter):
    """The same ticket was called once more."""


@value(frozen=True, slots=True)
class ServiceStarted(MoveAtCounter):
    """The visitor stands at the counter."""


@value(frozen=True, slots=True)
class TicketServed(MoveAtCounter):
    """The service is done; a mark may be given until ``evaluation_until``."""

    evaluation_until: datetime
    outcome: ServiceOutcome = ServiceOutcome.DONE
    items: tuple[ServiceId, ...] = ()
    invited: bool = True
    """False: the evaluator stays shut until the clerk invites."""
    elsewhere_until: datetime | None = None
    """Until then a mark may come by phone or kiosk; None: it may not."""


@value(frozen=True, slots=True)
class StepFinished(MoveAtCounter):
    """One service is done; the ticket waits for the next one, with its number and its key.

    ``done`` since ``started_at``; now it waits for ``service``, and ``then`` follows.
    """

    done: ServiceId
    service: ServiceId
    then: tuple[ServiceId, ...]
    started_at: datetime
    outcome: ServiceOutcome = ServiceOutcome.DONE
    items: tuple[ServiceId, ...] = ()


@value(frozen=True, slots=True)
class StepSkipped(MoveAtCounter):
    """One service was not needed; the ticket waits for the next one, with its number and its key."""

    skipped: ServiceId
    service: ServiceId
    then: tuple[ServiceId, ...]


@value(frozen=True, slots=True)
class ServiceAdded:
    """One more service follows on the ticket. ``counter``: where it stands; None when it waits or is on hold."""

    ticket: TicketId
    counter: CounterId | None
    by: str
    service: ServiceId


@value(frozen=True, slots=True)
class TicketHeld(MoveAtCounter):
    """The visitor fetches something; the counter is free meanwhile."""

    reason: str


@value(frozen=True, slots=True)
class TicketResumed(MoveAtCounter):
    """A held ticket was called back, past whoever waits: the order had called it before."""


@value(frozen=True, slots=True)
class TicketPutBack(MoveAtCounter):
    """Nobody came to the call; the ticket waits again, behind the one whose key this is."""

    counted_from: datetime
    place: int
    rank: int = 0


@value(frozen=True, slots=True)
class TicketTransferred(MoveAtCounter):
    """The ticket waits for another service, with its number and its key."""

    service: ServiceId


@value(frozen=True, slots=True)
class TicketCancelled:
    """The visitor gave the ticket up.

    ``by``: who was told of it; ``canceller``: what that is, None in journals that do not say.
    """

    ticket: TicketId
    by: str
    canceller: Canceller | None = None


@value(frozen=True, slots=True)
class TicketNotShown(MoveAtCounter):
    """Nobody came to the call, for the last time."""


@value(frozen=True, slots=True)
class TicketEnded:
    """The ticket ended without being served.

    ``by``: who ended the waiting; empty: nobody did, the day changed.
    """

    ticket: TicketId
    reason: EndReason
    by: str = ""


@value(frozen=True, slots=True)
class EvaluationRecorded:
    """The visitor judged the service."""

    ticket: TicketId
    counter: CounterId
    level: Level
    channel: EvaluationChannel
    reasons: tuple[IndicatorCode, ...] = ()
    text: str = field(default="", repr=False)


TicketMove = (
    TicketCalled
    | TicketCalledAgain
    | ServiceStarted
    | TicketServed
    | StepFinished
    | StepSkipped
    | TicketHeld
    | TicketResumed
    | TicketPutBack
    | TicketTransferred
    | TicketCancelled
    | TicketNotShown
    | TicketCarried
    | TicketEnded
)
"""Facts that move a ticket from one state to another (or keep it, as a second call does)."""
CounterFact = CounterOpened | CounterPaused | CounterClosing | CounterClosed
Fact = (
    PlanAdopted
    | TicketsReordered
    | DayBegan
    | TicketTaken
    | TicketPrinted
    | ReprintOrdered
    | ServiceAdded
    | CounterFact
    | TicketMove
    | TicketsCarried
    | EvaluationRecorded
    | AppointmentFact
    | EvaluationFact
)
