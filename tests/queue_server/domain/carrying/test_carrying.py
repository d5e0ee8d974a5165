"""Whoever still waits at closing comes again on the next working day, first in the class, once."""

from dataclasses import replace
from datetime import date, time, timedelta
from typing import Final

import pytest

from config.plan import Plan
from config.rules.kiosk_blocks import KioskBlocks
from config.rules.opening import Calendar, Holiday, Opening, Span
from config.text import Text
from config.vocabulary import RefusalCode, TicketClass, TicketId, TicketState
from queue_server.domain.carrying.facts import TicketCarried, TicketsCarried
from queue_server.domain.commands import (
    AdoptPlan,
    BeginDay,
    CallNext,
    CancelTicket,
    EndWaiting,
    FinishService,
    HoldTicket,
    MarkNoShow,
    OpenCounter,
    TakeTicket,
    TellLateTicket,
)
from queue_server.domain.facts import DayBegan, EndReason, TicketEnded
from queue_server.domain.hall import Hall
from queue_server.domain.invariants import BrokenInvariant
from queue_server.domain.refusals import Refusal
from queue_server.domain.sentences.why import why
from queue_server.domain.sentences.why_not import why_not
from tests.queue_server.domain.examples import DAY, IDENTITY, ONE, PERMITS, PLAN, SmallHall
from tests.queue_server.domain.snapshot import snapshot

WEEK: Final = Opening(((Span(time(9), time(12)), Span(time(13), time(17))),) * 5 + ((), ()))
OFFICE: Final = replace(PLAN, carry_over=True, opening=WEEK)
MONDAY: Final = DAY + timedelta(days=3)
"""The hall's first day is a Friday."""


def at_closing(small: SmallHall) -> tuple[object, ...]:
    """Half past five."""
    return small.at("17:30").do(EndWaiting("closing"))


def begin(small: SmallHall, day: date, clock: str = "00:00") -> None:
    """Another day, at this time of it."""
    small.at(f"{24 * (day - DAY).days:02}:00").do(BeginDay(day))
    small.now += timedelta(hours=int(clock[:2]), minutes=int(clock[3:]))


def ids(small: SmallHall, *states: TicketState) -> list[TicketId]:
    """Who is in these states."""
    return [ticket.id for ticket in small.in_state(*states)]


def test_over_the_weekend_with_number_and_key() -> None:
    small = SmallHall(OFFICE)
    first, second = small.at("16:00").take(), small.at("16:20").take()
    assert at_closing(small) == tuple(TicketCarried(ticket, MONDAY, "closing") for ticket in (first, second))
    assert (ids(small, TicketState.CARRIED), small.hall.waiting.total) == ([first, second], 0)
    begin(small, DAY + timedelta(days=1))
    assert ids(small, TicketState.CARRIED) == [first, second], "Saturday is not theirs"
    begin(small, MONDAY, "09:00")
    assert ids(small, TicketState.WAITING) == [first, second]
    assert small.hall.tickets[first].number == "A001"
    assert small.hall.tickets[first].taken_at.astimezone(small.hall.zone).date() == DAY
    assert small.take() == "20261123-A003", "their numbers are not given anew"
    small.open(ONE)
    assert small.call(ONE).ticket == first


def test_hours_without_service_are_left_out_of_the_count() -> None:
    small = SmallHall(OFFICE)
    ordinary = small.at("15:30").take()
    at_closing(small)
    begin(small, MONDAY, "09:20")
    counted = small.hall.tickets[ordinary].counted_from.astimezone(small.hall.zone)
    assert (counted.date(), f"{counted:%H:%M}") == (MONDAY, "07:30"), "an hour and a half before closing"
    early, late = small.take(ticket_class=TicketClass.PRIORITY), small.take()
    small.open(ONE)
    assert small.call(ONE).ticket == ordinary, "counted as arrived before the head start of an hour"
    said = why(small.hall, small.hall.tickets[ordinary])
    assert said.en.startswith("A001 is an ordinary ticket taken at 15:30 on 20 November, carried over to today and ")
    assert "and counted as arrived at 07:30 today; " in said.en
    assert "是11月20日15:30取的普通号，当天未办到、顺延到今天，视为今天07:30到达" in said.zh
    assert small.hall.figures.wait_longest == timedelta(hours=1, minutes=50), "the night is no wait"
    small.do(FinishService(ONE, "x"))
    assert small.call(ONE).ticket == early
    assert small.hall.tickets[late].state is TicketState.WAITING


def test_a_head_start_passes_one_who_came_just_before_closing() -> None:
    small = SmallHall(OFFICE)
    ordinary = small.at("16:50").take()
    at_closing(small)
    begin(small, MONDAY, "09:05")
    priority = small.take(ticket_class=TicketClass.PRIORITY)
    small.open(ONE)
    assert [small.call_and_finish(ONE), small.call_and_finish(ONE)] == [
        small.hall.tickets[priority].number,
        small.hall.tickets[ordinary].number,
    ]


def test_another_order_does_not_count_a_booked_one_from_its_printing() -> None:
    small = SmallHall(OFFICE)
    half_past_four = small.at("16:30").now
    ticket = small.at("09:00").take(ticket_class=TicketClass.BOOKED, booked_for=half_past_four)
    at_closing(small)
    begin(small, MONDAY, "09:00")
    counted = small.hall.tickets[ticket].counted_from
    assert f"{counted.astimezone(small.hall.zone):%d %H:%M}" == "23 08:00"
    small.do(AdoptPlan(replace(OFFICE, head_start_min={}), "chief"))
    assert small.hall.tickets[ticket].counted_from == counted


def test_on_hold_waits_again_at_its_place() -> None:
    small = SmallHall(OFFICE)
    small.open(ONE)
    held, waits = small.at("10:00").take(), small.at("10:10").take()
    small.call(ONE)
    small.do(HoldTicket(ONE, "x", "copies"))
    at_closing(small)
    begin(small, MONDAY, "09:00")
    assert ids(small, TicketState.WAITING) == [held, waits]
    assert small.hall.held == {}


def test_once_only() -> None:
    small = SmallHall(OFFICE)
    ticket = small.take()
    at_closing(small)
    begin(small, MONDAY, "09:00")
    (ended,) = small.do(EndWaiting("closing"))
    assert ended == TicketEnded(ticket, EndReason.CARRIED_BEFORE, "closing")
    small = SmallHall(OFFICE)
    small.take()
    begin(small, MONDAY)
    facts = small.do(BeginDay(MONDAY + timedelta(days=1)))
    assert facts == (TicketEnded(ticket, EndReason.CARRIED_BEFORE), DayBegan(MONDAY + timedelta(days=1)))


def test_the_night_carries_over_whom_no_closing_did_and_ends_who_stands_at_a_counter() -> None:
    small = SmallHall(OFFICE)
    small.open(ONE)
    called, waits = small.take(), small.take()
    small.call(ONE)
    facts = small.do(BeginDay(MONDAY))
    assert facts[:3] == (TicketEnded(called, EndReason.DAY_ENDED), TicketCarried(waits, MONDAY), DayBegan(MONDAY))
    (over,) = facts[3:]
    assert isinstance(over, TicketsCarried)
    assert [one.id for one in over.back] == [waits]


def test_who_does_not_come_ends_on_the_second_day() -> None:
    small = SmallHall(replace(OFFICE, no_show_returns_behind=0))
    ticket = small.take()
    begin(small, MONDAY, "09:00")
    small.open(ONE)
    small.call(ONE)
    small.do(MarkNoShow(ONE, "x"))
    assert small.hall.tickets[ticket].state is TicketState.NO_SHOW


@pytest.mark.parametrize(
    ("plan", "carried"),
    [
        (PLAN, ()),
        (OFFICE, (IDENTITY, PERMITS)),
        (replace(OFFICE, services=(replace(PLAN.services[0], carry_over=False), PLAN.services[1])), (PERMITS,)),
        (replace(PLAN, services=(replace(PLAN.services[0], carry_over=True), PLAN.services[1])), (IDENTITY,)),
    ],
)
def test_the_plan_says_which_services(plan: Plan, carried: tuple[str, ...]) -> None:
    small = SmallHall(plan)
    small.take(IDENTITY)
    small.take(PERMITS)
    at_closing(small)
    assert tuple(ticket.service for ticket in small.in_state(TicketState.CARRIED)) == carried
    assert len(small.in_state(TicketState.ENDED)) == 2 - len(carried)


def test_no_working_day_in_sight_ends_it() -> None:
    closed = Calendar((Holiday(MONDAY, MONDAY + timedelta(days=50), Text("大修", "Rebuilding")),))
    small = SmallHall(replace(OFFICE, opening=replace(WEEK, calendar=closed)))
    ticket = small.take()
    assert at_closing(small) == (TicketEnded(ticket, EndReason.HALL_CLOSED, "closing"),)


def test_a_service_that_leaves_the_plan_takes_its_tickets_along() -> None:
    small = SmallHall(OFFICE)
    ticket = small.take()
    at_closing(small)
    less = replace(
        OFFICE,
        services=PLAN.services[1:],
        counters=tuple(replace(c, services=(PERMITS,), second_services=()) for c in PLAN.counters),
    )
    small.do(AdoptPlan(less, "chief"))
    facts = small.do(BeginDay(MONDAY))
    assert facts[0] == TicketEnded(ticket, EndReason.SERVICE_LEFT)


def test_who_waits_for_a_service_that_left_is_not_carried_over_and_told_so() -> None:
    small = SmallHall(OFFICE)
    ticket = small.take()
    small.do(AdoptPlan(replace(OFFICE, services=PLAN.services[1:], counters=PLAN.counters[1:2]), "chief"))
    assert at_closing(small) == (TicketEnded(ticket, EndReason.SERVICE_LEFT, "closing"),)
    said = why_not(small.hall, small.hall.tickets[ticket])
    assert said.zh == "A001 所办业务已停办，不再顺延，未办理即结束。"
    assert said.en.endswith("because its service is no longer offered and it could not be carried over.")


def test_it_can_be_given_up_meanwhile_and_whoever_asks_is_told() -> None:
    small = SmallHall(OFFICE)
    ticket = small.take()
    at_closing(small)
    said = why_not(small.hall, small.hall.tickets[ticket])
    assert said.zh == "A001 今天未办到，顺延到11月23日，先于当天同业务同类的号票叫号，仅顺延一次。"
    assert said.en == (
        "A001 is carried over, this once, to 23 November, and goes before that day's tickets of its service and class."
    )
    small.do(CancelTicket(ticket, "visitor"))
    assert small.do(BeginDay(MONDAY)) == (DayBegan(MONDAY),)


def test_it_counts_for_the_persons_live_tickets_but_not_for_those_of_the_new_day() -> None:
    small = SmallHall(replace(OFFICE, person_live_max=1, person_daily_max=1))
    small.do(TakeTicket("kiosk-1", IDENTITY, card="wang"))
    begin(small, MONDAY, "09:00")
    refused = small.ask(TakeTicket("kiosk-1", IDENTITY, card="wang"))
    assert isinstance(refused, Refusal)
    assert refused.code is RefusalCode.PERSON_HAS_TICKET
    small.do(TakeTicket("kiosk-1", PERMITS, card="wang"))


def test_a_kiosk_does_not_give_a_number_that_somebody_holds() -> None:
    blocks = KioskBlocks(2, ("kiosk-1",))
    small = SmallHall(replace(OFFICE, kiosk_blocks=blocks))
    assert dict(small.hall.blocks.left("kiosk-1"))[PERMITS] == ("B8", "B9")
    small.do(TellLateTicket("kiosk-1", TicketId("20261120-B8"), PERMITS, timedelta()))
    begin(small, MONDAY)
    assert dict(small.hall.blocks.left("kiosk-1"))[PERMITS] == ("B9",)
    assert not small.hall.blocks.hold("kiosk-1", PERMITS, "B8")


def test_the_newest_day_alone_gives_the_whole_state_and_a_lost_ticket_is_found() -> None:
    small = SmallHall(OFFICE)
    small.take()
    at_closing(small)
    begin(small, MONDAY, "09:00")
    small.take()
    small.do(OpenCounter(ONE, "lan"), CallNext(ONE, "lan"))
    assert snapshot(small.just_begun()) == snapshot(small.hall)
    hall = Hall()
    for before, at in small.kept[:-3]:
        if not isinstance(before, TicketsCarried):
            hall.apply(before, at)
    with pytest.raises(BrokenInvariant, match="no day took them"):
        hall.apply(DayBegan(MONDAY + timedelta(days=1)), small.now)
    hall = Hall()
    with pytest.raises(BrokenInvariant, match="differ from those of the day before"):  # noqa: PT012
        for fact, at in small.kept:
            hall.apply(TicketsCarried(fact.back[1:]) if isinstance(fact, TicketsCarried) else fact, at)
