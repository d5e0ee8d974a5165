"""``calendar.toml``: holidays and make-up workdays."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Final

from config.rules.opening import HOLIDAY_MAX, Calendar, Holiday, Opening, Workday
from config.settings.model import Section
from config.settings.problems import Problem, twice
from config.settings.values.shapes import ShortShown
from config.text import Text
from config.vocabulary import Weekday
from config.words import WEEKDAYS

FILE: Final = "calendar.toml"
WEEKEND: Final = (Weekday.SATURDAY, Weekday.SUNDAY)


class HolidayEntry(Section):
    """One ``[[holiday]]``; without ``last`` it is one day."""

    first: date
    last: date | None = None
    zh: ShortShown
    en: ShortShown


class WorkdayEntry(Section):
    """One ``[[workday]]``."""

    day: date
    works_as: Weekday
    zh: ShortShown
    en: ShortShown


class CalendarFile(Section):
    """The whole file."""

    holiday: tuple[HolidayEntry, ...] = ()
    workday: tuple[WorkdayEntry, ...] = ()


def calendar_of(file: CalendarFile) -> Calendar:
    """As the plan has it."""
    holidays = (Holiday(h.first, h.last or h.first, Text(h.zh, h.en)) for h in file.holiday)
    workdays = (Workday(w.day, w.works_as.place, Text(w.zh, w.en)) for w in file.workday)
    return Calendar(tuple(holidays), tuple(workdays))


def calendar_problems(opening: Opening) -> Iterator[Problem]:
    """Every breach."""
    calendar = opening.calendar
    for holiday in calendar.holidays:
        key, longest = f"holiday[{holiday.first}].last", HOLIDAY_MAX.days
        if holiday.last < holiday.first:
            zh, en = (
                f"{holiday.last} 早于第一天 {holiday.first}",
                f"{holiday.last} is before the first day, {holiday.first}",
            )
            yield Problem(FILE, key, Text(zh, en))
        elif holiday.last > holiday.first + HOLIDAY_MAX:
            yield Problem(
                FILE, key, Text(f"应在开始后 {longest} 天之内", f"must be within {longest} days after the first")
            )
    yield from _overlaps(calendar.holidays)
    for workday in calendar.workdays:
        yield from _workday_problems(opening, workday)
    yield from twice(FILE, "workday.day", (str(workday.day) for workday in calendar.workdays))


def _overlaps(holidays: tuple[Holiday, ...]) -> Iterator[Problem]:
    for one, two in pairwise(sorted(holidays, key=lambda holiday: holiday.first)):
        if two.first <= one.last:
            zh, en = (
                f"与“{one.name.zh}”（至 {one.last}）重叠",
                f"overlaps with {one.name.en}, which lasts to {one.last}",
            )
            yield Problem(FILE, f"holiday[{two.first}].first", Text(zh, en))


def _workday_problems(opening: Opening, workday: Workday) -> Iterator[Problem]:
    hours = opening.week[workday.works_as]
    if not hours:
        shut = Text("大厅这一天不开门", "the hall is closed on that day")
        yield Problem(FILE, f"workday[{workday.day}].works_as", shut)
    day = list(Weekday)[workday.day.weekday()]
    ordinary = opening.week[day.place]
    if ordinary and workday.day not in opening.calendar.holiday_on and (day not in WEEKEND or ordinary == hours):
        name = WEEKDAYS[day]
        zh, en = f"是{name.zh}，大厅本来就上班", f"is a {name.en}, on which the hall works anyway"
        yield Problem(FILE, f"workday[{workday.day}].day", Text(zh, en))
