"""A ticket's life: its states, and the table of moves between them. No other file changes a ticket's state."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Final

from config.vocabulary import (
    CounterId,
    Level,
    PrintState,
    ServiceId,
    ServiceOutcome,
    TicketClass,
    TicketId,
    TicketState,
)
from queue_server.domain.calling.call import Call
from queue_server.domain.calling.reason import CallReason
from queue_server.domain.carrying.facts import TicketCarried
from queue_server.domain.facts import (
    EndReason,
    ReprintOrdered,
    ServiceStarted,
    StepFinished,
    StepSkipped,
    TicketCalled,
    TicketCalledAgain,
    TicketCancelled,
    TicketEnded,
    TicketHeld,
    TicketMove,
    TicketNotShown,
    TicketPrinted,
    TicketPutBack,
    TicketResumed,
    TicketServed,
    TicketTaken,
    TicketTransferred,
)
from queue_server.domain.invariants import BrokenInvariant
from queue_server.domain.visits.steps import ONE_STEP, Steps

State = TicketState
MOVES: Final[Mapping[tuple[TicketState, type[TicketMove]], TicketState]] = {
    (State.WAITING, TicketCalled): State.CALLED,
    (State.CALLED, TicketCalledAgain): State.CALLED,
    (State.CALLED, ServiceStarted): State.SERVING,
    (State.CALLED, TicketPutBack): State.WAITING,
    (State.CALLED, TicketNotShown): State.NO_SHOW,
    (State.SERVING, TicketServed): State.SERVED,
    (State.SERVING, StepFinished): State.WAITING,
    (State.CALLED, StepSkipped): State.WAITING,
    (State.SERVING, StepSkipped): State.WAITING,
    (State.CALLED, TicketHeld): State.HELD,
    (State.SERVING, TicketHeld): State.HELD,
    (State.HELD, TicketResumed): State.CALLED,
    (State.CALLED, TicketTransferred): State.WAITING,
    (State.SERVING, TicketTransferred): State.WAITING,
    (State.WAITING, TicketCancelled): State.CANCELLED,
    (State.HELD, TicketCancelled): State.CANCELLED,
    (State.WAITING, TicketEnded): State.ENDED,
    (State.CALLED, TicketEnded): State.ENDED,
    (State.SERVING, TicketEnded): State.ENDED,
    (State.HELD, TicketEnded): State.ENDED,
    (State.WAITING, TicketCarried): State.CARRIED,
    (State.HELD, TicketCarried): State.CARRIED,
    (State.CARRIED, TicketCancelled): State.CANCELLED,
    (State.CARRIED, TicketEnded): State.ENDED,
}
Key = tuple[int, datetime, int, int]
WAITING: Final = State.WAITING
HELD: Final = State.HELD
"""Names of their own: to look up an enum's member in Python 3.11 costs more than a call, and these are asked most."""
AT_COUNTER: Final = frozenset({State.CALLED, State.SERVING})
LIVE: Final = AT_COUNTER | {State.WAITING, State.HELD, State.CARRIED}


@dataclass(frozen=True, slots=True)
class Carried:
    """The hall closed before its turn. ``to``: when it waits again; ``later``: hours that were not counted since."""

    to: date
    later: timedelta = timedelta()


@dataclass(frozen=True, slots=True)
class Reprint:
    """When and by which kiosk its paper was printed again, the last time today."""

    at: datetime
    kiosk: str


@dataclass(slots=True)
class Ticket:
    """One ticket of the day. Times are in UTC; ``place`` is its order of taking in the hall."""

    id: TicketId
    number: str
    service: ServiceId
    ticket_class: TicketClass
    taken_at: datetime
    counted_from: datetime
    place: int
    booked_for: datetime | None = None
    masked_name: str | None = None
    card: str | None = field(default=None, repr=False)
    state: TicketState = TicketState.WAITING
    counter: CounterId | None = None
    reason: CallReason | None = None
    """Of the call that brought it to its counter, kept when it was served; None also for one called back from hold."""
    first_called_at: datetime | None = None
    """The first call of its life: what it waited for is counted once."""
    called_at: datetime | None = None
    newest_call_at: datetime | None = None
    times_called: int = 0
    put_back: int = 0
    """Nobody came once already: its number among the day's, so that the later one stands behind."""
    started_at: datetime | None = None
    ended_at: datetime | None = None
    evaluation_until: datetime | None = None
    elsewhere_until: datetime | None = None
    invited: bool = False
    """Served, and the evaluator opened for it."""
    mark: Level | None = None
    """What counts: the second mark, if there is one."""
    paper: PrintState | None = None
    """What became of the newest print; None: nobody knows yet."""
    prints: int = 1
    """How often its paper was ordered."""
    printed_again: Reprint | None = None
    outcome: ServiceOutcome | None = None
    came_from: ServiceId | None = None
    """The service from which it was transferred here."""
    rank: int = 0
    group: str | None = None
    steps: Steps = ONE_STEP
    carried: Carried | None = None
    earlier: tuple[Call, ...] = ()
    """Today's calls before the present or last one."""
    end_reason: EndReason | None = None
    cancelled: TicketCancelled | None = None
    """Who gave it up, where."""

    @classmethod
    def taken(cls, fact: TicketTaken, place: int) -> "Ticket":
        """As it was printed."""
        times = fact.taken_at, fact.counted_from
        ticket = cls(fact.ticket, fact.number, fact.service, fact.ticket_class, *times, place)
        ticket.booked_for, ticket.masked_name, ticket.card = fact.booked_for, fact.masked_name, fact.card
        ticket.rank, ticket.group, ticket.prints = fact.rank, fact.group, fact.prints
        if fact.then:
            ticket.steps = Steps(fact.chain, follow=fact.then)
        return ticket

    @property
    def key(self) -> Key:
        """Its place in the order: rank, the moment it is counted as arrived, the order of taking, last if put back."""
        return self.rank, self.counted_from, self.place, self.put_back

    @property
    def turn(self) -> tuple[int, int]:
        """Its order among those of the same rank and moment."""
        return self.place, self.put_back

    @property
    def arrives_at(self) -> datetime:
        """When its turn begins to count before any head start: printed, or booked for later.

        Who was carried over counts the same, without the hours in which the hall was closed.
        """
        booked = self.booked_for if self.ticket_class is TicketClass.BOOKED else None
        arrives = self.taken_at if booked is None else max(self.taken_at, booked)
        return arrives if self.carried is None else arrives + self.carried.later

    @property
    def with_clerk(self) -> bool:
        """At a counter, or on hold for one: a clerk decides what becomes of it."""
        return self.state in AT_COUNTER or self.state is HELD

    @property
    def call(self) -> Call | None:
        """The call that it follows, or the last one of its life; None while it waits."""
        return self._call(None)

    def _call(self, until: datetime | None) -> Call | None:
        at, counter = self.called_at, self.counter
        if at is None or counter is None:
            return None
        return Call(at, counter, self.reason, self.counted_from, self.steps, self.put_back, until)

    def put_back_by(self, at: datetime) -> bool:
        """Whether nobody had come to a call of it by then."""
        return self.put_back > 0 and all(call.at < at for call in self.earlier if not call.put_back)

    @property
    def services(self) -> tuple[ServiceId, ...]:
        """The present service and those that follow."""
        return self.service, *self.steps.follow

    def move(self, fact: TicketMove, at: datetime) -> None:
        """Change state as the table says. Raises BrokenInvariant where the table says nothing."""
        goal = MOVES.get((self.state, type(fact)))
        if goal is None:
            raise BrokenInvariant(f"{self.id} is {self.state}: {type(fact).__name__} can't happen")
        self.state = goal
        match fact:
            case TicketCalled():
                self.reason = fact.reason
                self._come(fact.counter, at)
            case ServiceStarted():
                self.started_at = at
            case TicketServed():
                self.ended_at, self.evaluation_until, self.outcome = at, fact.evaluation_until, fact.outcome
                self.invited, self.elsewhere_until = fact.invited, fact.elsewhere_until
            case TicketResumed():
                self._leave(at)
                self._come(fact.counter, at)
            case TicketCalledAgain():
                self.times_called, self.newest_call_at = self.times_called + 1, at
            case TicketPutBack():
                self._leave(at)
                self.rank, self.counted_from, self.place = fact.rank, fact.counted_from, fact.place
            case TicketTransferred():
                self._leave(at)
                self.came_from = self.service
                self.service, self.steps = fact.service, self.steps.without(fact.service)
            case StepFinished() | StepSkipped():
                self._leave(at)
                self.service, self.steps = fact.service, self.steps.left(fact.then)
            case TicketHeld():
                self.started_at = None
            case TicketCarried():
                self.carried = Carried(fact.to)
                self._leave(at)
            case TicketEnded():
                self.ended_at, self.end_reason = at, fact.reason
            case TicketCancelled():
                self.ended_at, self.cancelled = at, fact
            case TicketNotShown():
                self.ended_at = at

    def on_paper(self, fact: TicketPrinted | ReprintOrdered, at: datetime) -> None:
        """Paper came or not, or more of it was ordered; what an earlier print tells late changes nothing."""
        match fact:
            case ReprintOrdered():
                self.paper, self.prints, self.printed_again = None, fact.print_no, Reprint(at, fact.kiosk)
            case TicketPrinted() if fact.print_no == self.prints:
                self.paper = fact.state

    def _come(self, counter: CounterId, at: datetime) -> None:
        self.counter, self.called_at, self.newest_call_at, self.times_called = counter, at, at, 1
        self.first_called_at = self.first_called_at or at

    def _leave(self, at: datetime) -> None:
        """As if it had not been called; the first call's moment is kept, and what explains the call."""
        if (call := self._call(at)) is not None:
            self.earlier = (*self.earlier, call)
        self.counter = self.reason = self.called_at = self.newest_call_at = self.started_at = None
        self.times_called = 0
