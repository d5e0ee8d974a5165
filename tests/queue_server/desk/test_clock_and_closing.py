"""A clock that can't be right begins no day and ends nobody; a hall that was shut opens by itself; waiting ends after
closing when the plan says so; pictures follow the hours.
"""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from config.plan import Plan
from config.rules.opening import Calendar, Holiday, Opening, Span
from config.text import Text
from config.vocabulary import RefusalCode, TicketId, TicketState
from config.wire.pictures import ServicesPicture, WallPicture
from config.wire.replies import Explained, Refused, VisitShown
from config.wire.requests import AskVisit, CallNext, ExplainTicket, OpenCounter, TakeTicket
from queue_server.domain.facts import DayBegan, EndReason, TicketEnded
from tests.queue_server.desk.counterside import Counterside
from tests.queue_server.domain.examples import IDENTITY, ONE, PLAN

FRIDAY = date(2026, 11, 20)
SHANGHAI = ZoneInfo("Asia/Shanghai")
WEEK = (*((Span(time(9), time(12)), Span(time(13), time(17))),) * 5, (), ())
FESTIVAL = Calendar((Holiday(date(2026, 11, 23), date(2026, 12, 11), Text("春节", "Spring Festival")),))
OFFICE = replace(PLAN, opening=Opening(WEEK, end_waiting_after_min=30, calendar=FESTIVAL))
TAKE = TakeTicket(request_id="take-0009", kiosk="kiosk-1", service=IDENTITY)


def at(day: date, clock: str) -> datetime:
    """On the hall's wall."""
    return datetime.combine(day, time.fromisoformat(clock), SHANGHAI)


def days(side: Counterside) -> list[date]:
    """The days that began."""
    return [record.fact.day for record in side.journal.all_records() if isinstance(record.fact, DayBegan)]


def started(folder: Path, moment: datetime, *, sure: bool = False, plan: Plan = OFFICE) -> Counterside:
    """A server that starts when the machine's clock shows this."""
    side = Counterside(folder, plan=plan)
    side.put_clock(moment)
    side.journal.__enter__()
    side.desk.load(plan, by="mei", clock_is_right=sure)
    return side


def answer(side: Counterside) -> RefusalCode | None:
    """What somebody is told who wants a number; None: here it is."""
    (reply,) = side.ask(TAKE)
    return reply.code if isinstance(reply, Refused) else None


@pytest.fixture
def friday(tmp_path: Path) -> Path:
    """A hall whose Friday is over, with one who was never called."""
    with Counterside(tmp_path, plan=OFFICE) as side:
        side.take("take-0001")
    return tmp_path


@pytest.mark.parametrize("shown", [datetime(2000, 1, 1, 0, 3, tzinfo=UTC), datetime(2031, 5, 6, 2, 0, tzinfo=UTC)])
def test_a_dead_battery_begins_no_day_and_ends_nobody(
    friday: Path, shown: datetime, caplog: pytest.LogCaptureFixture
) -> None:
    side = started(friday, shown)
    assert answer(side) is RefusalCode.CLOCK_WRONG
    assert (days(side), len(side.hall.live_tickets())) == ([FRIDAY], 1)
    assert f"the machine's clock shows {shown:%Y-%m-%d}" in caplog.text
    assert caplog.text.count("no day begins") == 1, "said once, not in every round"
    side.put_clock(at(date(2026, 12, 14), "09:00"))
    assert answer(side) is None, "the clock was set, the festival is over"
    assert days(side) == [FRIDAY, date(2026, 12, 14)]
    side.journal.__exit__(None, None, None)


def test_the_wall_says_that_the_clock_is_wrong_and_what_to_do_until_it_is_set(friday: Path) -> None:
    side = started(friday, datetime(2031, 5, 6, 2, 0, tzinfo=UTC))
    side.round()
    told = side.paper.newest(WallPicture).clock_doubt
    assert told is not None
    assert "上一工作日却是 2026-11-20" in told.zh
    assert told.en.startswith("The machine's clock shows 2031-05-06, but the hall's last day was 2026-11-20;")
    assert "--clock-is-right" in told.zh
    side.put_clock(at(date(2026, 12, 14), "09:00"))
    side.round()
    assert side.paper.newest(WallPicture).clock_doubt is None
    side.journal.__exit__(None, None, None)


def test_a_first_start_with_a_dead_battery_waits_for_the_right_time(tmp_path: Path) -> None:
    side = started(tmp_path, datetime(2000, 1, 1, tzinfo=UTC))
    assert (side.hall.day, answer(side)) == (None, RefusalCode.CLOCK_WRONG)
    side.put_clock(at(FRIDAY, "09:00"))
    assert (answer(side), days(side)) == (None, [FRIDAY])
    side.journal.__exit__(None, None, None)


def test_a_hall_that_was_shut_for_the_festival_opens_by_itself(friday: Path) -> None:
    side = started(friday, at(date(2026, 12, 14), "09:00"))
    assert (answer(side), days(side)) == (None, [FRIDAY, date(2026, 12, 14)])
    side.journal.__exit__(None, None, None)


def test_a_hall_that_was_shut_for_longer_needs_a_persons_word(friday: Path) -> None:
    side = started(friday, at(date(2027, 2, 1), "09:00"))
    assert answer(side) is RefusalCode.CLOCK_WRONG
    side.journal.__exit__(None, None, None)
    side = started(friday, at(date(2027, 2, 1), "09:00"), sure=True)
    assert (answer(side), days(side)) == (None, [FRIDAY, date(2027, 2, 1)])
    side.journal.__exit__(None, None, None)


def test_a_leap_ahead_that_is_put_right_leaves_no_mark(tmp_path: Path) -> None:
    with Counterside(tmp_path, leaps_doubted=True) as side:
        waiting = side.take("take-0001")
        right = side.now
        side.put_clock(right + timedelta(days=3))
        side.seconds += 60
        second = side.take("take-0002")
        assert second.taken_at == right + timedelta(seconds=60), "time goes on by the seconds that really passed"
        side.put_clock(right + timedelta(minutes=2))
        side.seconds += 60
        assert side.take("take-0003").taken_at == right + timedelta(minutes=2)
        assert (days(side), side.hall.tickets[TicketId(waiting.ticket)].state) == ([FRIDAY], TicketState.WAITING)


def test_a_leap_ahead_that_stands_is_believed(tmp_path: Path) -> None:
    with Counterside(tmp_path, leaps_doubted=True) as side:
        side.put_clock(side.now + timedelta(hours=3))
        side.round()
        side.pass_time(minutes=11)
        assert side.take("take-0001").taken_at == side.now


def test_waiting_ends_by_itself_after_closing_and_only_once(tmp_path: Path) -> None:
    with Counterside(tmp_path, plan=OFFICE) as side:
        for number in range(3):
            side.take(f"take-000{number}")
        side.done(
            OpenCounter(request_id="open-0001", counter=ONE, by="lan"),
            CallNext(request_id="call-0001", counter=ONE, by="lan"),
        )
        side.put_clock(at(FRIDAY, "17:29"))
        side.round()
        assert side.hall.waiting.total == 2
        side.put_clock(at(FRIDAY, "17:30"))
        side.round()
        ended = [r.fact for r in side.journal.all_records() if isinstance(r.fact, TicketEnded)]
        assert [fact.reason for fact in ended] == [EndReason.HALL_CLOSED] * 2
        assert [t.state for t in side.hall.live_tickets()] == [TicketState.CALLED], "who was called is served"
        before = side.journal.last_seq()
        side.round()
        assert side.journal.last_seq() == before
        assert side.journal.problems() == []


def test_who_is_carried_over_outlives_closing_night_and_restarts(tmp_path: Path) -> None:
    carrying = replace(OFFICE, carry_over=True, opening=Opening(WEEK, end_waiting_after_min=30))
    with Counterside(tmp_path, plan=carrying) as side:
        given = side.take("take-0001")
        assert given.stays_valid is not None
        side.put_clock(at(FRIDAY, "17:30"))
        side.round()
        assert side.hall.tickets[TicketId(given.ticket)].state is TicketState.CARRIED
        (told,) = side.ask(ExplainTicket(request_id="why-0001", ticket=given.ticket))
        assert isinstance(told, Explained)
        assert "顺延到11月23日" in told.words.zh
        (visit,) = side.ask(AskVisit(request_id="visit-01", ticket=given.ticket))
        assert isinstance(visit, VisitShown)
        assert visit.carried_to is not None
        assert (visit.state, visit.carried_to.en) == (TicketState.CARRIED, "23 November")
    for moment in (at(FRIDAY, "23:00"), at(date(2026, 11, 21), "00:05"), at(date(2026, 11, 23), "00:01")):
        side = started(tmp_path, moment, plan=carrying)
        side.round()
        assert [ticket.id for ticket in side.hall.live_tickets()] == [given.ticket]
        assert side.journal.problems() == []
        side.journal.__exit__(None, None, None)
    side = started(tmp_path, at(date(2026, 11, 23), "09:00"), plan=carrying)
    assert side.take("take-0002").people_ahead == 1
    side.journal.__exit__(None, None, None)


def test_pictures_turn_with_the_hours(tmp_path: Path) -> None:
    with Counterside(tmp_path, plan=OFFICE) as side:
        side.round()
        picture = side.paper.newest(ServicesPicture)
        assert (picture.closed, {line.closed for line in picture.services}) == (None, {None})
        hours = side.paper.newest(WallPicture).hours_today
        assert hours is not None
        assert hours.zh == "今天 09:00–12:00、13:00–17:00"
        side.put_clock(at(FRIDAY, "12:00"))
        side.round()
        picture = side.paper.newest(ServicesPicture)
        assert picture.closed is not None
        assert picture.closed.zh == "现在未到取号时间，下午1:00开始"
        assert {line.closed for line in picture.services} == {picture.closed}
