"""One day from morning to closing: people come to the kiosk, clerks work, the hall lead ends what is left."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from hashlib import sha256
from itertools import count, islice
from random import Random
from typing import Final

from config.plan import Plan
from config.vocabulary import PrintState, RefusalCode, TicketState
from queue_server.domain.commands import AdoptPlan, BeginDay, CancelTicket, EndWaiting, ReportPrint, TakeTicket
from queue_server.domain.facts import Fact, TicketTaken
from queue_server.domain.hall import Hall
from queue_server.simulation.clerks import Staffing, staff_of
from queue_server.simulation.floor import Floor, Visit
from queue_server.simulation.people import Crowd, Visitor
from queue_server.simulation.scenario import Scenario
from queue_server.simulation.staff import Staff

FIRST_DAY: Final = date(2026, 11, 23)
"""A Monday."""
LEAD: Final = "hall-lead"
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
    return Cast(_day_of_work(scenario.plan, number), visitors, staffing)


def _day_of_work(plan: Plan, number: int) -> date:
    """The first day, or so many days on which the hall is open later."""
    days = (FIRST_DAY + timedelta(days=ahead) for ahead in count())
    open_days = (day for day in days if plan.opening is None or plan.opening.hours_on(day))
    return next(islice(open_days, number, None))


def live(scenario: Scenario, cast: Cast, plan: Plan | None = None) -> Lived:
    """Live one day through the core, under the scenario's plan or another with the same services and counters."""
    day = Day(scenario, cast, plan or scenario.plan)
    day.run()
    floor = day.floor
    return Lived(cast.day, floor.plan, floor.hall, floor.facts, dict(sorted(floor.refusals.items())))


class Day:
    """The visitors' side of one day, and its beginning and end."""

    def __init__(self, scenario: Scenario, cast: Cast, plan: Plan) -> None:
        self.floor = Floor(Hall(), plan, cast.day)
        by_hand = replace(plan, auto_call=False) if plan.auto_call else plan  # the clerks here press Next at once
        self.floor.ask(AdoptPlan(by_hand, LEAD))
        self.floor.ask(BeginDay(cast.day))
        self._on_paper = scenario.on_paper
        self._staff = Staff(self.floor, scenario, cast.staffing)
        for visitor in cast.visitors:
            self.floor.at(visitor.arrives_s, self._arrive, visitor)
        self.floor.at(scenario.sessions[-1].ends_s + scenario.overtime_s, self._close)

    def run(self) -> None:
        """To the end; whoever was put back or sent on after closing ends then."""
        self.floor.run()
        self._close()

    def _arrive(self, visitor: Visitor) -> None:
        self._take(visitor)
        if visitor.taps_again:
            self.floor.after(TAPS_AGAIN_AFTER_S, self._take, visitor)

    def _take(self, visitor: Visitor) -> None:
        """A refused visitor goes home (or has a ticket already)."""
        slot = None if visitor.slot_s is None else self.floor.moment(visitor.slot_s)
        kiosk = KIOSKS[self.floor.now_s % len(KIOSKS)]
        taken = self.floor.ask(TakeTicket(kiosk, visitor.service, visitor.ticket_class, slot, visitor.card))
        if not taken:
            return
        (fact,) = taken
        assert isinstance(fact, TicketTaken)
        self.floor.visits[fact.ticket] = Visit(visitor, visitor.work_s)
        if self._on_paper:
            self.floor.ask(ReportPrint(fact.ticket, PrintState.PRINTED, ""))
        if visitor.patience_s is not None:
            self.floor.after(visitor.patience_s, self._give_up, fact)
        self._staff.offer(visitor.service)

    def _give_up(self, fact: TicketTaken) -> None:
        if self.floor.hall.tickets[fact.ticket].state is TicketState.WAITING:
            self.floor.ask(CancelTicket(fact.ticket, "visitor"))

    def _close(self) -> None:
        """End the waiting of whoever is left."""
        if self.floor.hall.waiting.total or self.floor.hall.held:
            self.floor.ask(EndWaiting(LEAD))
