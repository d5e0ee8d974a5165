"""One day from morning to closing: people come to the kiosk, clerks work, the hall lead ends what is left."""

from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from random import Random
from typing import Final

from config.plan import Plan
from config.vocabulary import Canceller, PrintState, RefusalCode, TicketState
from queue_server.domain.appointments.commands import BookAppointment, CheckIn
from queue_server.domain.commands import AdoptPlan, BeginDay, CancelTicket, EndWaiting, ReportPrint, TakeTicket
from queue_server.domain.facts import Fact, TicketTaken
from queue_server.domain.hall import Hall
from queue_server.domain.hours.new_day import waiting_ends_at
from queue_server.simulation.clerks import Staffing, staff_of
from queue_server.simulation.floor import Floor, Visit
from queue_server.simulation.hours import open_day
from queue_server.simulation.people import Crowd, Visitor
from queue_server.simulation.scenario import Scenario, Session
from queue_server.simulation.staff import Staff

LEAD: Final = "hall-lead"
TELEPHONE: Final = "telephone"
KIOSKS: Final = ("kiosk-1", "kiosk-2")
TAPS_AGAIN_AFTER_S: Final = 20


@dataclass(frozen=True)
class Cast:
    """Who comes and who works on one day: the same whatever the order of calling is."""

    day: date
    visitors: list[Visitor]
    staffing: list[Staffing]


@dataclass(frozen=True)
class Lived:
    """A day that is over: its hall, its facts with their moments, and what was refused."""

    day: date
    plan: Plan
    hall: Hall
    sessions: tuple[Session, ...]
    facts: list[tuple[Fact, datetime]]
    refusals: dict[RefusalCode, int]

    @property
    def digest(self) -> str:
        """The day's facts and moments as one fingerprint."""
        told = "\n".join(f"{at.isoformat()} {fact!r}" for fact, at in self.facts)
        return sha256(told.encode()).hexdigest()


def cast_of(scenario: Scenario, seed: int, number: int = 0) -> Cast:
    """Draw the people of one day; visitors and clerks from chances of their own."""
    visitors = Crowd(scenario, Random(f"{seed}/{number}/visitors")).visitors()
    staffing = staff_of(scenario, Random(f"{seed}/{number}/clerks"))
    return Cast(scenario.day or open_day(scenario.plan, number), visitors, staffing)


def live(scenario: Scenario, cast: Cast, plan: Plan | None = None) -> Lived:
    """Live one day through the core, under the scenario's plan or another with the same services and counters."""
    day = Day(scenario, cast, plan or scenario.plan)
    day.run()
    floor = day.floor
    return Lived(cast.day, floor.plan, floor.hall, scenario.sessions, floor.facts, dict(sorted(floor.refusals.items())))


class Day:
    """The visitors' side of one day, and its beginning and end."""

    def __init__(self, scenario: Scenario, cast: Cast, plan: Plan) -> None:
        self.floor = Floor(Hall(), plan, cast.day)
        self.floor.ask(AdoptPlan(plan, LEAD))
        self.floor.ask(BeginDay(cast.day))
        self._on_paper = scenario.on_paper
        self._staff = Staff(self.floor, scenario, cast.staffing)
        for visitor in cast.visitors:
            if visitor.code is not None:
                self._book(visitor, visitor.code)
            if not visitor.misses:
                self.floor.at(visitor.arrives_s, self._arrive, visitor)
        ends = waiting_ends_at(self.floor.hall)
        over_s = scenario.sessions[-1].ends_s + scenario.overtime_s
        self.floor.at(over_s if ends is None else int((ends - self.floor.midnight).total_seconds()), self._close)

    def run(self) -> None:
        """To the end; whoever was put back or sent on after closing ends then."""
        self.floor.run()
        self._close()
        self._staff.go_home()

    def _arrive(self, visitor: Visitor) -> None:
        self._take(visitor)
        if visitor.taps_again:
            self.floor.after(TAPS_AGAIN_AFTER_S, self._take, visitor)

    def _take(self, visitor: Visitor) -> None:
        """A refused visitor goes home (or has a ticket already)."""
        taken = self.floor.ask(self._wish(visitor))
        if not taken:
            return
        fact = taken[-1]
        assert isinstance(fact, TicketTaken)
        self.floor.visits[fact.ticket] = Visit(visitor, visitor.work_s)
        if self._on_paper:
            self.floor.ask(ReportPrint(fact.ticket, PrintState.PRINTED, ""))
        if visitor.patience_s is not None:
            self.floor.after(visitor.patience_s, self._give_up, fact)
        self._staff.offer(fact.service)

    def _wish(self, visitor: Visitor) -> TakeTicket | CheckIn:
        kiosk = KIOSKS[self.floor.now_s % len(KIOSKS)]
        if visitor.code is not None:
            return CheckIn(kiosk, visitor.code, visitor.card)
        slot = None if visitor.slot_s is None else self.floor.moment(visitor.slot_s)
        return TakeTicket(kiosk, visitor.service, visitor.ticket_class, slot, visitor.card)

    def _book(self, visitor: Visitor, code: str) -> None:
        """Before the hall opens, by telephone."""
        assert visitor.slot_s is not None
        starts_at = self.floor.moment(visitor.slot_s)
        self.floor.ask(BookAppointment(visitor.service, starts_at, code, TELEPHONE, visitor.card))

    def _give_up(self, fact: TicketTaken) -> None:
        if self.floor.hall.tickets[fact.ticket].state is TicketState.WAITING:
            self.floor.ask(CancelTicket(fact.ticket, "visitor", Canceller.PHONE))

    def _close(self) -> None:
        """End the waiting of whoever is left."""
        if self.floor.hall.waiting.total or self.floor.hall.held:
            self.floor.ask(EndWaiting(LEAD))
