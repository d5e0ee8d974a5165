"""Appointments by example: booked, moved, kept early, in time and late, missed; over days and restarts."""

from dataclasses import replace
from datetime import timedelta

import pytest

from config.rules.appointments import AppointmentRules, starts_on
from config.rules.numbers import ServiceNumbers
from config.rules.opening import Calendar, Holiday, Opening
from config.text import Text
from config.vocabulary import AppointmentState, Canceller, RefusalCode, TicketClass, TicketState
from queue_server.domain.appointments.appointment import Appointment
from queue_server.domain.appointments.commands import (
    BookAppointment,
    CancelAppointment,
    CheckIn,
    LiftBlock,
    MoveAppointment,
)
from queue_server.domain.appointments.facts import (
    AppointmentCancelled,
    AppointmentKept,
    AppointmentMissed,
    AppointmentMoved,
    AppointmentsCarried,
    BlockLifted,
    PersonBlocked,
)
from queue_server.domain.commands import BeginDay, CallNext, TakeTicket
from queue_server.domain.decisions.booking import free_places
from queue_server.domain.facts import DayBegan, PlanAdopted, TicketCalled, TicketCancelled, TicketTaken
from queue_server.domain.hall import Hall
from queue_server.domain.invariants import BrokenInvariant
from queue_server.domain.refusals import Refusal
from tests.queue_server.domain.appointments.bookable import DAY_LONG, TEN, WEEK, book, bookable
from tests.queue_server.domain.examples import DAY, IDENTITY, NINE, ONE, PLAN, SmallHall
from tests.queue_server.domain.snapshot import replayed, snapshot

HEAD_START = timedelta(minutes=30)


def hall_with_slots(rules: AppointmentRules | None = None) -> SmallHall:
    """Slots of half an hour for two."""
    return SmallHall(bookable(rules=rules))


def check_in(small: SmallHall, code: int = 1) -> TicketTaken:
    """By the code; the ticket."""
    kept, taken = small.do(CheckIn("kiosk-1", code=f"{code:08}"))
    assert isinstance(kept, AppointmentKept)
    assert isinstance(taken, TicketTaken)
    assert kept.ticket == taken.ticket
    return taken


@pytest.mark.parametrize(
    ("clock", "ticket_class", "counted_from"),
    [
        ("09:00", TicketClass.BOOKED, TEN - HEAD_START),
        ("10:00", TicketClass.BOOKED, TEN - HEAD_START),
        ("10:10", TicketClass.BOOKED, TEN + timedelta(minutes=10) - HEAD_START),
        ("10:11", TicketClass.ORDINARY, TEN + timedelta(minutes=11)),
        ("16:30", TicketClass.ORDINARY, TEN + timedelta(hours=6, minutes=30)),
    ],
)
def test_early_in_time_and_late(clock: str, ticket_class: TicketClass, counted_from: object) -> None:
    small = hall_with_slots()
    book(small, 1)
    taken = check_in(small.at(clock))
    assert (taken.ticket_class, taken.counted_from, taken.booked_for) == (ticket_class, counted_from, TEN)


def test_by_card_todays_next_one_is_meant() -> None:
    small = hall_with_slots(AppointmentRules(days_ahead=3))
    book(small, 1, TEN + DAY_LONG, "wang")
    book(small, 2, TEN, "wang")
    kept, taken = small.do(CheckIn("kiosk-1", card="wang", masked_name="王*先生"))
    assert isinstance(kept, AppointmentKept)
    assert isinstance(taken, TicketTaken)
    assert kept.appointment.endswith("00000002")
    assert (taken.card, taken.masked_name) == ("wang", "王*先生")


def test_the_limits_on_tickets_do_not_turn_an_appointment_away() -> None:
    small = hall_with_slots()
    book(small, 1, card="wang")
    small.do(TakeTicket("kiosk-1", IDENTITY, card="wang"))
    assert check_in(small).card == "wang"


def test_a_second_check_in_gives_no_second_ticket() -> None:
    small = hall_with_slots()
    book(small, 1)
    check_in(small)
    assert small.ask(CheckIn("kiosk-2", code="00000001")) == Refusal(RefusalCode.APPOINTMENT_OVER)


def test_moving_and_cancelling_free_the_place() -> None:
    small = hall_with_slots()
    first = book(small, 1)
    book(small, 2)
    assert free_places(small.hall, IDENTITY, TEN) == 0
    eleven = TEN + timedelta(hours=1)
    (moved,) = small.do(MoveAppointment(first.code, eleven, "chen"))
    assert isinstance(moved, AppointmentMoved)
    assert (free_places(small.hall, IDENTITY, TEN), free_places(small.hall, IDENTITY, eleven)) == (1, 1)
    small.do(CancelAppointment("00000002", "chen"))
    assert free_places(small.hall, IDENTITY, TEN) == 2
    assert check_in(small.at("11:00")).booked_for == eleven


def test_who_checked_in_can_cancel_with_the_ticket_but_not_move() -> None:
    small = hall_with_slots()
    first = book(small, 1)
    taken = check_in(small)
    assert small.ask(MoveAppointment(first.code, TEN + timedelta(hours=1), "chen")) == Refusal(
        RefusalCode.APPOINTMENT_BEGUN
    )
    facts = small.at("10:30").do(CancelAppointment(first.code, "chen", Canceller.HALL_LEAD))
    assert facts == (
        TicketCancelled(taken.ticket, "chen", Canceller.HALL_LEAD),
        AppointmentCancelled(first.appointment, first.code, "chen"),
    )
    assert small.hall.tickets[taken.ticket].state is TicketState.CANCELLED
    assert small.hall.appointments.known[first.appointment].state is AppointmentState.CANCELLED
    assert free_places(small.hall, IDENTITY, TEN) == 2
    assert small.ask(CancelAppointment(first.code, "chen")) == Refusal(RefusalCode.APPOINTMENT_OVER)


def test_the_last_issue_does_not_turn_an_appointment_away_but_closing_does() -> None:
    small = SmallHall(replace(bookable(), opening=Opening(WEEK, last_issue_min=30)))
    book(small, 1)
    book(small, 2, TEN + timedelta(hours=6))
    assert isinstance(small.at("16:45").ask(TakeTicket("kiosk-1", IDENTITY)), Refusal)
    assert check_in(small).ticket_class is TicketClass.ORDINARY
    refused = small.at("17:00").ask(CheckIn("kiosk-1", code="00000002"))
    assert refused == Refusal(RefusalCode.APPOINTMENT_TOO_LATE)
    assert isinstance(refused, Refusal)
    assert refused.words.en == "The booked time is over and the hall has closed for today; please book another time"


def test_the_other_systems_newest_word_stands() -> None:
    small = hall_with_slots()
    first = book(small, 1, key="k1")
    eleven = TEN + timedelta(hours=1)
    (moved,) = small.do(BookAppointment(IDENTITY, eleven, "00000009", "city", origin="city", origin_key="k1"))
    assert moved == AppointmentMoved(first.appointment, first.code, IDENTITY, DAY, eleven, "city")
    assert small.hall.appointments.find("00000009") is None


def test_a_booked_visitor_who_does_not_come_leaves_no_gap() -> None:
    """The slots limit bookings only: whoever waits is called at once, also in a slot that is booked up."""
    small = hall_with_slots()
    book(small, 1)
    book(small, 2)
    small.open(ONE)
    walk_in = small.at("10:00").take()
    (called,) = small.do(CallNext(ONE, "clerk at one"))
    assert isinstance(called, TicketCalled)
    assert called.ticket == walk_in


def test_places_of_a_half_day_are_kept_for_the_booked_until_they_are_late() -> None:
    """Unused capacity goes to walk-ins: three numbers this morning, two of them booked for ten."""
    plan = bookable()
    limited = replace(plan.services[0], numbers=ServiceNumbers(morning_max=3))
    small = SmallHall(replace(plan, services=(limited, *plan.services[1:])))
    book(small, 1)
    book(small, 2)
    small.take()
    assert small.ask(TakeTicket("kiosk-1", IDENTITY)) == Refusal(RefusalCode.MORNING_FULL)
    check_in(small.at("10:10"))
    assert small.ask(TakeTicket("kiosk-1", IDENTITY)) == Refusal(RefusalCode.MORNING_FULL)
    small.at("10:11").take()
    assert check_in(small, 2).ticket_class is TicketClass.ORDINARY


def test_who_does_not_come_is_recorded_and_blocked_for_a_while() -> None:
    small = hall_with_slots(AppointmentRules(no_shows_max=2, no_show_days=10, block_days=3))
    for day in range(2):
        book(small, day + 1, TEN + day * DAY_LONG, "wang")
        small.now += DAY_LONG
        facts = small.do(BeginDay(DAY + (day + 1) * DAY_LONG))
    until = DAY + 4 * DAY_LONG
    assert next(f for f in facts if isinstance(f, AppointmentMissed)).counted
    assert PersonBlocked("wang", until) in facts
    again = BookAppointment(IDENTITY, TEN + 6 * DAY_LONG, "00000009", "chen", "wang")
    refused = small.ask(again)
    assert refused == Refusal(RefusalCode.PERSON_BLOCKED)
    assert isinstance(refused, Refusal)
    assert "2026-11-24" in refused.words.zh
    small.now += 3 * DAY_LONG
    small.do(BeginDay(DAY + 5 * DAY_LONG), again)


def test_who_is_blocked_keeps_what_is_booked_and_may_move_it() -> None:
    small = hall_with_slots(AppointmentRules(no_shows_max=1, block_days=9))
    book(small, 1, TEN, "wang")
    book(small, 2, TEN + 2 * DAY_LONG, "wang")
    small.now += DAY_LONG
    assert PersonBlocked("wang", DAY + 9 * DAY_LONG) in small.do(BeginDay(DAY + DAY_LONG))
    assert small.ask(BookAppointment(IDENTITY, TEN + 4 * DAY_LONG, "00000009", "chen", "wang")) == Refusal(
        RefusalCode.PERSON_BLOCKED
    )
    (moved,) = small.do(MoveAppointment(f"{2:08}", TEN + 3 * DAY_LONG, "chen"))
    assert isinstance(moved, AppointmentMoved)


def test_a_lead_lifts_a_block_and_the_count_begins_anew() -> None:
    small = hall_with_slots(AppointmentRules(no_shows_max=2, no_show_days=10, block_days=30))
    for day in range(2):
        book(small, day + 1, TEN + day * DAY_LONG, "wang")
        small.now += DAY_LONG
        small.do(BeginDay(DAY + (day + 1) * DAY_LONG))
    assert small.do(LiftBlock("wang", "chief", "was in hospital")) == (BlockLifted("wang", "chief", "was in hospital"),)
    book(small, 3, TEN + 2 * DAY_LONG, "wang")
    small.now += DAY_LONG
    facts = small.do(BeginDay(DAY + 3 * DAY_LONG))
    assert not [fact for fact in facts if isinstance(fact, PersonBlocked)], "one no-show since the block is not two"


def test_a_day_on_which_the_hall_did_not_work_is_nobodys_no_show() -> None:
    small = hall_with_slots(AppointmentRules(no_shows_max=1))
    booked = book(small, 1, TEN + DAY_LONG, "wang")
    facts = small.do(BeginDay(DAY + 2 * DAY_LONG))
    assert AppointmentMissed(booked.appointment, counted=False) in facts
    assert not [fact for fact in facts if isinstance(fact, PersonBlocked)]


def test_open_ones_outlive_a_restart_on_another_day() -> None:
    small = hall_with_slots()
    book(small, 1, TEN + 2 * DAY_LONG, "wang", "k1")
    book(small, 2, TEN)
    facts = small.do(BeginDay(DAY + DAY_LONG))
    assert [type(fact) for fact in facts] == [AppointmentMissed, DayBegan, AppointmentsCarried]
    began = next(n for n, (fact, _) in enumerate(small.kept) if fact == DayBegan(DAY + DAY_LONG))
    plan = (PlanAdopted(small.hall.plan, "chief"), NINE)
    assert snapshot(replayed([plan, *small.kept[began:]])) == snapshot(small.hall)
    small.now = TEN + 2 * DAY_LONG
    small.do(BeginDay(DAY + 2 * DAY_LONG))
    assert check_in(small).ticket_class is TicketClass.BOOKED


def test_a_hall_without_appointments_has_no_such_facts() -> None:
    assert SmallHall().do(BeginDay(DAY + DAY_LONG)) == (DayBegan(DAY + DAY_LONG),)


def test_what_is_carried_over_must_be_what_was_there() -> None:
    small = hall_with_slots()
    book(small, 1)
    with pytest.raises(BrokenInvariant):
        small.hall.apply(AppointmentsCarried((), {}, {}), NINE)
    fresh = Hall()
    fresh.apply(PlanAdopted(PLAN, "chief"), NINE)
    fresh.apply(AppointmentsCarried(tuple(small.hall.appointments.known.values()), {}, {}), NINE)
    assert [a.state for a in fresh.appointments.known.values()] == [AppointmentState.OPEN]
    assert all(isinstance(a, Appointment) for a in fresh.appointments.known.values())


def test_slots_keep_to_the_halls_holidays() -> None:
    slots = bookable().services[0].slots
    assert slots is not None
    opening = Opening(WEEK, calendar=Calendar((Holiday(DAY, DAY, Text("假日", "Holiday")),)))
    assert list(starts_on(slots, opening, DAY)) == []
    assert len(list(starts_on(slots, opening, DAY + DAY_LONG))) == 6 + 7
