"""Numbers: by the day or the week, coming round, left out by custom, limited for half a day."""

from dataclasses import replace
from datetime import date, time, timedelta
from typing import Final

import pytest

from config.plan import Plan, Service
from config.rules.numbers import NumberRules, Reset, ServiceNumbers
from config.vocabulary import RefusalCode, Weekday
from queue_server.domain.commands import AdoptPlan, BeginDay, TakeTicket
from queue_server.domain.refusals import Refusal
from tests.queue_server.domain.examples import DAY, IDENTITY, PERMITS, PLAN, SmallHall
from tests.queue_server.domain.snapshot import replayed, snapshot

WEEKLY: Final = NumberRules(reset=Reset.WEEKLY)
"""The small hall's day is a Friday."""


def with_permits(rules: NumberRules, **changed: object) -> Plan:
    """The small hall's plan under these rules, its permits (7 to 9) changed."""
    permits: Service = replace(PLAN.services[1], **changed)  # type: ignore[arg-type]
    return replace(PLAN, services=(PLAN.services[0], permits), numbers=rules)


def numbers(small: SmallHall, count: int) -> list[str]:
    """So many permits, without their day."""
    return [small.take(PERMITS).partition("-")[2] for _ in range(count)]


def next_day(small: SmallHall, days: int = 1) -> SmallHall:
    """The day changes."""
    assert small.hall.day is not None
    small.now += timedelta(days=days)
    small.do(BeginDay(small.hall.day + timedelta(days=days)))
    return small


def refused(small: SmallHall) -> Refusal:
    """The next permit is refused."""
    outcome = small.ask(TakeTicket("kiosk-1", PERMITS))
    assert isinstance(outcome, Refusal)
    return outcome


def test_numbers_of_a_week_go_on_over_the_days_and_begin_anew_on_its_first_day() -> None:
    small = SmallHall(with_permits(WEEKLY, first_number=1, last_number=9))
    assert numbers(small, 2) == ["B1", "B2"]
    assert numbers(next_day(small), 1) == ["B3"]
    assert numbers(next_day(small), 1) == ["B4"]
    assert numbers(next_day(small), 1) == ["B1"], "Monday"
    assert snapshot(replayed(small.kept)) == snapshot(small.hall)


def test_a_week_s_range_that_is_used_up_says_when_it_begins_anew() -> None:
    small = SmallHall(with_permits(replace(WEEKLY, week_begins=Weekday.SUNDAY)))
    numbers(small, 2)
    numbers(next_day(small), 1)
    refusal = refused(small)
    assert refusal == Refusal(RefusalCode.NUMBERS_USED_UP)
    assert ("周日" in refusal.words.zh, "Sunday" in refusal.words.en) == (True, True)
    assert numbers(next_day(small), 1) == ["B7"]


def test_a_wrapping_service_goes_on_at_its_first_number_and_never_meets_one_of_the_day() -> None:
    small = SmallHall(with_permits(WEEKLY, numbers=ServiceNumbers(wrap=True)))
    assert numbers(small, 2) == ["B7", "B8"]
    assert numbers(next_day(small), 3) == ["B9", "B7", "B8"]
    assert refused(small) == Refusal(RefusalCode.NUMBERS_USED_UP)
    assert snapshot(replayed(small.kept)) == snapshot(small.hall)


def test_a_range_that_wraps_is_seen_to_be_used_up_at_once() -> None:
    long = with_permits(WEEKLY, first_number=1, last_number=2_000, digits=4, numbers=ServiceNumbers(wrap=True))
    small = SmallHall(long)
    numbers(small, 2_000)
    asked: list[str] = []

    def was_given(number: str) -> bool:
        asked.append(number)
        return small.hall.was_given(number)

    assert small.hall.numbers.free(long.services[1], long.numbers, was_given) is None
    assert asked == ["B0001"]


def test_a_range_that_was_moved_goes_on_from_its_first_number() -> None:
    small = SmallHall(with_permits(WEEKLY, numbers=ServiceNumbers(wrap=True)))
    numbers(small, 3)
    small.do(AdoptPlan(with_permits(WEEKLY, first_number=1, numbers=ServiceNumbers(wrap=True)), "chief"))
    assert numbers(small, 3) == ["B1", "B2", "B3"]


@pytest.mark.parametrize(
    ("since", "day", "anew"),
    [
        (date(2026, 11, 20), date(2026, 11, 22), False),
        (date(2026, 11, 20), date(2026, 11, 23), True),
        (date(2026, 11, 20), date(2026, 11, 24), True),
        (date(2026, 11, 23), date(2026, 11, 24), False),
        (date(2026, 11, 23), date(2026, 11, 30), True),
        (date(2026, 11, 24), date(2027, 1, 2), True),
    ],
)
def test_a_week_begins_on_its_day_even_if_the_hall_was_closed(since: date, day: date, anew: bool) -> None:
    assert WEEKLY.begin_anew(since, day) is anew
    assert NumberRules().begin_anew(since, day)


@pytest.mark.parametrize("begins", Weekday)
def test_the_days_left_are_those_before_numbers_begin_anew(begins: Weekday) -> None:
    rules = replace(WEEKLY, week_begins=begins)
    for day in (DAY + timedelta(days=ahead) for ahead in range(7)):
        left = rules.days_left(day)
        assert rules.begin_anew(day, day + timedelta(days=left))
        assert left == 1 or not rules.begin_anew(day, day + timedelta(days=left - 1))
    assert NumberRules().days_left(DAY) == 1


def test_numbers_with_a_digit_or_an_ending_of_ill_omen_are_left_out() -> None:
    custom = NumberRules(skip_digits=("4",), skip_endings=("13", "8"))
    small = SmallHall(replace(PLAN, numbers=custom))
    given = [int(small.take().partition("-A")[2]) for _ in range(60)]
    allowed = [n for n in range(1, 1_000) if "4" not in str(n) and not f"{n:03d}".endswith(("13", "8"))]
    assert given == allowed[:60]


def test_a_run_that_is_left_out_is_passed_in_one_step() -> None:
    assert NumberRules(skip_digits=("4",)).from_here(400_000, 999_999, 6) == 500_000
    assert NumberRules(skip_digits=("4",)).from_here(499, 499, 3) is None
    assert NumberRules(skip_endings=tuple("0123456789")).from_here(1, 999, 3) is None


def test_the_morning_s_limit_says_when_numbers_are_given_again() -> None:
    halves = ServiceNumbers(morning_max=1, afternoon_max=2)
    rules = NumberRules(afternoon_from=time(13, 30))
    small = SmallHall(with_permits(rules, last_number=9, numbers=halves)).at("09:00")
    small.take(PERMITS)
    refusal = refused(small)
    assert refusal == Refusal(RefusalCode.MORNING_FULL)
    assert ("13:30" in refusal.words.zh, "13:30" in refusal.words.en) == (True, True)
    assert refused(small.at("13:29")) == Refusal(RefusalCode.MORNING_FULL)
    small.at("13:30").take(PERMITS)
    small.take(PERMITS)
    assert refused(small.at("17:00")) == Refusal(RefusalCode.AFTERNOON_FULL)
    small.take(IDENTITY)
    assert next_day(small).take(PERMITS)
    assert small.hall.day == DAY + timedelta(days=1)
