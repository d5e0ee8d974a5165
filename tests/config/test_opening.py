"""The hours of a date: weekly spans, holidays, make-up workdays, the last issue before each closing."""

from datetime import date, time
from pathlib import Path

from config.rules.opening import Calendar, Holiday, Opening, ServiceHours, Span, Spans, Workday
from config.settings.plan_files import load_hall
from config.text import Text
from tests.config.plan_folder import RIGHT, plan_folder, problems_in

MORNING, AFTERNOON = Span(time(9), time(12)), Span(time(13), time(17))
WEEK = ((MORNING, AFTERNOON),) * 4 + ((MORNING,), (), ())
CALENDAR = Calendar(
    holidays=(Holiday(date(2026, 10, 1), date(2026, 10, 7), Text("国庆节", "National Day")),),
    workdays=(Workday(date(2026, 10, 4), 4, Text("国庆节调休", "Make-up day")),),
)
THURSDAY, FRIDAY, SATURDAY = date(2026, 11, 19), date(2026, 11, 20), date(2026, 11, 21)


def spans(*texts: str) -> Spans:
    """``09:00-12:00`` as a span."""
    return tuple(Span(*map(time.fromisoformat, text.split("-"))) for text in texts)


def test_each_day_of_the_week_has_hours_of_its_own() -> None:
    opening = Opening(WEEK)
    assert [opening.hours_on(day) for day in (THURSDAY, FRIDAY, SATURDAY)] == [(MORNING, AFTERNOON), (MORNING,), ()]


def test_a_holiday_is_closed_and_a_make_up_workday_goes_before_it() -> None:
    opening = Opening(WEEK, calendar=CALENDAR)
    assert [bool(opening.hours_on(date(2026, 10, day))) for day in (1, 2, 4, 7, 8)] == [False, False, True, False, True]
    assert opening.hours_on(date(2026, 10, 4)) == (MORNING,), "a Sunday that works as a Friday"


def test_the_last_issue_is_before_each_closing() -> None:
    opening = Opening(WEEK, last_issue_min=30)
    assert opening.numbers_on(THURSDAY) == spans("09:00-11:30", "13:00-16:30")
    assert Opening(WEEK, last_issue_min=180).numbers_on(THURSDAY) == spans("13:00-14:00")


def test_numbers_may_be_given_through_the_midday_break() -> None:
    opening = Opening(WEEK, last_issue_min=30, midday_numbers=True)
    assert opening.numbers_on(THURSDAY) == spans("09:00-16:30")
    assert opening.numbers_on(SATURDAY) == ()


def test_a_service_keeps_hours_and_a_last_issue_of_its_own() -> None:
    opening = Opening(WEEK, last_issue_min=30, calendar=CALENDAR)
    short = ServiceHours((spans("09:30-11:00"),) * 7)
    assert opening.numbers_on(THURSDAY, short) == spans("09:30-10:30")
    assert opening.numbers_on(THURSDAY, ServiceHours(last_issue_min=0)) == (MORNING, AFTERNOON)
    assert opening.numbers_on(date(2026, 10, 1), short) == (), "a holiday is everybody's"


def test_a_span_ends_before_its_last_moment() -> None:
    assert MORNING.holds(time(9))
    assert not MORNING.holds(time(12))
    assert MORNING.covers(Span(time(10), time(12)))
    assert not MORNING.covers(Span(time(10), time(12, 1)))


OPENING = (
    '[opening]\nlast_issue_min = 30\nhours = { monday = ["09:00-12:00", "13:00-17:00"], friday = ["09:00-12:00"] }\n'
)
SHORT = 'prefix = "B"\nhours = { monday = ["09:30-11:00"] }\nlast_issue_min = 0'
CALENDAR_FILE = """
[[holiday]]
first = 2026-10-01
last = 2026-10-07
zh = "国庆节"
en = "National Day"
[[workday]]
day = 2026-10-04
works_as = "friday"
zh = "国庆节调休"
en = "Make-up day"
"""


def test_a_plan_with_hours_and_a_calendar(tmp_path: Path) -> None:
    wanted = {
        "hall.toml": RIGHT["hall.toml"] + OPENING,
        "services.toml": RIGHT["services.toml"].replace('prefix = "B"', SHORT),
        "calendar.toml": CALENDAR_FILE,
    }
    plan = load_hall(plan_folder(tmp_path, wanted)).plan
    assert plan.opening == Opening(
        ((MORNING, AFTERNOON), (), (), (), (MORNING,), (), ()), last_issue_min=30, calendar=CALENDAR
    )
    assert plan.services[1].hours == ServiceHours((spans("09:30-11:00"), *((),) * 6), 0)
    assert plan.services[0].hours is None


def test_a_plan_without_hours_is_always_open(tmp_path: Path) -> None:
    assert load_hall(plan_folder(tmp_path)).plan.opening is None


def test_odd_hours_are_named(tmp_path: Path) -> None:
    odd = RIGHT["hall.toml"] + '[opening]\nhours = { monday = ["9-12"], mittwoch = ["09:00-12:00"] }\n'
    assert {key for _, key in problems_in(plan_folder(tmp_path, {"hall.toml": odd}))} == {
        "opening.hours.monday[1]",
        "opening.hours.mittwoch.[key]",
    }


def test_unruly_hours_are_named(tmp_path: Path) -> None:
    hours = 'monday = ["13:00-17:00", "09:00-12:00"], tuesday = ["12:00-09:00"], friday = ["09:00-12:00"]'
    files = {
        "hall.toml": RIGHT["hall.toml"] + f"[opening]\nhours = {{ {hours} }}\n",
        "services.toml": RIGHT["services.toml"].replace(
            'prefix = "B"', 'prefix = "B"\nhours = { friday = ["11:00-13:00"] }'
        ),
        "calendar.toml": CALENDAR_FILE.replace("2026-10-07", "2026-09-07").replace('"friday"', '"sunday"')
        + '[[workday]]\nday = 2026-10-04\nworks_as = "friday"\nzh = "又"\nen = "Again"\n',
    }
    assert problems_in(plan_folder(tmp_path, files)) == {
        ("hall.toml", "opening.hours.monday"),
        ("hall.toml", "opening.hours.tuesday"),
        ("services.toml", "permits.hours.friday"),
        ("calendar.toml", "holiday[2026-10-01].last"),
        ("calendar.toml", "workday[2026-10-04].works_as"),
        ("calendar.toml", "workday.day"),
    }


def test_a_service_with_hours_needs_a_hall_with_hours(tmp_path: Path) -> None:
    files = {"services.toml": RIGHT["services.toml"].replace('prefix = "B"', SHORT)}
    assert problems_in(plan_folder(tmp_path, files)) == {("services.toml", "permits.hours")}
    never = {"hall.toml": RIGHT["hall.toml"] + "[opening]\nhours = { monday = [] }\n"}
    assert problems_in(plan_folder(tmp_path / "never", never)) == {("hall.toml", "opening.hours")}
