"""Appointments over the wire: booked, told again, looked up, kept; also after a restart and on another day."""

from datetime import timedelta
from pathlib import Path

import pytest

from config.vocabulary import AppointmentState, RefusalCode, TicketClass
from config.wire.appointments import (
    AppointmentGiven,
    AppointmentsListed,
    BookAppointment,
    CancelAppointment,
    CheckIn,
    ListAppointments,
    ListSlots,
    MoveAppointment,
    SlotsListed,
)
from config.wire.replies import TicketGiven
from queue_server.domain.facts import TicketTaken
from tests.queue_server.desk.counterside import Counterside
from tests.queue_server.domain.appointments.bookable import TEN, bookable
from tests.queue_server.domain.examples import DAY, IDENTITY

BOOK = BookAppointment(
    request_id="book-0001",
    by="chen",
    service=IDENTITY,
    starts_at=TEN,
    code="00000001",
    masked_name="龙**",
    origin="city",
    origin_key="k1",
)
COME = CheckIn(request_id="come-0001", kiosk="kiosk-1", code="00000001")


def given(side: Counterside, request: BookAppointment | MoveAppointment) -> AppointmentGiven:
    """A request that must be carried out."""
    (reply,) = side.ask(request)
    assert isinstance(reply, AppointmentGiven), reply
    return reply


def test_a_repeated_request_has_the_same_answer(tmp_path: Path) -> None:
    with Counterside(tmp_path, bookable()) as side:
        first = given(side, BOOK)
        assert (first.code, first.moved, first.starts_at) == ("00000001", False, TEN)
        assert given(side, BOOK) == first
        assert side.refused(BOOK.model_copy(update={"starts_at": TEN + timedelta(hours=1)})).code == (
            RefusalCode.REQUEST_ID_REUSED
        )
        again = BOOK.model_copy(update={"request_id": "book-0002", "code": "00000002"})
        assert side.refused(again).code is RefusalCode.APPOINTMENT_KNOWN
        moved = given(side, again.model_copy(update={"starts_at": TEN + timedelta(hours=1)}))
        assert (moved.code, moved.moved) == ("00000001", True)


def test_checking_in_gives_one_ticket_however_often_it_is_asked(tmp_path: Path) -> None:
    with Counterside(tmp_path, bookable()) as side:
        given(side, BOOK)
        (ticket,), (again,) = side.ask(COME), side.ask(COME)
        assert isinstance(ticket, TicketGiven)
        assert ticket == again
        assert ticket.ticket_class is TicketClass.BOOKED
        other = COME.model_copy(update={"request_id": "come-0002"})
        assert side.refused(other).code is RefusalCode.APPOINTMENT_OVER
        assert sum(isinstance(record.fact, TicketTaken) for record in side.journal.all_records()) == 1


def test_what_can_be_looked_up(tmp_path: Path) -> None:
    with Counterside(tmp_path, bookable()) as side:
        given(side, BOOK)
        side.ask(COME)
        (listed,) = side.ask(ListAppointments(request_id="list-0001", day=DAY))
        assert isinstance(listed, AppointmentsListed)
        (line,) = listed.appointments
        assert (line.code, line.state, line.masked_name) == ("00000001", AppointmentState.KEPT, "龙**")
        (slots,) = side.ask(ListSlots(request_id="slots-001", service=IDENTITY, day=DAY))
        assert isinstance(slots, SlotsListed)
        assert {slot.starts_at: slot.free for slot in slots.slots}[TEN] == 1
        (none,) = side.ask(ListSlots(request_id="slots-002", service=IDENTITY, day=DAY + timedelta(days=30)))
        assert isinstance(none, SlotsListed)
        assert none.slots == ()


@pytest.mark.parametrize("days", [0, 1])
def test_open_ones_outlive_the_process(tmp_path: Path, days: int) -> None:
    tomorrow = BOOK.model_copy(update={"starts_at": TEN + timedelta(days=1)})
    with Counterside(tmp_path, bookable()) as first:
        given(first, tomorrow)
        first.pass_time(days=days)
        first.round()
    with Counterside(tmp_path, bookable()) as second:
        second.pass_time(days=1)
        second.round()
        (ticket,) = second.ask(COME)
        assert isinstance(ticket, TicketGiven)
        assert second.journal.problems() == []


def test_cancelling_and_moving_by_the_code(tmp_path: Path) -> None:
    with Counterside(tmp_path, bookable()) as side:
        given(side, BOOK)
        later = TEN + timedelta(hours=2 - 0.5)
        move = MoveAppointment(request_id="move-0001", by="chen", code="00000001", starts_at=later)
        assert given(side, move).starts_at == later
        side.done(CancelAppointment(request_id="stop-0001", by="chen", code="00000001"))
        assert side.refused(COME).code is RefusalCode.APPOINTMENT_OVER
