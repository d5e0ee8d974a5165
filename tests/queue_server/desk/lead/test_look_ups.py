"""What a hall lead looks up: plans with what drains and what the files change, blocks, numbers told late."""

from dataclasses import replace
from datetime import time, timedelta
from pathlib import Path
from typing import TypeVar

from config.rules.appointments import AppointmentRules
from config.rules.kiosk_blocks import KioskBlocks
from config.rules.opening import Opening, Span
from config.settings.problems import FilesWrong, Problem
from config.text import Text
from config.vocabulary import RefusalCode, TicketState
from config.wire.appointments import BookAppointment, LiftBlock
from config.wire.lead import (
    AskBlocks,
    AskPlan,
    AskToldLate,
    BlocksListed,
    FindTicket,
    PlanFilesRead,
    PlanShown,
    TicketFound,
    ToldLateListed,
)
from config.wire.message import Words2
from config.wire.pictures import BlockPicture
from config.wire.replies import Reply
from config.wire.requests import (
    AdoptPlan,
    CallNext,
    CancelTicket,
    CloseCounter,
    EndWaiting,
    FinishService,
    OpenCounter,
    Request,
    TellLateTicket,
)
from queue_server.desk.desk import FIRST_PLAN
from tests.queue_server.desk.counterside import Counterside
from tests.queue_server.domain.appointments.bookable import bookable
from tests.queue_server.domain.examples import DAY, IDENTITY, NINE, PERMITS, PLAN, TWO
from tests.queue_server.domain.walk_plans import WITHOUT_IDENTITY, WITHOUT_TWO

R = TypeVar("R", bound=Reply)
ADOPT = AdoptPlan(request_id="adopt-001", by="chief", why="cards moved")
PLAN_ASKED = AskPlan(request_id="ask-plan1")
WITH_FILES = AskPlan(request_id="ask-plan2", with_files=True)


def shown(side: Counterside, request: Request, kind: type[R]) -> R:
    """The answer, which must be of this kind."""
    (reply,) = side.ask(request)
    assert isinstance(reply, kind), reply
    return reply


def files(side: Counterside) -> PlanFilesRead:
    """What the plan's files say."""
    read = shown(side, WITH_FILES, PlanShown).files
    assert read is not None
    return read


def test_plans_stand_newest_first_with_who_and_why(tmp_path: Path) -> None:
    with Counterside(tmp_path) as side:
        side.write_plan(WITHOUT_IDENTITY)
        side.pass_time(minutes=5)
        side.done(ADOPT)
        plan = shown(side, PLAN_ASKED, PlanShown)
        assert [(v.version, v.at, v.by, v.why) for v in plan.versions] == [
            (2, NINE + timedelta(minutes=5), "chief", "cards moved"),
            (1, NINE, "mei", FIRST_PLAN),
        ]
        assert (plan.total, plan.services, plan.counters, plan.files) == (2, (), (), None)


def test_a_number_is_found_today_and_on_the_day_it_was_carried_over_to(tmp_path: Path) -> None:
    week = tuple((Span(time(9), time(17)),) for _ in range(7))
    asked = FindTicket(request_id="find-0001", number="A001")
    with Counterside(tmp_path, replace(PLAN, carry_over=True, opening=Opening(week))) as side:
        assert side.refused(asked).code is RefusalCode.UNKNOWN_TICKET
        ticket = side.take("take-0001").ticket
        today = shown(side, asked, TicketFound)
        assert (today.ticket, today.state) == (ticket, TicketState.WAITING)
        side.done(EndWaiting(request_id="end-00001", by="chief"))
        evening = shown(side, asked, TicketFound)
        assert (evening.ticket, evening.state) == (ticket, TicketState.CARRIED)
        assert "21 November" in evening.words.en
        side.put_clock(NINE + timedelta(days=1))
        side.round()
        morning = shown(side, asked, TicketFound)
        assert (morning.ticket, morning.state) == (ticket, TicketState.WAITING)
        side.done(CancelTicket(request_id="stop-0001", ticket=morning.ticket, by="chief"))
        assert shown(side, asked, TicketFound).state is TicketState.CANCELLED


def test_what_left_the_plan_is_shown_until_it_is_empty(tmp_path: Path) -> None:
    with Counterside(tmp_path) as side:
        side.take("take-0001", PERMITS)
        side.done(OpenCounter(request_id="open-0001", counter=TWO, by="lan"))
        side.done(CallNext(request_id="call-0001", counter=TWO, by="lan"))
        side.take("take-0002")
        side.write_plan(replace(WITHOUT_TWO, counters=WITHOUT_TWO.counters[1:]))
        side.done(ADOPT)
        plan = shown(side, PLAN_ASKED, PlanShown)
        assert [(s.service, s.live, s.expected) for s in plan.services] == [(IDENTITY, 1, False)]
        assert [(c.counter, c.state, c.number) for c in plan.counters] == [(TWO, "open", "B7")]
        finish = FinishService(request_id="finish-1", counter=TWO, by="lan")
        side.done(finish, CloseCounter(request_id="close-01", counter=TWO, by="lan"))
        assert shown(side, PLAN_ASKED, PlanShown).counters == ()


def test_the_files_are_compared_and_only_what_was_seen_is_adopted(tmp_path: Path) -> None:
    with Counterside(tmp_path) as side:
        assert (files(side).changes, files(side).problems) == ((), ())
        side.write_plan(replace(PLAN, own_first_min=1))
        seen = files(side)
        was = PLAN.own_first_min
        first = Words2(
            zh=f"大厅：本窗口业务优先（分钟）：{was} → 1", en=f"hall: own services first (minutes): {was} → 1"
        )
        assert seen.changes == (first,)
        side.write_plan(replace(PLAN, own_first_min=2))
        asked = ADOPT.model_copy(update={"seen": seen.seen})
        assert side.refused(asked).code is RefusalCode.PLAN_CHANGED
        side.done(asked.model_copy(update={"request_id": "adopt-002", "seen": files(side).seen}))
        assert side.hall.plan.own_first_min == 2
        side.write_plan(FilesWrong([Problem("hall.toml", "time_zone", Text("错", "bad"))]))
        wrong = files(side)
        assert wrong.problems == (Words2(zh="hall.toml: time_zone: 错", en="hall.toml: time_zone: bad"),)
        assert (wrong.changes, wrong.seen) == ((), None)


def test_a_blocked_person_is_listed_and_may_book_again_when_a_lead_lifts_the_block(tmp_path: Path) -> None:
    plan = bookable(PLAN, AppointmentRules(no_shows_max=1, block_days=7))
    ten = NINE + timedelta(hours=1)
    booked = BookAppointment(
        request_id="book-0001",
        by="lead",
        service=IDENTITY,
        starts_at=ten,
        code="00000001",
        card="wang",
        masked_name="王**",
    )
    with Counterside(tmp_path, plan=plan) as side:
        side.ask(booked)
        assert shown(side, AskBlocks(request_id="ask-blocks"), BlocksListed).blocks == ()
        side.pass_time(days=1)
        side.round()
        (person,) = shown(side, AskBlocks(request_id="ask-blocks"), BlocksListed).blocks
        assert (person.person, person.masked_name, person.until) == ("wang", "王**", DAY + timedelta(days=7))
        assert [(line.day, line.service_name.en) for line in person.no_shows] == [(DAY, "Identity cards")]
        again = booked.model_copy(update={"request_id": "book-0002", "starts_at": ten + timedelta(days=1)})
        assert side.refused(again).code is RefusalCode.PERSON_BLOCKED
        lift = LiftBlock(request_id="lift-0001", person="wang", by="chief", why="was in hospital")
        side.done(lift, lift)
        assert side.refused(lift.model_copy(update={"person": "li"})).code is RefusalCode.REQUEST_ID_REUSED
        assert shown(side, AskBlocks(request_id="ask-blocks"), BlocksListed).blocks == ()
        (reply,) = side.ask(again.model_copy(update={"request_id": "book-0003", "code": "00000002"}))
        assert reply.request_id == "book-0003"
        assert side.journal.problems() == []


def test_numbers_of_a_kiosk_that_was_alone_are_listed_with_when_they_were_told(tmp_path: Path) -> None:
    plan = replace(PLAN, kiosk_blocks=KioskBlocks(numbers=2, kiosks=("kiosk-1",)))
    with Counterside(tmp_path, plan=plan) as side:
        side.take("take-0001")
        line = side.paper.newest(BlockPicture).lines[0]
        (reply,) = side.ask(
            TellLateTicket(
                request_id="late-0001", kiosk="kiosk-1", ticket=line.tickets[0], service=line.service, ago_ms=600_000
            )
        )
        late = shown(side, AskToldLate(request_id="ask-late1", day=DAY), ToldLateListed)
        assert [(t.kiosk, t.number, t.taken_at, t.told_at) for t in late.tickets] == [
            ("kiosk-1", line.tickets[0].partition("-")[2], NINE - timedelta(minutes=10), NINE)
        ]
        other = AskToldLate(request_id="ask-late2", day=DAY - timedelta(days=1))
        assert shown(side, other, ToldLateListed).total == 0
        assert reply.request_id == "late-0001"
