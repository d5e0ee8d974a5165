"""What a kiosk learns of one card: an appointment, live tickets, services to judge; and the groups that it offers."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Final

from config.rules.evaluation import EvaluationRules
from config.rules.kiosk_blocks import KioskBlocks
from config.rules.order import CallOrder, ClassLimits, Order, PriorityGroup
from config.text import Text
from config.vocabulary import EvaluationChannel, Level, RefusalCode, TicketClass
from config.wire.appointments import BookAppointment, CheckIn
from config.wire.link import Connection
from config.wire.message import Words2
from config.wire.pictures import BlockPicture, GroupLine, ServicesPicture
from config.wire.replies import PersonStanding, TicketGiven
from config.wire.requests import (
    AddService,
    AskPerson,
    CallNext,
    EvaluateVisit,
    FinishService,
    OpenCounter,
    PutRight,
    TakeTicket,
    TellLateTicket,
)
from tests.queue_server.desk.counterside import Counterside
from tests.queue_server.domain.appointments.bookable import TEN, bookable
from tests.queue_server.domain.examples import IDENTITY, ONE, PERMITS, PLAN

CARD: Final = "a" * 32
ASK: Final = AskPerson(request_id="person-0001", kiosk="kiosk-1", card=CARD)
TAKE: Final = TakeTicket(request_id="take-0001", kiosk="kiosk-1", service=IDENTITY, card=CARD)
CARDS, PERMIT = Words2(zh="身份证", en="Identity cards"), Words2(zh="许可", en="Permits")
RULES: Final = EvaluationRules(elsewhere_window_min=60)
BAD: Final = EvaluateVisit(
    request_id="mark-0001", ticket="20261120-A001", level=Level.DISSATISFIED, channel=EvaluationChannel.KIOSK
)
VETERANS: Final = PriorityGroup("veterans", Text("退役军人", "veterans"), Text("优待证", "veteran's card"))
STRICT: Final = CallOrder(Order.STRICT, groups=(VETERANS, PriorityGroup("old", Text("老年人", "the old"))))


def standing(side: Counterside, request: AskPerson = ASK) -> PersonStanding:
    """What this card's person has now."""
    (reply,) = side.ask(request)
    assert isinstance(reply, PersonStanding), reply
    return reply


def served(side: Counterside) -> None:
    """The card's person takes a number and is served at counter one."""
    side.ask(TAKE)
    side.done(OpenCounter(request_id="open-0001", counter=ONE, by="lan"))
    side.done(CallNext(request_id="call-0001", counter=ONE, by="lan"))
    side.done(FinishService(request_id="done-0001", counter=ONE, by="lan"))


def test_of_a_stranger_there_is_nothing(tmp_path: Path) -> None:
    with Counterside(tmp_path) as side:
        side.take("take-0001")
        told = standing(side)
        assert (told.appointment, told.tickets, told.judgeable) == (None, (), ())
        assert side.journal.problems() == []


def test_a_live_ticket_as_it_stands_now_and_one_more_service(tmp_path: Path) -> None:
    with Counterside(tmp_path) as side:
        side.take("take-0000")
        side.ask(TAKE)
        (live,) = standing(side).tickets
        assert (live.number, live.people_ahead, live.steps) == ("A002", 1, ())
        add = AddService(request_id="add-00001", ticket=live.ticket, by="kiosk-1", service=PERMITS)
        side.done(add)
        (more,) = standing(side).tickets
        assert more.steps == (CARDS, PERMIT)
        assert side.refused(add.model_copy(update={"request_id": "add-00002"})).code is RefusalCode.SERVICE_ON_TICKET
        side.done(OpenCounter(request_id="open-0001", counter=ONE, by="lan"))
        side.done(CallNext(request_id="call-0001", counter=ONE, by="lan"))
        assert standing(side).tickets[0].people_ahead == 0
        side.done(FinishService(request_id="done-0001", counter=ONE, by="lan"))
        side.done(CallNext(request_id="call-0002", counter=ONE, by="lan"))
        assert standing(side).tickets == (), "at a counter the clerk adds"
        (seen,) = standing(side).live
        assert (seen.number, seen.service_name) == ("A002", CARDS)
        side.done(FinishService(request_id="done-0002", counter=ONE, by="lan"))
        side.done(CallNext(request_id="call-0003", counter=ONE, by="lan"))
        side.done(FinishService(request_id="done-0003", counter=ONE, by="lan"))
        assert standing(side).live == ()


def test_an_appointment_of_today_then_its_ticket_with_the_booked_time(tmp_path: Path) -> None:
    with Counterside(tmp_path, bookable()) as side:
        book = BookAppointment(
            request_id="book-0001", by="chen", service=IDENTITY, starts_at=TEN, code="00000001", card=CARD
        )
        side.ask(book.model_copy(update={"request_id": "book-0002", "code": "00000002"} | _tomorrow()))
        assert standing(side).appointment is None
        side.ask(book)
        found = standing(side).appointment
        assert found is not None
        assert (found.service_name, found.starts_at) == (CARDS, TEN)
        side.pass_time(hours=1, minutes=30)
        (given,) = side.ask(CheckIn(request_id="come-0001", kiosk="kiosk-1", card=CARD))
        assert isinstance(given, TicketGiven)
        assert (given.booked_for, given.ticket_class) == (TEN, TicketClass.ORDINARY)
        assert standing(side).appointment is None
        assert standing(side).tickets[0].booked_for == TEN


def _tomorrow() -> dict[str, object]:
    return {"starts_at": TEN + timedelta(days=1)}


def test_a_served_visit_can_be_judged_and_once_more_after_it_was_put_right(tmp_path: Path) -> None:
    with Counterside(tmp_path, replace(PLAN, evaluation=RULES)) as side:
        served(side)
        (line,) = standing(side).judgeable
        assert (line.ticket, line.number, line.service_name, line.again) == (BAD.ticket, "A001", CARDS, False)
        side.done(BAD)
        assert standing(side).judgeable == ()
        side.done(PutRight(request_id="right-001", ticket=BAD.ticket, by="chen", words="道歉"))
        assert [found.again for found in standing(side).judgeable] == [True]
        side.done(BAD.model_copy(update={"request_id": "mark-0002", "level": Level.SATISFIED}))
        assert standing(side).judgeable == ()
        assert side.journal.problems() == []


def test_the_time_for_a_mark_goes_by(tmp_path: Path) -> None:
    with Counterside(tmp_path, replace(PLAN, evaluation=RULES)) as side:
        served(side)
        side.pass_time(minutes=61)
        assert standing(side).judgeable == ()


def test_the_kiosk_is_told_what_the_plan_has(tmp_path: Path) -> None:
    with Counterside(tmp_path) as side:
        side.round(Connection(up=True, reason=""))
        plain = side.paper.newest(ServicesPicture)
        assert (plain.groups, plain.bookable, plain.judging) == ((), False, False)
        assert all(line.priority for line in plain.offers)


def test_groups_stand_in_the_picture_where_the_order_tells_them_apart(tmp_path: Path) -> None:
    closed = ClassLimits(closed=(TicketClass.PRIORITY,))
    first, *others = bookable().services
    services = (replace(first, class_limits=closed), *others)
    with Counterside(tmp_path, replace(bookable(), services=services, order=STRICT, evaluation=RULES)) as side:
        side.round(Connection(up=True, reason=""))
        picture = side.paper.newest(ServicesPicture)
        assert (picture.bookable, picture.judging) == (True, True)
        assert [line.priority for line in picture.services][:2] == [False, True]
        name, shows = Words2(zh="退役军人", en="veterans"), Words2(zh="优待证", en="veteran's card")
        assert picture.groups[0] == GroupLine(id="veterans", name=name, shows=shows)
        assert picture.groups[1].shows is None


def test_a_late_ticket_keeps_its_group_unless_the_plan_has_it_no_more(tmp_path: Path) -> None:
    plan = replace(PLAN, order=STRICT, kiosk_blocks=KioskBlocks(20, ("kiosk-1",)))
    with Counterside(tmp_path, plan) as side:
        side.round(Connection(up=True, reason=""))
        block = next(m for m in side.paper.sent if isinstance(m, BlockPicture))
        groups = ("veterans", "nobody")
        for place, group in enumerate(groups):
            late = TellLateTicket(
                request_id=f"late-000{place}",
                kiosk="kiosk-1",
                ticket=block.lines[0].tickets[place],
                service=block.lines[0].service,
                ago_ms=1000,
                ticket_class=TicketClass.PRIORITY,
                group=group,
            )
            assert isinstance(side.ask(late)[0], TicketGiven)
        first, second = side.hall.tickets.values()
        assert (first.group, second.group) == ("veterans", None)
        assert first.rank < second.rank


def test_a_booked_place_is_had_with_an_appointment_alone(tmp_path: Path) -> None:
    with Counterside(tmp_path, bookable()) as side:
        asked = TAKE.model_copy(update={"ticket_class": TicketClass.BOOKED})
        assert side.refused(asked).code is RefusalCode.BOOKED_TIME_MISSING
