"""One number for several services: chains, services added, steps done together, skipped, broken off."""

from dataclasses import replace
from datetime import timedelta

import pytest

from config.vocabulary import (
    EvaluationChannel,
    Level,
    RefusalCode,
    ServiceId,
    ServiceOutcome,
    TicketClass,
    TicketId,
    TicketState,
)
from queue_server.domain.commands import (
    AddService,
    AdoptPlan,
    CancelTicket,
    FinishService,
    GiveEvaluation,
    HoldTicket,
    SkipStep,
    StartService,
    TakeTicket,
    TransferTicket,
)
from queue_server.domain.facts import ServiceAdded, ServiceStarted, StepFinished, StepSkipped, TicketServed, TicketTaken
from queue_server.domain.refusals import Refusal
from queue_server.domain.sentences.why import why
from queue_server.domain.visits.steps import Steps
from tests.queue_server.domain.examples import BOTH, IDENTITY, ONE, PERMITS, PLAN, TWO, SmallHall
from tests.queue_server.domain.snapshot import replayed, row, snapshot
from tests.queue_server.domain.test_dispatch import clock
from tests.queue_server.domain.visits.walk_steps import MOVING, PLAN_WITH_CHAINS

BY = "lan"
FIRST = TicketId("20261120-A001")


def chained(card: str | None = None) -> SmallHall:
    """A001 of nine o'clock is for a chain of two, and stands at counter one at five past."""
    small = SmallHall(PLAN_WITH_CHAINS)
    small.do(TakeTicket("kiosk-1", MOVING, card=card))
    small.open(ONE)
    small.at("09:05").call(ONE)
    return small


def test_a_number_for_a_chain_is_of_its_first_service_and_names_the_rest() -> None:
    (fact,) = SmallHall(PLAN_WITH_CHAINS).do(TakeTicket("kiosk-1", MOVING))
    assert isinstance(fact, TicketTaken)
    assert (fact.number, fact.service, fact.then, fact.chain) == ("A001", IDENTITY, (PERMITS,), MOVING)


def test_a_finished_step_leads_to_the_next_with_the_same_number_and_place_in_time() -> None:
    small = chained()
    key = small.hall.tickets[FIRST].key
    later = small.at("09:10").take(PERMITS)
    facts = small.at("09:15").do(FinishService(ONE, BY))
    started = ServiceStarted(FIRST, ONE, BY)
    assert facts == (started, StepFinished(FIRST, ONE, BY, IDENTITY, PERMITS, (), clock("09:15")))
    ticket = small.hall.tickets[FIRST]
    assert (ticket.number, ticket.key, ticket.service, ticket.state) == ("A001", key, PERMITS, TicketState.WAITING)
    assert (ticket.steps.number, ticket.steps.total, ticket.counter) == (2, 2, None)
    assert row(small.hall, PERMITS) == [FIRST, later]
    assert (small.hall.counters[ONE].ticket, small.hall.counters[ONE].served) == (None, 1)
    assert small.hall.figures.served == 0


def test_the_time_of_a_step_begins_with_its_start() -> None:
    small = chained()
    small.at("09:07").do(StartService(ONE, BY))
    (fact,) = small.at("09:20").do(FinishService(ONE, BY))
    assert isinstance(fact, StepFinished)
    assert fact.started_at == clock("09:07")


def test_only_the_last_step_ends_the_ticket_and_opens_its_one_evaluation() -> None:
    small = chained()
    small.do(FinishService(ONE, BY))
    assert small.hall.counters[ONE].evaluation is None
    mark = GiveEvaluation(ONE, FIRST, Level.SATISFIED, EvaluationChannel.COUNTER_DEVICE)
    assert small.ask(mark) == Refusal(RefusalCode.EVALUATION_NOT_OPEN)
    small.open(TWO)
    small.call(TWO)
    *_, last = small.do(FinishService(TWO, BY))
    assert last == TicketServed(FIRST, TWO, BY, small.now + timedelta(seconds=PLAN.evaluation_window_s))
    assert (small.hall.counters[TWO].evaluation, small.hall.figures.served) == (FIRST, 1)


def test_the_sentence_says_which_step_it_is_and_that_the_place_was_kept() -> None:
    small = chained()
    small.do(FinishService(ONE, BY))
    small.open(TWO)
    small.call(TWO)
    said = why(small.hall, small.hall.tickets[FIRST])
    assert said.en.startswith("A001 is an ordinary ticket taken at 09:00 (step 2 of 2, its place in time kept); ")
    assert said.zh.startswith("A001 是09:00取的普通号（第2项，共2项，先后次序不变）；")


@pytest.mark.parametrize("outcome", [outcome for outcome in ServiceOutcome if outcome is not ServiceOutcome.DONE])
def test_a_step_that_is_not_done_ends_the_chain(outcome: ServiceOutcome) -> None:
    small = chained()
    *_, last = small.do(FinishService(ONE, BY, outcome))
    assert isinstance(last, TicketServed)
    assert small.hall.tickets[FIRST].state is TicketState.SERVED


def test_what_was_added_goes_on_whatever_became_of_the_first() -> None:
    small = SmallHall()
    small.take()
    small.do(AddService(FIRST, BY, PERMITS))
    small.open(ONE)
    small.call(ONE)
    *_, last = small.do(FinishService(ONE, BY, ServiceOutcome.NOT_POSSIBLE))
    assert isinstance(last, StepFinished)
    assert (last.service, last.outcome) == (PERMITS, ServiceOutcome.NOT_POSSIBLE)


def test_what_was_done_at_once_does_not_follow() -> None:
    small = chained()
    *_, last = small.do(FinishService(ONE, BY, items=(PERMITS,)))
    assert isinstance(last, TicketServed)
    assert last.items == (PERMITS,)


def test_a_step_that_is_not_needed_is_skipped() -> None:
    small = chained()
    assert small.do(SkipStep(ONE, BY)) == (StepSkipped(FIRST, ONE, BY, IDENTITY, PERMITS, ()),)
    ticket = small.hall.tickets[FIRST]
    assert (ticket.service, ticket.state, small.hall.counters[ONE].served) == (PERMITS, TicketState.WAITING, 0)
    small.open(TWO)
    small.call(TWO)
    assert small.ask(SkipStep(TWO, BY)) == Refusal(RefusalCode.NOTHING_FOLLOWS)


def test_a_transfer_to_a_later_step_does_that_one_first() -> None:
    small = chained()
    small.do(TransferTicket(ONE, BY, PERMITS))
    ticket = small.hall.tickets[FIRST]
    assert (ticket.services, ticket.steps.number, ticket.steps.total) == ((PERMITS,), 2, 2)


@pytest.mark.parametrize("state", ["waiting", "called", "held"])
def test_a_service_is_added_to_a_ticket_that_lives(state: str) -> None:
    small = SmallHall()
    small.take()
    small.open(ONE)
    if state != "waiting":
        small.call(ONE)
    if state == "held":
        small.do(HoldTicket(ONE, BY))
    at = ONE if state == "called" else None
    assert small.do(AddService(FIRST, BY, PERMITS)) == (ServiceAdded(FIRST, at, BY, PERMITS),)
    ticket = small.hall.tickets[FIRST]
    assert (ticket.services, ticket.state) == ((IDENTITY, PERMITS), state)


def test_a_service_is_not_added_twice_nor_to_a_ticket_that_is_over() -> None:
    small = SmallHall()
    assert small.ask(AddService(FIRST, BY, PERMITS)) == Refusal(RefusalCode.UNKNOWN_TICKET)
    small.take()
    assert small.ask(AddService(FIRST, BY, ServiceId("fishing"))) == Refusal(RefusalCode.UNKNOWN_SERVICE)
    small.do(AddService(FIRST, BY, PERMITS))
    assert small.ask(AddService(FIRST, BY, PERMITS)) == Refusal(RefusalCode.SERVICE_ON_TICKET)
    small.do(CancelTicket(FIRST, BY))
    assert small.ask(AddService(FIRST, BY, PERMITS)) == Refusal(RefusalCode.TICKET_OVER)


def test_a_ticket_counts_for_all_its_services_under_the_person_s_limit() -> None:
    small = SmallHall(replace(PLAN_WITH_CHAINS, person_live_max=1))
    small.do(TakeTicket("kiosk-1", MOVING, card="wang"))
    limit = Refusal(RefusalCode.PERSON_HAS_TICKET)
    assert small.ask(TakeTicket("kiosk-1", PERMITS, card="wang")) == limit
    small.do(TakeTicket("kiosk-1", PERMITS, card="li"))
    assert small.ask(TakeTicket("kiosk-1", MOVING, card="li")) == limit
    other = small.do(TakeTicket("kiosk-1", IDENTITY, card="li"))[0]
    assert isinstance(other, TicketTaken)
    assert small.ask(AddService(other.ticket, BY, PERMITS)) == limit


def test_what_still_follows_drains_when_a_plan_loses_it() -> None:
    small = chained()
    without = replace(PLAN, services=PLAN.services[:1], counters=(replace(PLAN.counters[0], second_services=()),))
    small.do(AdoptPlan(without, "chief"))
    assert PERMITS in small.hall.plan.service_by_id
    small.do(AdoptPlan(PLAN, "chief"), FinishService(ONE, BY))
    assert small.hall.tickets[FIRST].service == PERMITS


def test_a_priority_ticket_keeps_its_head_start_through_the_chain() -> None:
    small = SmallHall(PLAN_WITH_CHAINS)
    small.at("09:30").do(TakeTicket("kiosk-1", MOVING, TicketClass.PRIORITY))
    early, late = small.at("08:20").take(PERMITS), small.at("09:40").take(PERMITS)
    small.open(BOTH)
    small.call(BOTH)
    small.do(FinishService(BOTH, BY))
    assert row(small.hall, PERMITS) == [FIRST, early, late]


def test_replay_gives_the_same_steps() -> None:
    small = chained()
    small.do(FinishService(ONE, BY))
    assert snapshot(replayed(small.kept)) == snapshot(small.hall)
    assert small.hall.tickets[FIRST].steps == Steps(MOVING, 1, ())
