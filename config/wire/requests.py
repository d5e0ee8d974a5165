"""What may be asked of the queue server. Each request has an id made by the asker; asking twice is harmless."""

from typing import Annotated, Final

from pydantic import Field

from config.indicators import REASONS_MAX
from config.vocabulary import Canceller, EvaluationChannel, Level, PrintState, Redress, ServiceOutcome, TicketClass
from config.wire.message import (
    NO_NUL,
    Count,
    Indicator,
    Message,
    Name,
    OpenText,
    RequestKey,
    TicketKey,
    Words,
)

ITEMS_MAX: Final = 20
"""Services done in one visit."""
WHO_MAX: Final = 40
"""The longest name of whoever changes a plan, in characters."""


class Request(Message):
    """Anything that is answered; ``request_id`` also is the key of the answer."""

    request_id: RequestKey


class TakeTicket(Request):
    """A visitor wants a number for a service or a chain; who has an appointment checks in with it instead.

    ``card`` is a keyed token, never a card's number.
    """

    kiosk: Name
    service: Name
    ticket_class: TicketClass = TicketClass.ORDINARY
    card: Words | None = None
    masked_name: Words | None = None
    group: Name | None = None
    """Which of the priority visitors: a group of the hall's order."""


class TellLateTicket(Request):
    """The kiosk gave this number of its block by itself while the server was away."""

    kiosk: Name
    ticket: TicketKey
    service: Name
    ago_ms: Count
    """How long ago, by the kiosk's own clock: what is wrong with that clock all the time does not matter."""
    ticket_class: TicketClass = TicketClass.ORDINARY
    card: Words | None = None
    masked_name: Words | None = None
    group: Name | None = None
    instead_of: RequestKey | None = None
    """The wish that the server did not answer in time; what it made of it is nobody's."""
    reprints: Count = 0
    """How often its paper was printed again before the server knew of it."""


class AskPerson(Request):
    """An appointment, live tickets, services to judge: what is there today for this card? Changes nothing."""

    kiosk: Name
    card: Words


class ReportPrint(Request):
    """What became of a ticket's paper."""

    kiosk: Name
    ticket: TicketKey
    state: PrintState
    reason: Words = ""
    """A word of ``Trouble``; empty when nothing was wrong."""
    print_no: Count = 1
    """Which print of the ticket: 1 is the first."""


class ReprintTicket(Request):
    """The paper of a ticket once more: it did not come out, or was lost."""

    kiosk: Name
    ticket: TicketKey
    card: Words | None = None
    """The token of the card that was laid; paper that came out once is printed again only with the ticket's own."""


class OrderReprint(Request):
    """The paper of a ticket once more, at this kiosk, because a clerk or hall lead sees who asks for it."""

    ticket: TicketKey
    kiosk: Name
    by: Words


class CounterRequest(Request):
    """Anything asked for one counter. ``by`` names the clerk or the device."""

    counter: Name
    by: Words


class OpenCounter(CounterRequest):
    """The clerk begins, comes back from a pause, or stays after all. ``move``: and leaves the counter where he was.

    ``override`` opens a tide counter or a flexible one out of its time; for hall leads only.
    """

    post: Words | None = None
    move: bool = False
    override: bool = False


class PauseCounter(CounterRequest):
    """The counter takes nobody for a while."""

    reason: Words


class CloseCounter(CounterRequest):
    """The clerk ends; with ``after_current`` as soon as the ticket that stands there has left."""

    after_current: bool = False


class CallNext(CounterRequest):
    """Call whoever has the earliest call-by time among this counter's services."""


class CallAgain(CounterRequest):
    """Call the same ticket once more."""


class StartService(CounterRequest):
    """The visitor stands at the counter."""


class FinishService(CounterRequest):
    """The service is done; the next one of the ticket follows, or the evaluation opens.

    ``items``: what was done, when more or other than the service; it does not follow any more.
    """

    outcome: ServiceOutcome = ServiceOutcome.DONE
    items: Annotated[tuple[Name, ...], Field(max_length=ITEMS_MAX)] = ()


class SkipStep(CounterRequest):
    """This service is not needed: the visitor goes on to the next one of the same ticket."""


class MarkNoShow(CounterRequest):
    """Nobody came. The first time the ticket waits again behind the next few, as the plan says."""


class HoldTicket(CounterRequest):
    """The visitor fetches something and comes back; the counter is free meanwhile."""

    reason: Words = ""


class ResumeTicket(CounterRequest):
    """Call a held ticket back to this counter."""

    ticket: TicketKey


class TransferTicket(CounterRequest):
    """Send the visitor to another service's queue, with the same number and the same place in time."""

    service: Name


class AddService(Request):
    """The visitor came for one more service: it follows on the same ticket. ``by`` names who was told."""

    ticket: TicketKey
    by: Words
    service: Name


class CancelTicket(Request):
    """The visitor gives the ticket up. ``by`` names who was told, ``canceller`` what that is."""

    ticket: TicketKey
    by: Words
    canceller: Canceller | None = None


class ExplainTicket(Request):
    """Where does this ticket stand, and why? Changes nothing."""

    ticket: TicketKey


class AdoptPlan(Request):
    """The plan's files were changed: the server reads, checks and adopts them. What the new plan lacks drains."""

    by: Annotated[str, Field(max_length=WHO_MAX, pattern=NO_NUL)]
    why: Words
    seen: Words | None = None
    """The state of the files that somebody looked at (of ``PlanShown``): no other one is adopted."""


class EndWaiting(Request):
    """The hall closes: whoever still waits or is on hold will not be served today."""

    by: Words


class InviteEvaluation(CounterRequest):
    """Ask the visitor who was served last for a mark: the evaluator opens."""


class Judgement(Request):
    """What a mark says. ``reasons``: indicator codes of its level (``config/indicators.py``)."""

    ticket: TicketKey
    level: Level
    reasons: Annotated[tuple[Indicator, ...], Field(max_length=REASONS_MAX)] = ()
    text: OpenText = ""


class GiveEvaluation(Judgement):
    """A press on the evaluator: one mark for one served ticket. The request id is the press's id."""

    counter: Name
    channel: EvaluationChannel = EvaluationChannel.COUNTER_DEVICE


class EvaluateVisit(Judgement):
    """A mark by phone or kiosk, where only the ticket is known; also the second one after a bad mark was put right."""

    channel: EvaluationChannel


class AskVisit(Request):
    """Where does this visit stand, for its visitor at a phone or kiosk? Changes nothing."""

    ticket: TicketKey


class PutRight(Request):
    """What a bad mark was about was put right; the visitor may judge once more. ``by`` is a hall lead."""

    ticket: TicketKey
    by: Words
    words: OpenText
    redress: Redress = Redress.PUT_RIGHT
