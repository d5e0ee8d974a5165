"""What accepted commands do: numbers, days, marks, papers, plans."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from config.vocabulary import EvaluationChannel, Level, PrintState, TicketClass, TicketState
from queue_server.domain.commands import AdoptPlan, BeginDay, FinishService, GiveEvaluation, ReportPrint, TakeTicket
from queue_server.domain.facts import CounterOpened, DayBegan, EndReason, EvaluationRecorded, TicketEnded, TicketTaken
from queue_server.domain.hall import Hall
from queue_server.domain.invariants import BrokenInvariant
from tests.queue_server.domain.examples import BOTH, IDENTITY, NINE, ONE, PERMITS, PLAN, TWO, SmallHall

TOMORROW = date(2026, 11, 21)


def test_a_taken_ticket_shows_number_times_and_people_ahead() -> None:
    small = SmallHall()
    small.take()
    (fact,) = small.at("09:05").do(TakeTicket("kiosk-1", IDENTITY, card="token", masked_name="王*"))
    moment = NINE + timedelta(minutes=5)
    assert fact == TicketTaken(
        ticket=small.in_state(TicketState.WAITING)[-1].id,
        number="A002",
        service=IDENTITY,
        ticket_class=TicketClass.ORDINARY,
        taken_at=moment,
        booked_for=None,
        counted_from=moment,
        people_ahead=1,
        kiosk="kiosk-1",
        card="token",
        masked_name="王*",
    )


def test_numbers_begin_anew_each_day() -> None:
    small = SmallHall()
    assert [small.take(), small.take(PERMITS)] == ["20261120-A001", "20261120-B7"]
    small.do(BeginDay(TOMORROW))
    assert [small.take(), small.take(PERMITS)] == ["20261121-A001", "20261121-B7"]


def test_a_new_day_ends_what_is_left_and_closes_the_counters() -> None:
    small = SmallHall()
    waiting, called, serving, served = small.take(PERMITS), small.take(), small.take(), small.take()
    for counter in (ONE, BOTH):
        small.open(counter)
    small.at("09:01").call(ONE)
    small.do(FinishService(ONE, "lan"))
    small.call(ONE)
    small.call(BOTH)
    assert {served, serving, called, waiting} == set(small.hall.tickets)
    left = [ticket.id for ticket in small.hall.live_tickets()]
    facts = small.do(BeginDay(TOMORROW))
    assert facts == (*(TicketEnded(ticket, EndReason.DAY_ENDED) for ticket in left), DayBegan(TOMORROW))
    assert len(left) == 3
    assert not small.hall.tickets
    assert {counter.state for counter in small.hall.counters.values()} == {"closed"}


def test_a_mark_in_time_counts_once_for_its_counter() -> None:
    small = SmallHall()
    ticket = small.take()
    small.open(ONE)
    small.call(ONE)
    small.do(FinishService(ONE, "lan"))
    small.now += timedelta(seconds=PLAN.evaluation_window_s)
    given = small.do(GiveEvaluation(ONE, ticket, Level.DISSATISFIED, EvaluationChannel.COUNTER_DEVICE))
    assert given == (EvaluationRecorded(ticket, ONE, Level.DISSATISFIED, EvaluationChannel.COUNTER_DEVICE),)
    assert small.hall.tickets[ticket].mark is Level.DISSATISFIED
    assert small.hall.figures.marks[Level.DISSATISFIED] == 1
    assert small.hall.counters[ONE].last_mark is Level.DISSATISFIED


def test_the_next_visitor_closes_the_evaluation_of_the_last() -> None:
    small = SmallHall()
    small.take()
    small.take()
    small.open(ONE)
    for _ in range(2):
        small.call(ONE)
        small.do(FinishService(ONE, "lan"))
    assert small.hall.counters[ONE].evaluation == "20261120-A002"


@pytest.mark.parametrize("state", PrintState)
def test_the_paper_may_be_reported_in_any_state_of_the_ticket(state: PrintState) -> None:
    small = SmallHall()
    ticket = small.take()
    small.do(ReportPrint(ticket, state, "out of paper"))
    assert small.hall.tickets[ticket].paper is state


def test_a_new_plan_keeps_tickets_numbers_and_counters() -> None:
    small = SmallHall()
    small.take()
    small.open(ONE)
    small.do(AdoptPlan(replace(PLAN, counters=PLAN.counters[:1]), "chief"))
    assert set(small.hall.counters) == {ONE}
    assert small.hall.counters[ONE].state == "open"
    assert small.take() == "20261120-A002"
    assert small.call(ONE).ticket == "20261120-A001"


def test_services_that_swap_their_prefixes_never_give_a_number_twice() -> None:
    small = SmallHall()
    first, second = (replace(service, first_number=1, last_number=99, digits=2) for service in PLAN.services)
    small.do(AdoptPlan(replace(PLAN, services=(first, second)), "chief"))
    taken = [small.take(IDENTITY), small.take(IDENTITY), small.take(PERMITS)]
    swapped = (replace(first, prefix=second.prefix), replace(second, prefix=first.prefix))
    small.do(AdoptPlan(replace(PLAN, services=swapped), "chief"))
    taken += [small.take(PERMITS), small.take(PERMITS), small.take(IDENTITY), small.take(IDENTITY)]
    assert len(set(taken)) == len(taken)


def test_the_clock_of_the_hall_never_goes_back() -> None:
    small = SmallHall()
    early = small.at("10:00").take()
    late = small.at("09:00").take()
    assert small.hall.tickets[late].taken_at == small.hall.tickets[early].taken_at
    small.open(TWO)
    assert small.hall.counters[TWO].since == NINE + timedelta(hours=1)


def test_an_impossible_fact_stops_the_hall() -> None:
    with pytest.raises(BrokenInvariant, match="no plan"):
        Hall().apply(DayBegan(TOMORROW), NINE)
    small = SmallHall()
    small.take()
    (fact, moment) = small.kept[-1]
    with pytest.raises(BrokenInvariant, match="twice"):
        small.hall.apply(fact, moment)


def test_opening_names_the_clerk() -> None:
    small = SmallHall()
    small.open(ONE, "lan")
    assert small.kept[-1][0] == CounterOpened(ONE, "lan")
    assert small.hall.counters[ONE].clerk == "lan"
