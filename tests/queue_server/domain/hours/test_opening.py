"""Numbers are given in the hall's hours only; who asks outside is told when it opens next."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.plan import Plan
from config.rules.opening import Calendar, Holiday, Opening, ServiceHours, Span, Workday
from config.text import Text
from config.vocabulary import RefusalCode
from queue_server.domain.commands import AdoptPlan, CallNext, FinishService, TakeTicket
from queue_server.domain.hours.sessions import LOOK_AHEAD_DAYS, gives_numbers, last_closing, next_turn, session_at
from queue_server.domain.refusals import Refusal
from queue_server.domain.sentences.opening import hours_of
from tests.queue_server.domain.examples import IDENTITY, ONE, PERMITS, PLAN, SmallHall

SHANGHAI, BERLIN = ZoneInfo("Asia/Shanghai"), ZoneInfo("Europe/Berlin")
WORKING = (Span(time(9), time(12)), Span(time(13), time(17)))
CALENDAR = Calendar(
    holidays=(Holiday(date(2026, 11, 23), date(2026, 11, 25), Text("州庆", "Prefecture Day")),),
    workdays=(Workday(date(2026, 11, 22), 4, Text("调休", "Make-up day")),),
)
OPENING = Opening((*(WORKING,) * 5, (), ()), last_issue_min=30, calendar=CALENDAR)
SHORT = ServiceHours(((Span(time(9, 30), time(11)),),) * 7, 0)
WITH_HOURS = replace(PLAN, opening=OPENING, services=(PLAN.services[0], replace(PLAN.services[1], hours=SHORT)))
FRIDAY = date(2026, 11, 20)


def on_the_wall(day: date, clock: str, zone: ZoneInfo = SHANGHAI) -> datetime:
    """A time on the hall's wall, in UTC."""
    return datetime.combine(day, time.fromisoformat(clock), zone).astimezone(UTC)


def refusal_at(moment: datetime, plan: Plan = WITH_HOURS, service: str = IDENTITY) -> Refusal | None:
    """What somebody is told who wants a number then."""
    small = SmallHall(plan)
    small.now = moment
    outcome = small.ask(TakeTicket("kiosk-1", IDENTITY if service == IDENTITY else PERMITS))
    return outcome if isinstance(outcome, Refusal) else None


@pytest.mark.parametrize(
    ("day", "clock", "zh", "en"),
    [
        (20, "08:59", "现在未到取号时间，上午9:00开始", "No numbers are given now; from 9:00"),
        (20, "11:30", "现在未到取号时间，下午1:00开始", "No numbers are given now; from 13:00"),
        (
            20,
            "16:30",
            "今天取号已结束，11月22日（星期日）上午9:00开始",
            "No more numbers today; from 9:00 on Sunday, 22 November",
        ),
        (21, "10:00", "今天不取号，明天上午9:00开始", "No numbers are given today; from 9:00 tomorrow"),
        (
            23,
            "10:00",
            "今天休息（州庆），11月26日（星期四）上午9:00开始",
            "Closed today (Prefecture Day); from 9:00 on Thursday, 26 November",
        ),
    ],
)
def test_outside_the_hours_one_is_told_when_it_opens(day: int, clock: str, zh: str, en: str) -> None:
    refusal = refusal_at(on_the_wall(date(2026, 11, day), clock))
    assert refusal == Refusal(RefusalCode.NO_NUMBERS_NOW, Text(zh, en))


@pytest.mark.parametrize(("day", "clock"), [(20, "09:00"), (20, "11:29"), (20, "13:00"), (22, "16:29"), (26, "09:00")])
def test_within_the_hours_numbers_are_given(day: int, clock: str) -> None:
    assert refusal_at(on_the_wall(date(2026, 11, day), clock)) is None


def test_a_service_with_hours_of_its_own() -> None:
    told = refusal_at(on_the_wall(FRIDAY, "09:00"), service=PERMITS)
    assert told is not None
    assert told.words.zh == "现在未到取号时间，上午9:30开始"
    assert refusal_at(on_the_wall(FRIDAY, "10:59"), service=PERMITS) is None
    told = refusal_at(on_the_wall(FRIDAY, "11:00"), service=PERMITS)
    assert told is not None
    assert told.words.zh == "今天取号已结束，明天上午9:30开始"


def test_a_hall_without_hours_is_always_open() -> None:
    assert refusal_at(on_the_wall(FRIDAY, "03:00"), PLAN) is None
    assert next_turn(PLAN, SHANGHAI, on_the_wall(FRIDAY, "03:00")) is None
    assert hours_of(PLAN, FRIDAY) is None


def test_who_holds_a_number_is_served_after_closing() -> None:
    small = SmallHall(WITH_HOURS)
    small.open(ONE)
    small.take()
    small.at("17:20")
    small.call(ONE)
    small.do(FinishService(ONE, "lan"))
    assert isinstance(small.ask(CallNext(ONE, "lan")), Refusal), "nobody is left"


def test_a_clock_put_back_is_believed_for_the_hours() -> None:
    small = SmallHall(WITH_HOURS)
    small.at("16:45").open(ONE)
    small.at("10:00").take()
    (ticket,) = small.hall.tickets.values()
    assert ticket.taken_at == on_the_wall(FRIDAY, "16:45"), "the hall's time does not go back"


def test_another_zone_during_the_day_moves_the_hours_at_once() -> None:
    """09:30 in Shanghai is 02:30 in Berlin; the day and its numbers stay."""
    small = SmallHall(WITH_HOURS)
    small.at("09:30").take()
    small.do(AdoptPlan(replace(WITH_HOURS, time_zone="Europe/Berlin"), "chief"))
    refusal = small.ask(TakeTicket("kiosk-1", IDENTITY))
    assert isinstance(refusal, Refusal)
    assert refusal.words.zh == "现在未到取号时间，上午9:00开始"
    small.at("16:00").take()
    assert [t.id for t in small.hall.tickets.values()] == ["20261120-A001", "20261120-A002"]


def test_hours_of_the_day_in_words() -> None:
    assert hours_of(WITH_HOURS, FRIDAY) == Text("今天 09:00–12:00、13:00–17:00", "Today 09:00–12:00, 13:00–17:00")
    assert hours_of(WITH_HOURS, date(2026, 11, 21)) == Text("今天休息", "Closed today")
    assert hours_of(WITH_HOURS, date(2026, 11, 23)) == Text("今天休息（州庆）", "Closed today (Prefecture Day)")


def test_clocks_that_leap_and_fall_back() -> None:
    """Berlin, 2026: 29 March leaps from 2:00 to 3:00, 25 October falls back from 3:00 to 2:00."""
    night = Opening((((Span(time(2, 30), time(4)),),)) * 7)
    spring = session_at(night, BERLIN, None, on_the_wall(date(2026, 3, 29), "00:00", BERLIN))
    autumn = session_at(night, BERLIN, None, on_the_wall(date(2026, 10, 25), "00:00", BERLIN))
    assert spring is not None
    assert autumn is not None
    assert spring.closes - spring.opens == timedelta(minutes=30)
    assert autumn.closes - autumn.opens == timedelta(hours=2, minutes=30)
    office = Opening((WORKING,) * 7)
    for day in (date(2026, 3, 29), date(2026, 10, 25)):
        assert gives_numbers(replace(PLAN, opening=office), BERLIN, None, on_the_wall(day, "09:00", BERLIN))
        assert last_closing(office, BERLIN, day) == on_the_wall(day, "17:00", BERLIN)


def test_a_hall_that_never_opens_sends_people_to_the_desk() -> None:
    shut = replace(PLAN, opening=Opening(((),) * 7))
    refusal = refusal_at(on_the_wall(FRIDAY, "10:00"), shut)
    assert refusal is not None
    assert refusal.words.zh == "现在未到取号时间，请到咨询台"
    assert last_closing(Opening(((),) * 7), SHANGHAI, FRIDAY) is None


moments = st.integers(0, 365 * 24 * 60).map(
    lambda minutes: on_the_wall(date(2026, 1, 1), "00:00") + timedelta(minutes=minutes)
)


@given(at=moments, zone=st.sampled_from([SHANGHAI, BERLIN]), part=st.floats(0, 0.999))
def test_nothing_changes_before_the_next_turn(at: datetime, zone: ZoneInfo, part: float) -> None:
    """The words that were said stay true until the turn, and not at the turn itself."""
    turn = next_turn(WITH_HOURS, zone, at)
    assert turn is not None
    assert at < turn < at + timedelta(days=LOOK_AHEAD_DAYS)
    between = at + (turn - at) * part
    states = [
        [gives_numbers(WITH_HOURS, zone, s, m) for s in (None, *WITH_HOURS.services)] for m in (at, between, turn)
    ]
    assert states[0] == states[1] != states[2]
