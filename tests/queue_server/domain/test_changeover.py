"""A plan changes while the hall is open: a removed service drains, a removed counter finishes."""

from dataclasses import replace
from datetime import timedelta
from typing import Final

from config.vocabulary import CounterState, RefusalCode, TicketState
from queue_server.domain.appointments.commands import BookAppointment, CheckIn
from queue_server.domain.commands import (
    AdoptPlan,
    BeginDay,
    CallNext,
    CloseCounter,
    FinishService,
    HoldTicket,
    ResumeTicket,
    TakeTicket,
    TransferTicket,
)
from queue_server.domain.facts import PlanAdopted
from queue_server.domain.refusals import Refusal
from queue_server.domain.sentences.why_not import why_not
from tests.queue_server.domain.appointments.bookable import TEN, book, bookable
from tests.queue_server.domain.examples import BOTH, DAY, IDENTITY, ONE, PERMITS, PLAN, TWO, SmallHall
from tests.queue_server.domain.snapshot import replayed, snapshot
from tests.queue_server.domain.walk_plans import WITHOUT_IDENTITY, WITHOUT_PERMITS, WITHOUT_TWO

WHY: Final = "the cards moved to the police hall"


def adopt(small: SmallHall) -> None:
    """The plan without identity cards, and who wanted it."""
    small.do(AdoptPlan(WITHOUT_IDENTITY, "chief", WHY))


def test_who_and_why_stand_in_the_fact() -> None:
    small = SmallHall()
    adopt(small)
    assert small.kept[-1][0] == PlanAdopted(WITHOUT_IDENTITY, "chief", WHY)


def test_a_removed_service_drains_under_its_old_name() -> None:
    small = SmallHall()
    first, second, third = small.take(), small.take(), small.take()
    small.open(ONE)
    small.call(ONE)
    small.do(HoldTicket(ONE, "lan"))
    adopt(small)
    assert small.ask(TakeTicket("kiosk-1", IDENTITY)) == Refusal(RefusalCode.SERVICE_LEAVING)
    assert small.hall.plan.service_by_id[IDENTITY].name == PLAN.services[0].name
    assert "next to be called" in why_not(small.hall, small.hall.tickets[second]).en
    assert small.call(ONE).ticket == second
    small.do(TransferTicket(ONE, "lan", PERMITS), ResumeTicket(ONE, "lan", first), FinishService(ONE, "lan"))
    small.open(BOTH)
    assert small.call(BOTH).ticket == second, "it waits for permits with its key"
    assert small.call(ONE).ticket == third
    small.do(FinishService(ONE, "lan"), FinishService(BOTH, "lan"))
    assert [t.state for t in small.in_state(*TicketState)] == [TicketState.SERVED] * 3
    assert snapshot(replayed(small.kept)) == snapshot(small.hall)


def test_who_is_expected_today_is_given_a_number_of_a_service_that_left() -> None:
    small = SmallHall(bookable())
    book(small, 7)
    small.do(AdoptPlan(bookable(WITHOUT_IDENTITY), "chief", WHY))
    booking = BookAppointment(IDENTITY, TEN, "00000008", "chen")
    assert small.ask(booking) == Refusal(RefusalCode.UNKNOWN_SERVICE)
    small.at("09:50").do(CheckIn("kiosk-1", code="00000007"))
    small.open(ONE)
    assert small.hall.tickets[small.call(ONE).ticket].service == IDENTITY


def test_a_service_that_nobody_waits_for_is_gone_at_once() -> None:
    small = SmallHall()
    adopt(small)
    assert small.hall.plan == WITHOUT_IDENTITY
    assert small.ask(TakeTicket("kiosk-1", IDENTITY)) == Refusal(RefusalCode.UNKNOWN_SERVICE)


def test_what_drained_is_gone_the_next_day() -> None:
    small = SmallHall()
    small.take()
    adopt(small)
    small.do(BeginDay(DAY + timedelta(days=1)))
    assert small.hall.plan == WITHOUT_IDENTITY


def test_a_second_change_drains_what_the_first_one_left() -> None:
    small = SmallHall()
    small.take()
    adopt(small)
    small.do(AdoptPlan(replace(WITHOUT_IDENTITY, own_first_min=3), "chief", "less waiting"))
    small.open(ONE)
    assert small.hall.tickets[small.call(ONE).ticket].service == IDENTITY
    small.do(FinishService(ONE, "lan"), AdoptPlan(WITHOUT_IDENTITY, "chief", "as before"))
    assert small.hall.plan == WITHOUT_IDENTITY, "nobody needs it any more"


def test_a_service_that_comes_back_gives_numbers_again() -> None:
    small = SmallHall()
    small.take()
    adopt(small)
    small.do(AdoptPlan(PLAN, "chief", "they are back"))
    assert small.hall.plan == PLAN
    assert small.take() == "20261120-A002"


def test_a_removed_counter_finishes_and_calls_nobody_any_more() -> None:
    small = SmallHall()
    small.open(TWO)
    small.take(PERMITS)
    small.take(PERMITS)
    small.call(TWO)
    small.do(AdoptPlan(WITHOUT_TWO, "chief", "a window for the bank"))
    assert small.hall.open_counters.able(PERMITS) == set()
    small.do(FinishService(TWO, "lan"))
    assert small.ask(CallNext(TWO, "lan")) == Refusal(RefusalCode.COUNTER_LEAVING)
    small.do(CloseCounter(TWO, "lan"))
    assert small.hall.counters[TWO].state is CounterState.CLOSED
    assert snapshot(replayed(small.kept)) == snapshot(small.hall)


def test_a_counter_removed_with_its_only_service_stays_until_nobody_waits() -> None:
    only_two = replace(WITHOUT_PERMITS, counters=(*WITHOUT_PERMITS.counters, PLAN.counters[1]), services=PLAN.services)
    small = SmallHall(only_two)
    permit = small.take(PERMITS)
    small.do(AdoptPlan(WITHOUT_PERMITS, "chief", "permits moved"))
    small.open(TWO)
    assert small.call(TWO).ticket == permit
    assert small.hall.plan.counter_by_id[TWO].services == (PERMITS,)
