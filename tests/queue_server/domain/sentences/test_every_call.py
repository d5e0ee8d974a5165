"""In any hall, with any plan and whatever happens: each call can be explained to everybody whom it passed, all day."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from random import Random
from typing import Final

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule

from config.plan import Plan
from config.rules.order import CallOrder, Order
from config.vocabulary import TicketClass, TicketId, TicketState
from queue_server.domain.commands import (
    AddService,
    CallNext,
    CancelTicket,
    Command,
    FinishService,
    HoldTicket,
    MarkNoShow,
    OpenCounter,
    PauseCounter,
    ResumeTicket,
    StartService,
    TakeTicket,
    TransferTicket,
)
from queue_server.domain.facts import DayBegan, Fact, TicketCalled, TicketResumed
from queue_server.domain.refusals import Refusal
from queue_server.domain.sentences.history import earlier_calls, overtaken
from queue_server.domain.sentences.why import call_words, why
from queue_server.domain.sentences.why_not import why_not
from tests.queue_server.domain import test_random_walk as walk
from tests.queue_server.domain.counters.walk_counters import COUNTER_PLANS
from tests.queue_server.domain.counters.walk_posts import POST_PLANS
from tests.queue_server.domain.counters.walk_preference import PREFERENCE_PLANS
from tests.queue_server.domain.examples import IDENTITY, PERMITS, PLAN, SmallHall
from tests.queue_server.domain.order.walk_order import ORDER_PLANS, STRICT_PLAN
from tests.queue_server.domain.sentences.told import (
    BACK,
    CLASS,
    OWN,
    PREFERS,
    TURN,
    everybody_who_waits_is_told_the_truth,
    whoever_was_passed_is_told_the_truth,
)

A_SECOND: Final = timedelta(seconds=1)
STEPS: Final = 80
TOTAL: Final = re.compile(r"共\d项| of \d")
"""A service that is added at the counter is one step more."""
SERVICES: Final = tuple(replace(s, first_number=1, last_number=999, digits=3) for s in PLAN.services)
PLANS: Final[tuple[Plan, ...]] = (
    PLAN,
    replace(PLAN, order=CallOrder(Order.CALL_BY, last_class_after=1), own_first_min=20),
    replace(STRICT_PLAN, counters=PLAN.counters[:2]),
    *ORDER_PLANS,
    *PREFERENCE_PLANS,
    *COUNTER_PLANS,
    *POST_PLANS,
)
BUSY: Final = tuple(replace(plan, services=SERVICES, opening=None) for plan in PLANS)
MOVES: Final = (FinishService,) * 6 + (StartService, MarkNoShow, MarkNoShow, HoldTicket)


class Told:
    """What people were told by a hall, held against what it tells later."""

    def __init__(self, small: SmallHall) -> None:
        self.small = small
        self.waiting: set[str | None] = set()
        self.passed: set[str | None] = set()
        """The rules that were named."""
        self._told: dict[tuple[TicketId, int], tuple[str, str]] = {}
        self._under: Plan | None = None

    def after(self, facts: Sequence[Fact]) -> None:
        """Listen to the calls among these facts, which were just carried out, and ask everybody."""
        if self._under is not self.small.hall.plan or any(isinstance(fact, DayBegan) for fact in facts):
            self._told, self._under = {}, self.small.hall.plan
        calls = [fact for fact in facts if isinstance(fact, TicketCalled | TicketResumed)]
        if len(calls) == 1 and calls[0] is facts[-1]:
            self._called(calls[0])
        self.waiting |= everybody_who_waits_is_told_the_truth(self.small.hall)

    def _called(self, fact: TicketCalled | TicketResumed) -> None:
        """Whoever was passed is told why."""
        hall = self.small.hall
        ticket = hall.tickets[fact.ticket]
        assert ticket.call is not None
        said = call_words(hall, ticket, ticket.call)
        self._told[ticket.id, len(ticket.earlier)] = said.zh, said.en
        assert why(hall, ticket).en == f"{ticket.number} {said.en}."
        assert ("called back at" in said.en) == ("直接叫回" in said.zh) == isinstance(fact, TicketResumed)
        if isinstance(fact, TicketCalled):
            self.passed |= whoever_was_passed_is_told_the_truth(hall, ticket.call, fact.reason)
        for other in self.small.in_state(TicketState.WAITING):
            could_be_called = hall.at_work[fact.counter].can_take(other.service, other.ticket_class)
            if could_be_called and other.taken_at < ticket.taken_at and not other.put_back:
                assert f" {ticket.number}, which came later, was called first" in overtaken(hall, other).en

    def the_same_is_told_all_day(self) -> None:
        """Also when the ticket was served, put back, sent on, held or called back since."""
        hall = self.small.hall
        for (name, place), (zh, en) in self._told.items():
            ticket = hall.tickets[name]
            call = [*ticket.earlier, ticket.call][place]
            assert call is not None, ticket
            said = call_words(hall, ticket, call)
            assert (TOTAL.sub("", said.zh), TOTAL.sub("", said.en)) == (TOTAL.sub("", zh), TOTAL.sub("", en))
            if call.reason is not None:
                assert said.en in earlier_calls(hall, ticket).en + why_not(hall, ticket).en, "whoever asks is told"


class BusyHall:
    """One hall on a day on which more people come than can be served."""

    def __init__(self, plan: Plan, seed: int) -> None:
        self.small, self._chance = SmallHall(plan), Random(seed)
        self.told = Told(self.small)
        for counter in plan.counters:
            self.small.ask(OpenCounter(counter.id, f"clerk at {counter.id}"))

    def step(self) -> None:
        """Time passes, and somebody does something."""
        self.small.now += timedelta(seconds=self._chance.randint(1, 150))
        outcome = self.small.ask(self._wish())
        self.told.after(() if isinstance(outcome, Refusal) else outcome)

    def _wish(self) -> Command:
        hall, chance = self.small.hall, self._chance
        if hall.waiting.total < chance.randint(1, 12):
            kind = chance.choice((*TicketClass, TicketClass.ORDINARY))
            slot = self.small.now + timedelta(minutes=chance.randint(-90, 90)) if kind is TicketClass.BOOKED else None
            return TakeTicket("kiosk-1", chance.choice((IDENTITY, PERMITS)), kind, slot)
        counter, by = chance.choice(list(hall.counters)), "lan"
        stands = hall.counters[counter].ticket
        if chance.random() < 0.05:
            waits = chance.choice(self.small.in_state(TicketState.WAITING))
            return chance.choice((CancelTicket(waits.id, by), PauseCounter(counter, by, "tea")))
        if stands is None:
            held = chance.choice([*hall.held, None])
            return CallNext(counter, by) if held is None else ResumeTicket(counter, by, held)
        if chance.random() < 0.2:
            other = PERMITS if hall.tickets[stands].service == IDENTITY else IDENTITY
            return chance.choice((AddService(stands, by, other), TransferTicket(counter, by, other)))
        return chance.choice(MOVES)(counter, by)


def test_everybody_is_told_what_decided() -> None:
    waiting: set[str | None] = set()
    passed: set[str | None] = set()
    for seed, plan in enumerate(BUSY):
        hall = BusyHall(plan, seed)
        for _ in range(STEPS):
            hall.step()
        hall.told.the_same_is_told_all_day()
        waiting |= hall.told.waiting
        passed |= hall.told.passed
    assert waiting == {None, OWN, CLASS, TURN, PREFERS}, "each rule was told to somebody who waits"
    assert passed == waiting | {BACK}, "and to somebody who was passed"


class ToldWalk(walk.Walk):
    """The random walk on a clock that goes forward, with people who ask all the time."""

    def __init__(self) -> None:
        super().__init__()
        self.told = Told(self.small)
        self.heard = 0

    @rule(by=st.timedeltas(timedelta(), timedelta(minutes=15)))
    def time_passes(self, by: timedelta) -> None:
        """Forward."""
        self.small.now += by

    def ask(self, command: Command) -> None:
        """No two commands at one moment."""
        self.small.now += A_SECOND
        super().ask(command)

    @invariant()
    def nobody_is_told_what_did_not_decide(self) -> None:
        """Whoever waits, was called, or asks about a call that is over."""
        facts = [fact for fact, _ in self.small.kept[self.heard :]]
        self.heard += len(facts)
        self.told.after(facts)
        self.told.the_same_is_told_all_day()
        assert all(why_not(self.small.hall, ticket).zh for ticket in self.small.hall.tickets.values())


ToldWalk.TestCase.settings = settings(max_examples=15, stateful_step_count=30)
TestToldWalk = pytest.mark.timeout(walk.SHRINKING_MAX_S)(ToldWalk.TestCase)  # a failing walk is first made small
