"""Numbers are kept for whom the hall has asked to come: the last ones of a range are not for walk-ins,
and the last places of a full hall neither.
"""

from dataclasses import replace
from datetime import timedelta
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.plan import LIVE_TICKETS_MAX, Plan
from config.rules.appointments import AppointmentRules
from config.rules.kiosk_blocks import KioskBlocks
from config.rules.numbers import Half, NumberRules, Reset, ServiceNumbers
from config.vocabulary import RefusalCode, TicketClass, TicketId
from queue_server.domain.appointments.commands import BookAppointment, CancelAppointment, CheckIn, MoveAppointment
from queue_server.domain.commands import BeginDay, TakeTicket, TellLateTicket
from queue_server.domain.numbering import GivenNumbers, shown, ticket_id
from queue_server.domain.refusals import Refusal
from tests.queue_server.domain.appointments.bookable import TEN, book, bookable
from tests.queue_server.domain.examples import DAY, IDENTITY, NINE, PERMITS, PLAN, SmallHall

CODE: Final = "00000003"
HOUR: Final = timedelta(hours=1)
WALK_IN: Final = TakeTicket("kiosk-1", PERMITS)
USED_UP: Final = Refusal(RefusalCode.NUMBERS_USED_UP)
FULL: Final = Refusal(RefusalCode.HALL_FULL)


def booked(small: SmallHall) -> SmallHall:
    """A permit is booked for ten; there are three numbers a day."""
    small.do(BookAppointment(PERMITS, TEN, CODE, "chen"))
    return small


def test_walk_ins_leave_a_number_for_whoever_has_an_appointment() -> None:
    small = booked(SmallHall(bookable()))
    assert [small.take(PERMITS)[-2:] for _ in range(2)] == ["B7", "B8"]
    assert small.ask(WALK_IN) == USED_UP
    assert small.ask(TakeTicket("kiosk-1", PERMITS, TicketClass.BOOKED, TEN)) == USED_UP
    small.at("16:00").do(CheckIn("kiosk-1", CODE))
    assert small.ask(WALK_IN) == USED_UP
    assert len(small.hall.tickets) == 3


def test_a_number_is_free_again_when_the_appointment_is_cancelled_or_moved_to_another_day() -> None:
    cancelled, moved = booked(SmallHall(bookable())), booked(SmallHall(bookable()))
    for small, command in (
        (cancelled, CancelAppointment(CODE, "chen")),
        (moved, MoveAppointment(CODE, TEN + timedelta(days=3), "chen")),
    ):
        small.take(PERMITS)
        small.take(PERMITS)
        small.do(command)
        small.take(PERMITS)


def test_nobody_books_for_today_without_a_number_to_keep() -> None:
    small = booked(SmallHall(bookable()))
    small.take(PERMITS)
    small.take(PERMITS)
    today = small.ask(BookAppointment(PERMITS, TEN + HOUR, "00000004", "chen"))
    assert isinstance(today, Refusal)
    assert (today.code, today.words.en) == (
        RefusalCode.SLOT_FULL,
        "No numbers are left for today; please choose another day",
    )
    small.do(MoveAppointment(CODE, TEN + HOUR, "chen"))
    small.do(BookAppointment(PERMITS, TEN + timedelta(days=1), "00000004", "chen"))
    assert small.ask(MoveAppointment("00000004", TEN, "chen")) == Refusal(RefusalCode.SLOT_FULL)


def coming_round(plan: Plan) -> Plan:
    """Numbers go on over the days and begin again behind the last one."""
    permits = replace(plan.services[1], numbers=ServiceNumbers(wrap=True))
    return replace(plan, services=(plan.services[0], permits), numbers=NumberRules(reset=Reset.WEEKLY))


def test_numbers_that_come_round_are_kept_as_well() -> None:
    small = SmallHall(coming_round(bookable(replace(PLAN))))
    small.take(PERMITS)
    small.take(PERMITS)
    small.now += timedelta(days=1)
    small.do(BeginDay(DAY + timedelta(days=1)), BookAppointment(PERMITS, TEN + timedelta(days=1), CODE, "chen"))
    assert [small.take(PERMITS)[-2:] for _ in range(2)] == ["B9", "B7"]
    assert small.ask(WALK_IN) == USED_UP
    small.do(CheckIn("kiosk-1", CODE))


@given(
    keep=st.integers(0, 40),
    last=st.integers(1, 999),
    skip=st.sampled_from([(), ("4",), ("4", "7")]),
    others=st.sets(st.integers(1, 999), max_size=60),
    begins=st.integers(1, 900),
    wrap=st.booleans(),
)
def test_a_number_is_given_as_long_as_enough_follow(
    keep: int, last: int, skip: tuple[str, ...], others: set[int], begins: int, wrap: bool
) -> None:
    service = replace(PLAN.services[0], last_number=last, numbers=ServiceNumbers(wrap=wrap))

    def given_in_all(keep: int) -> int:
        numbers, was_given = GivenNumbers({service.id: begins}), {shown(service, number) for number in others}
        count = 0
        while (
            number := numbers.free(service, NumberRules(skip_digits=skip), was_given.__contains__, keep)
        ) is not None:
            count += 1
            numbers.add(service, number, Half.MORNING)
            was_given.add(number)
        return count

    assert given_in_all(keep) == max(0, given_in_all(0) - keep)


def numbered_by_the_week() -> SmallHall:
    """Three permits a week, none a second time; tomorrow one is booked."""
    small = SmallHall(replace(bookable(), numbers=NumberRules(reset=Reset.WEEKLY)))
    small.do(BookAppointment(PERMITS, TEN + timedelta(days=1), CODE, "chen"))
    return small


def test_numbers_of_the_week_are_kept_for_the_appointments_of_its_later_days() -> None:
    small = numbered_by_the_week()
    assert [small.take(PERMITS)[-2:] for _ in range(2)] == ["B7", "B8"]
    assert small.ask(WALK_IN) == USED_UP
    later = small.ask(BookAppointment(PERMITS, TEN + timedelta(days=2), "00000004", "chen"))
    assert isinstance(later, Refusal)
    assert later.words.en == "No numbers are left for that day; please choose a later one"
    small.do(MoveAppointment(CODE, TEN + HOUR + timedelta(days=1), "chen"))
    small.now += timedelta(days=1)
    small.do(BeginDay(DAY + timedelta(days=1)))
    assert small.ask(WALK_IN) == USED_UP
    small.do(CheckIn("kiosk-1", CODE))
    assert len(small.hall.tickets) == 1


def test_a_week_that_begins_anew_keeps_nothing_for_the_next_one() -> None:
    small = SmallHall(replace(bookable(), numbers=NumberRules(reset=Reset.WEEKLY)))
    small.do(BookAppointment(PERMITS, TEN + timedelta(days=7), CODE, "chen"))
    assert [small.take(PERMITS)[-2:] for _ in range(3)] == ["B7", "B8", "B9"]


@pytest.mark.parametrize(("reset", "apart"), [(Reset.DAILY, HOUR), (Reset.WEEKLY, timedelta(days=1))])
def test_a_day_or_week_to_come_promises_no_more_numbers_than_it_has(reset: Reset, apart: timedelta) -> None:
    small = SmallHall(replace(bookable(rules=AppointmentRules(days_ahead=14)), numbers=NumberRules(reset=reset)))
    monday = NINE + timedelta(days=3)
    for n in range(3):
        small.do(BookAppointment(PERMITS, monday + n * apart, f"0000001{n}", "chen"))
    booking = BookAppointment(PERMITS, monday + 5.5 * HOUR, CODE, "chen")
    later = small.ask(booking)
    assert isinstance(later, Refusal)
    assert later.words.en == "No numbers are left for that day; please choose a later one"
    small.do(MoveAppointment("00000010", monday + 4.5 * HOUR, "chen"))
    small.do(replace(booking, starts_at=monday + timedelta(days=7)))
    assert isinstance(small.ask(MoveAppointment(CODE, monday + 5.5 * HOUR, "chen")), Refusal)
    small.do(MoveAppointment("00000010", TEN, "chen"))
    small.do(MoveAppointment(CODE, monday + 5.5 * HOUR, "chen"))


def filled(small: SmallHall, left: int) -> SmallHall:
    """A hall that can give so many more tickets today."""
    ticket = small.hall.tickets[small.take()]
    for n in range(LIVE_TICKETS_MAX - len(small.hall.tickets) - left):
        small.hall.tickets[TicketId(f"stands-for-{n}")] = ticket
    return small


def test_the_last_places_of_a_full_hall_are_for_those_who_are_expected() -> None:
    small = filled(booked(SmallHall(bookable())), left=2)
    small.take(PERMITS)
    assert small.ask(WALK_IN) == FULL
    assert small.ask(TakeTicket("kiosk-1", IDENTITY)) == FULL
    assert small.ask(BookAppointment(IDENTITY, TEN, "00000004", "chen")) == Refusal(RefusalCode.SLOT_FULL)
    small.do(BookAppointment(IDENTITY, TEN + timedelta(days=1), "00000004", "chen"))
    small.do(CheckIn("kiosk-1", CODE))
    assert len(small.hall.tickets) == LIVE_TICKETS_MAX


def test_a_number_that_somebody_holds_has_a_place_before_those_who_are_expected() -> None:
    plan = replace(bookable(), kiosk_blocks=KioskBlocks(20, ("kiosk-1",)))
    small = filled(booked(SmallHall(plan)), left=1)
    assert small.ask(TakeTicket("kiosk-1", IDENTITY)) == FULL
    number = dict(small.hall.blocks.left("kiosk-1"))[IDENTITY][0]
    small.do(TellLateTicket("kiosk-1", ticket_id(DAY, number), IDENTITY, timedelta(), TicketClass.ORDINARY))
    assert len(small.hall.tickets) == LIVE_TICKETS_MAX


def test_the_place_is_a_walk_ins_when_the_appointment_is_cancelled() -> None:
    small = filled(booked(SmallHall(bookable())), left=1)
    assert small.ask(WALK_IN) == FULL
    small.do(CancelAppointment(CODE, "chen"))
    small.take(PERMITS)


def test_who_moves_to_today_needs_a_place_though_the_weeks_number_is_kept() -> None:
    small = filled(numbered_by_the_week(), left=0)
    assert small.ask(MoveAppointment(CODE, TEN, "chen")) == Refusal(RefusalCode.SLOT_FULL)
    small.do(MoveAppointment(CODE, TEN + timedelta(days=2), "chen"))


def test_who_has_a_place_today_keeps_it_for_another_service() -> None:
    small = SmallHall(bookable())
    book(small, 3, key="k1")
    filled(small, left=1)
    assert small.ask(WALK_IN) == FULL
    small.do(BookAppointment(PERMITS, TEN, "00000004", "chen", None, None, "city", "k1"))
    small.do(CheckIn("kiosk-1", CODE))
