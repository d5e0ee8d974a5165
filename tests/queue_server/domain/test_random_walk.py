"""A random walk over all commands, with a clock that also goes back. After each step every law of the hall holds."""

from dataclasses import replace
from datetime import timedelta
from typing import Final

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, precondition, rule

from config.plan import Plan, Service, Text
from config.vocabulary import (
    Canceller,
    CounterId,
    DepartmentId,
    EvaluationChannel,
    Level,
    ServiceId,
    ServiceOutcome,
    TicketClass,
    TicketId,
    TicketState,
)
from queue_server.domain.calling.ahead import ahead
from queue_server.domain.calling.place import place_of
from queue_server.domain.commands import (
    AdoptPlan,
    BeginDay,
    CallAgain,
    CallNext,
    CancelTicket,
    CloseCounter,
    Command,
    EndWaiting,
    FinishService,
    GiveEvaluation,
    HoldTicket,
    MarkNoShow,
    OpenCounter,
    PauseCounter,
    ResumeTicket,
    StartService,
    TakeTicket,
    TransferTicket,
)
from queue_server.domain.facts import (
    DayBegan,
    PlanAdopted,
    TicketCancelled,
    TicketEnded,
    TicketNotShown,
    TicketServed,
    TicketTaken,
)
from queue_server.domain.refusals import Refusal
from queue_server.domain.ticket import LIVE
from tests.queue_server.domain.appointments.walk_appointments import AppointmentsWalk
from tests.queue_server.domain.away.walk_late import BLOCK_PLANS, KIOSKS, LateWalk, a_late_number_was_the_kiosks_own
from tests.queue_server.domain.carrying.walk_carrying import CARRY_PLANS, CarryingWalk
from tests.queue_server.domain.counters.walk_counters import COUNTER_PLANS, AtTheDoors
from tests.queue_server.domain.counters.walk_posts import POST_PLANS
from tests.queue_server.domain.counters.walk_preference import PREFERENCE_PLANS
from tests.queue_server.domain.evaluation.walk_evaluations import PLANS as EVALUATION_PLANS
from tests.queue_server.domain.evaluation.walk_evaluations import EvaluationWalk
from tests.queue_server.domain.examples import BOTH, DAY, IDENTITY, NINE, ONE, PERMITS, PLAN, TWO, SmallHall
from tests.queue_server.domain.fact_laws import fact_was_due
from tests.queue_server.domain.hours.walk_opening import WalkOpening
from tests.queue_server.domain.laws import LAWS
from tests.queue_server.domain.order.walk_order import ORDER_PLANS, OrderSteps
from tests.queue_server.domain.order.walk_reordering import ReorderSteps
from tests.queue_server.domain.snapshot import replayed, snapshot
from tests.queue_server.domain.visits.walk_papers import PapersWalk
from tests.queue_server.domain.visits.walk_steps import CHAIN_PLANS, StepsWalk
from tests.queue_server.domain.walk_numbers import NUMBER_PLANS, numbers_go_on_from_where_they_were
from tests.queue_server.domain.walk_plans import PLANS_WITH_LESS, nothing_live_was_lost

FISHING: Final = Service(ServiceId("fishing"), DepartmentId("police"), Text("渔业", "Fishing"), "C", 1, 2, 1)
PLANS: Final[tuple[Plan, ...]] = (
    PLAN,
    *NUMBER_PLANS,
    *CHAIN_PLANS,
    *EVALUATION_PLANS,
    *PLANS_WITH_LESS,
    replace(PLAN, own_first_min=0, late_booking_min=0, evaluation_window_s=10),
    replace(PLAN, counters=PLAN.counters[:2]),
    replace(PLAN, no_show_returns_behind=0, calls_max=1, reprints_max=0),
    replace(PLAN, no_show_returns_behind=1, person_live_max=1, call_pause_s=60),
    replace(PLAN, no_show_returns_behind=2, person_daily_max=2, calls_max=2),
    replace(
        PLAN,
        services=(*PLAN.services, FISHING),
        counters=(*PLAN.counters[1:], replace(PLAN.counters[0], second_services=(PERMITS, FISHING.id))),
    ),
    replace(PLAN, services=tuple(replace(s, last_number=99, digits=2) for s in PLAN.services)),
    replace(
        PLAN,
        services=tuple(
            replace(service, prefix=prefix, last_number=99, digits=2)
            for service, prefix in zip(PLAN.services, ("B", "A"), strict=True)
        ),
    ),
    *COUNTER_PLANS,
    *BLOCK_PLANS,
    *ORDER_PLANS,
    *PREFERENCE_PLANS,
    *POST_PLANS,
    *CARRY_PLANS,
)

services = st.sampled_from([IDENTITY, IDENTITY, PERMITS, PERMITS, FISHING.id])
counters = st.sampled_from([ONE, BOTH, TWO])
clerks = st.sampled_from(["lan", "mei", "jun"])
SHRINKING_MAX_S: Final = 400
SELDOM: Final = 8

cards = st.sampled_from([None, "wang", "wang", "li"])
minutes = st.integers(-90, 90)
AT_THE_DOOR: Final = (OpenCounter, OpenCounter, CloseCounter)
WITH_A_TICKET: Final = (FinishService, StartService, CallAgain, MarkNoShow, MarkNoShow, HoldTicket)
WithATicket = type[CallAgain] | type[StartService] | type[FinishService] | type[MarkNoShow] | type[HoldTicket]
LAST_FACTS: Final = (TicketServed, TicketNotShown, TicketCancelled, TicketEnded)


class Walk(
    CarryingWalk,
    ReorderSteps,
    LateWalk,
    EvaluationWalk,
    WalkOpening,
    AppointmentsWalk,
    AtTheDoors,
    OrderSteps,
    StepsWalk,
    PapersWalk,
):
    """One hall over some days."""

    def __init__(self) -> None:
        super().__init__()
        self.small = SmallHall()
        self.ever: set[TicketId] = set()
        self.over: set[TicketId] = set()

    @initialize(plan=st.sampled_from(PLANS))
    def first_morning(self, plan: Plan) -> None:
        """Any plan to begin with."""
        self.ask(AdoptPlan(plan, "chief"))
        self.morning()

    def morning(self) -> None:
        """All counters open, or the walk would mostly be refused."""
        for counter, by in ((ONE, "lan"), (BOTH, "mei"), (TWO, "jun")):
            self.ask(OpenCounter(counter, by))

    def ask(self, command: Command) -> None:
        """Ask, check what changed, keep the books of the walk."""
        small = self.small
        before, plan = snapshot(small.hall), small.hall.plan
        outcome = small.ask(command)
        if isinstance(outcome, Refusal):
            assert snapshot(small.hall) == before, f"{outcome.code} changed the hall"
            assert outcome.words.zh
            return
        plan = command.plan if isinstance(command, AdoptPlan) else plan
        for fact in outcome:
            self.keep_promises(plan, fact)
            if isinstance(fact, TicketTaken):
                self.taken(fact)
            elif isinstance(fact, LAST_FACTS):
                assert fact.ticket not in self.over, f"{fact.ticket} ended twice"
                self.over.add(fact.ticket)
            self.carried(before, fact)
            if isinstance(fact, DayBegan):
                assert self.ever - self.over == {t.id for t in small.hall.live_tickets()}, "a ticket never ended"
                self.reordered = False
            elif isinstance(fact, PlanAdopted):
                nothing_live_was_lost(before, small.hall, fact)
                plan = small.hall.plan  # calls that follow at once are calls under the new one
            elif not isinstance(command, BeginDay):
                promises = self.promises if self.reordered else None
                fact_was_due(small.hall, small.hall.plan, before["tickets"], fact, promises)

    def taken(self, fact: TicketTaken) -> None:
        """A fresh number, and as many ahead as there really are."""
        assert fact.ticket not in self.ever, f"{fact.ticket} was given twice"
        self.ever.add(fact.ticket)
        if not self.small.hall.plan.auto_call:  # somebody may have been called at once
            assert ahead(self.small.hall, place_of(self.small.hall.tickets[fact.ticket])).people == fact.people_ahead
        if fact.while_away:
            a_late_number_was_the_kiosks_own(self.small, fact)
        else:
            assert not any(self.small.hall.blocks.hold(kiosk, fact.service, fact.number) for kiosk in KIOSKS)
            assert all(ticket.taken_at <= fact.taken_at for ticket in self.small.hall.tickets.values())

    @rule(
        by=st.one_of(
            st.timedeltas(timedelta(), timedelta(minutes=15)), st.timedeltas(timedelta(hours=-2), timedelta(hours=2))
        )
    )
    def time_passes(self, by: timedelta) -> None:
        """Mostly forward, at times back."""
        self.small.now += by

    @rule(service=services, ticket_class=st.sampled_from(TicketClass), slot=minutes, card=cards)
    def take(self, service: ServiceId, ticket_class: TicketClass, slot: int, card: str | None) -> None:
        """A visitor, booked ones near their slot."""
        booked = self.small.now + timedelta(minutes=slot) if ticket_class is TicketClass.BOOKED else None
        self.ask(TakeTicket("kiosk-1", service, ticket_class, booked, card))

    @rule(service=services, ticket_class=st.sampled_from(TicketClass), with_slot=st.booleans())
    def take_oddly(self, service: ServiceId, ticket_class: TicketClass, with_slot: bool) -> None:
        """The slot may stand where it should not."""
        self.ask(TakeTicket("kiosk-1", service, ticket_class, self.small.now if with_slot else None))

    @rule(counter=counters, by=clerks, kind=st.sampled_from(AT_THE_DOOR))
    def at_the_door(self, counter: CounterId, by: str, kind: type[OpenCounter] | type[CloseCounter]) -> None:
        """Begin, come back, rest or end."""
        self.ask(PauseCounter(counter, by, "tea") if kind is CloseCounter and by == "mei" else kind(counter, by))

    @precondition(lambda self: self.small.hall.waiting.total)
    @rule(counter=counters)
    def call_next(self, counter: CounterId) -> None:
        """Next, please; whoever stands there was served."""
        if counter in self.busy():
            self.ask(FinishService(counter, "lan"))
        self.ask(CallNext(counter, "lan"))

    @rule(counter=counters, by=clerks, kind=st.sampled_from(WITH_A_TICKET))
    def work(self, counter: CounterId, by: str, kind: WithATicket) -> None:
        """What a clerk does: the next one when nobody is there, else something with the one who is."""
        there = self.small.hall.counters.get(counter)
        idle = there is not None and there.ticket is None
        self.ask(CallNext(counter, by) if idle else kind(counter, by))

    def busy(self) -> list[CounterId]:
        """Counters at which somebody stands."""
        return [counter.id for counter in self.small.hall.counters.values() if counter.ticket is not None]

    @precondition(lambda self: self.busy())
    @rule(data=st.data(), kind=st.sampled_from(WITH_A_TICKET))
    def go_on(self, data: st.DataObject, kind: WithATicket) -> None:
        """With somebody who stands there."""
        self.ask(kind(data.draw(st.sampled_from(self.busy())), "lan"))

    @precondition(lambda self: self.busy())
    @rule(data=st.data(), service=services, outcome=st.sampled_from([None, *ServiceOutcome]))
    def send_on(self, data: st.DataObject, service: ServiceId, outcome: ServiceOutcome | None) -> None:
        """To another service, which may be the same or none of the plan's; or done, with it or not."""
        counter = data.draw(st.sampled_from(self.busy()))
        done = None if outcome is None else FinishService(counter, "lan", outcome, (service,))
        self.ask(done or TransferTicket(counter, "lan", service))

    @precondition(lambda self: self.small.hall.held)
    @rule(data=st.data(), counter=counters)
    def resume(self, data: st.DataObject, counter: CounterId) -> None:
        """One who was on hold is back."""
        if counter in self.busy():
            self.ask(FinishService(counter, "lan"))
        self.ask(ResumeTicket(counter, "lan", data.draw(st.sampled_from(list(self.small.hall.held)))))

    @precondition(lambda self: len(self.ever) > 3)
    @rule(data=st.data(), counter=counters)
    def give_up(self, data: st.DataObject, counter: CounterId) -> None:
        """Cancel or bring back any ticket ever given, in whatever state it is."""
        ticket = data.draw(st.sampled_from(sorted(self.ever)))
        back = data.draw(st.booleans())
        self.ask(ResumeTicket(counter, "lan", ticket) if back else CancelTicket(ticket, "kiosk-1", Canceller.KIOSK))

    @precondition(lambda self: self.small.hall.waiting.total > 4)
    @rule()
    def closing_time(self) -> None:
        """Nobody waits or is on hold any longer; those at the counters stay."""
        self.ask(EndWaiting("chief"))
        assert not self.small.in_state(TicketState.WAITING, TicketState.HELD)

    @rule(
        counter=st.sampled_from([ONE, TWO, BOTH, CounterId("nine")]),
        by=clerks,
        kind=st.sampled_from((CallNext, *WITH_A_TICKET)),
    )
    def work_oddly(self, counter: CounterId, by: str, kind: type[CallNext] | WithATicket) -> None:
        """Any key at any moment, also at a counter that does not exist."""
        self.ask(kind(counter, by))

    @precondition(lambda self: self.small.in_state(TicketState.SERVED))
    @rule(data=st.data(), level=st.sampled_from(Level))
    def press(self, data: st.DataObject, level: Level) -> None:
        """A mark for somebody served, mostly where they were served."""
        ticket = data.draw(st.sampled_from(self.small.in_state(TicketState.SERVED)))
        counter = data.draw(st.sampled_from([ticket.counter or ONE] * 3 + [BOTH]))
        self.ask(GiveEvaluation(counter, ticket.id, level, EvaluationChannel.COUNTER_DEVICE))

    @rule(data=st.data(), counter=counters)
    def stray(self, data: st.DataObject, counter: CounterId) -> None:
        """A mark for any ticket ever given, live or of another day, or for none."""
        ticket = data.draw(st.sampled_from([*sorted(self.ever), TicketId("20261120-Z999")]))
        self.ask(GiveEvaluation(counter, ticket, Level.SATISFIED, EvaluationChannel.COUNTER_SCREEN))

    @precondition(lambda self: len(self.small.kept) % SELDOM == 0)
    @rule(plan=st.sampled_from(PLANS))
    def adopt(self, plan: Plan) -> None:
        """Another plan in the middle of the day; what it lacks drains."""
        self.ask(AdoptPlan(plan, "chief"))

    @precondition(lambda self: len(self.small.hall.tickets) > 8)
    @rule(days=st.integers(1, 3))
    def midnight(self, days: int) -> None:
        """The date changes."""
        self.turn(days)

    def turn(self, days: int) -> None:
        """To nine o'clock of another day, unless the clock is ahead of it already."""
        day, before = self.small.hall.day, snapshot(self.small.hall)
        assert day is not None
        self.small.now = max(self.small.now, NINE + (day + timedelta(days=days) - DAY))
        self.ask(BeginDay(day + timedelta(days=days)))
        numbers_go_on_from_where_they_were(self.small.hall.plan, before, self.small.hall)
        assert snapshot(self.small.hall) == snapshot(self.small.just_begun())
        self.morning()

    @invariant()
    def laws_hold(self) -> None:
        """All of them."""
        for law in LAWS:
            law(self.small.hall)

    @invariant()
    def nothing_is_lost(self) -> None:
        """Whoever was given a number stands in today's hall or has had an end."""
        kept = {f.ticket for f, _ in self.small.kept if isinstance(f, TicketTaken)}
        assert kept == self.ever
        today = self.small.hall.tickets.keys()
        assert self.over & today == today - {ticket.id for ticket in self.small.in_state(*LIVE)}
        assert self.ever - today <= self.over

    def teardown(self) -> None:
        """The facts alone give the same hall again."""
        assert snapshot(replayed(self.small.kept)) == snapshot(self.small.hall)


Walk.TestCase.settings = settings(max_examples=300, stateful_step_count=50)
TestWalk = pytest.mark.timeout(SHRINKING_MAX_S)(Walk.TestCase)  # a failing walk is first made small
