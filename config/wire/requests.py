"""What may be asked of the queue server. Each request has an id made by the asker; asking twice is harmless."""

from config.vocabulary import EvaluationChannel, Level, PrintState, TicketClass
from config.wire.message import Message, Moment, Name, RequestKey, TicketKey, Words


class Request(Message):
    """Anything that is answered; ``request_id`` also is the key of the answer."""

    request_id: RequestKey


class TakeTicket(Request):
    """A visitor wants a number. ``card`` is a keyed token, never a card's number."""

    kiosk: Name
    service: Name
    ticket_class: TicketClass = TicketClass.ORDINARY
    booked_for: Moment | None = None
    card: Words | None = None
    masked_name: Words | None = None


class ReportPrint(Request):
    """What became of a ticket's paper."""

    kiosk: Name
    ticket: TicketKey
    state: PrintState
    reason: Words = ""
    """A word of ``Trouble``; empty when nothing was wrong."""


class CounterRequest(Request):
    """Anything asked for one counter. ``by`` names the clerk or the device."""

    counter: Name
    by: Words


class OpenCounter(CounterRequest):
    """The clerk begins, or comes back from a pause."""


class PauseCounter(CounterRequest):
    """The counter takes nobody for a while."""

    reason: Words


class CloseCounter(CounterRequest):
    """The clerk ends."""


class CallNext(CounterRequest):
    """Call whoever has the earliest call-by time among this counter's services."""


class CallAgain(CounterRequest):
    """Call the same ticket once more."""


class StartService(CounterRequest):
    """The visitor stands at the counter."""


class FinishService(CounterRequest):
    """The service is done; the evaluation opens."""


class MarkNoShow(CounterRequest):
    """Nobody came."""


class GiveEvaluation(Request):
    """A press on the evaluator: one mark for one served ticket. The request id is the press's id."""

    counter: Name
    ticket: TicketKey
    level: Level
    channel: EvaluationChannel = EvaluationChannel.COUNTER_DEVICE
