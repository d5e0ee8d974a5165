"""What the hall is told after each batch: news and touched counters at once, the other pictures a little later.

A picture is renewed at most every ``pause_s``, however many tickets were taken in between, and renewing takes at most a
twentieth of the time: retained pictures are for being right, not for counting along.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Final, Protocol

from config.vocabulary import CounterId, CounterState, ServiceId, TicketId
from config.wire.message import Message
from config.wire.news import CallNews, MarkNews
from queue_server.desk import pictures
from queue_server.desk.opening import Turns
from queue_server.desk.replies import words
from queue_server.desk.visitors.evaluations import bad_marks
from queue_server.desk.wall import wall
from queue_server.domain import facts as f
from queue_server.domain.counter import CounterNow
from queue_server.domain.evaluation.facts import BadMarkPutRight, BadMarksCarried, EvaluationRecordedAgain
from queue_server.domain.hall import Hall
from queue_server.journal.record import Record

CHANGES_BAD_MARKS: Final = (EvaluationRecordedAgain, BadMarkPutRight, BadMarksCarried, f.DayBegan)
RENEWAL_SHARE: Final = 20
"""The pause is at least so many times as long as the renewal took."""


class Voice(Protocol):
    """Where messages go."""

    def send(self, message: Message) -> object:
        """Publish one message."""


class Announcer:
    """Turns records into messages. ``monotonic`` counts seconds."""

    def __init__(self, hall: Hall, voice: Voice, monotonic: Callable[[], float], pause_s: float, wall_s: float) -> None:
        self._hall = hall
        self._voice = voice
        self._monotonic = monotonic
        self._pause_min_s: Final = pause_s
        self._pause_s = pause_s
        self._wall_s: Final = wall_s
        self._changed = self._bad_changed = True
        self._turns = Turns(hall)
        self._queues_changed: set[ServiceId] = set()
        self._queues_of_closed: set[ServiceId] = set()
        self._renewed = -pause_s
        self._closed_renewed = -wall_s
        self._wall_renewed = -wall_s

    def tell(self, records: Iterable[Record]) -> None:
        """News and touched counters of these records, at once."""
        touched: dict[CounterId, datetime] = {}
        for record in records:
            self._changed = True
            ticket = self._hall.tickets.get(getattr(record.fact, "ticket", TicketId("")))
            if ticket is not None:
                self._queues_changed.add(ticket.service)
            match record.fact:
                case f.TicketCalled() | f.TicketCalledAgain() | f.TicketResumed() as call:
                    if call.counter not in self._hall.counters:
                        continue  # the same batch brought a plan without it
                    self._voice.send(self._call_news(record, record.fact))
                case f.TicketTaken(while_away=True) as taken:
                    self._voice.send(pictures.block(self._hall, taken.kiosk, record.at))
                case f.EvaluationRecorded() as mark:
                    self._bad_changed = self._bad_changed or mark.level.bad
                    number = self._hall.tickets[mark.ticket].number
                    self._voice.send(MarkNews(at=record.at, counter=mark.counter, number=number, level=mark.level))
            self._bad_changed = self._bad_changed or isinstance(record.fact, CHANGES_BAD_MARKS)
            counter = getattr(record.fact, "counter", None)
            if counter in self._hall.counters:
                touched[counter] = record.at
                if isinstance(record.fact, f.CounterFact):
                    touched |= dict.fromkeys(self._hall.plan.stand_ins.get(counter, ()), record.at)
        if touched:
            self._voice.send(pictures.calls(self._hall, max(touched.values())))
        for counter, at in touched.items():
            self._tell_counter(self._hall.counters[counter], at)
            if counter not in self._hall.adopted.counter_by_id:
                self._voice.send(pictures.counters(self._hall, at))

    def tell_all(self, at: datetime) -> None:
        """Every picture: after a start, and when a day begins."""
        for counter in self._hall.counters.values():
            self._tell_counter(counter, at)
        self._voice.send(pictures.counters(self._hall, at))
        for kiosk in self._hall.blocks.kiosks:
            self._voice.send(pictures.block(self._hall, kiosk, at))
        self._changed = self._bad_changed = True
        self._renew(at)

    def due_in_s(self) -> float:
        """How long nothing needs to be renewed."""
        wall_due = self._wall_renewed + self._wall_s
        due = min(self._renewed + self._pause_s, wall_due) if self._changed else wall_due
        return max(0.0, due - self._monotonic())

    def renew(self, at: datetime) -> None:
        """Renew what is due."""
        self._changed = self._changed or self._turns.due(at)
        if self.due_in_s() == 0.0:
            self._renew(at)

    def _renew(self, at: datetime) -> None:
        began = self._monotonic()
        if self._changed:
            self._voice.send(pictures.services(self._hall, at))
            self._turns.told(at)
            self._voice.send(pictures.calls(self._hall, at))
            self._tell_counters(began, at)
        if self._bad_changed:
            self._voice.send(bad_marks(self._hall, at))
            self._bad_changed = False
        self._voice.send(wall(self._hall, at))
        self._changed = False
        self._renewed = self._wall_renewed = self._monotonic()
        self._pause_s = max(self._pause_min_s, RENEWAL_SHARE * (self._renewed - began))

    def _tell_counters(self, now_s: float, at: datetime) -> None:
        """Counters whose queues changed: those that are staffed now, the closed ones as seldom as the wall."""
        self._queues_of_closed |= self._queues_changed
        closed_due = now_s - self._closed_renewed >= self._wall_s
        for counter in self._hall.counters.values():
            closed = counter.state is CounterState.CLOSED
            changed = self._queues_of_closed if closed else self._queues_changed
            if (closed_due or not closed) and not self._skills(counter).isdisjoint(changed):
                self._tell_counter(counter, at)
        self._queues_changed.clear()
        if closed_due:
            self._queues_of_closed.clear()
            self._closed_renewed = now_s

    def _skills(self, counter: CounterNow) -> frozenset[ServiceId]:
        return self._hall.at_work[counter.id].skills

    def _tell_counter(self, counter: CounterNow, at: datetime) -> None:
        self._voice.send(pictures.counter(self._hall, counter, at))
        self._voice.send(pictures.waiting(self._hall, counter, at))

    def _call_news(self, record: Record, fact: f.TicketCalled | f.TicketCalledAgain | f.TicketResumed) -> CallNews:
        ticket = self._hall.tickets[fact.ticket]
        return CallNews(
            at=record.at,
            ticket=ticket.id,
            number=ticket.number,
            counter=fact.counter,
            counter_name=words(self._hall.plan.counter_by_id[fact.counter].name),
            times_called=ticket.times_called,
        )
