"""``[opening]`` of ``hall.toml``, a service's ``hours`` and ``last_issue_min``, and ``calendar.toml``."""

from collections.abc import Iterator
from datetime import date, time
from itertools import pairwise
from typing import Annotated

from pydantic import Field, StringConstraints

from config.plan import Plan
from config.rules.opening import HOLIDAY_MAX, Calendar, Holiday, Opening, ServiceHours, Span, Spans, Week, Workday
from config.settings.model import Section
from config.settings.problems import Problem
from config.text import Text
from config.vocabulary import Weekday

CLOCK = r"([01]\d|2[0-3]):[0-5]\d"
SpanText = Annotated[str, StringConstraints(pattern=f"^{CLOCK}-{CLOCK}$")]
"""``09:00-12:00``."""
SpanTexts = Annotated[tuple[SpanText, ...], Field(max_length=8)]
Minutes = Annotated[int, Field(ge=0, le=720)]
HolidayName = Annotated[str, StringConstraints(min_length=1, max_length=30)]
WeekTable = dict[Weekday, SpanTexts]
"""A day of the week that is left out is closed."""


class OpeningTable(Section):
    """``[opening]``."""

    hours: Annotated[WeekTable, Field(min_length=1)]
    last_issue_min: Minutes = 0
    midday_numbers: bool = False
    end_waiting_after_min: Minutes | None = None


class HolidayEntry(Section):
    """One ``[[holiday]]``; without ``last`` it is one day."""

    first: date
    last: date | None = None
    zh: HolidayName
    en: HolidayName


class WorkdayEntry(Section):
    """One ``[[workday]]``."""

    day: date
    works_as: Weekday
    zh: HolidayName
    en: HolidayName


class CalendarFile(Section):
    """``calendar.toml``."""

    holiday: tuple[HolidayEntry, ...] = ()
    workday: tuple[WorkdayEntry, ...] = ()


def week_of(table: WeekTable) -> Week:
    """Seven days, Monday first."""
    return tuple(tuple(map(span_of, table.get(day, ()))) for day in Weekday)


def opening_of(table: OpeningTable | None, calendar: CalendarFile) -> Opening | None:
    """The rule of the plan."""
    if table is None:
        return None
    holidays = (Holiday(h.first, h.last or h.first, Text(h.zh, h.en)) for h in calendar.holiday)
    workdays = (Workday(w.day, w.works_as.place, Text(w.zh, w.en)) for w in calendar.workday)
    return Opening(
        week=week_of(table.hours),
        last_issue_min=table.last_issue_min,
        midday_numbers=table.midday_numbers,
        end_waiting_after_min=table.end_waiting_after_min,
        calendar=Calendar(tuple(holidays), tuple(workdays)),
    )


def service_hours(hours: WeekTable, last_issue_min: int | None) -> ServiceHours | None:
    """A service's own, if it keeps any."""
    if not hours and last_issue_min is None:
        return None
    return ServiceHours(week_of(hours) if hours else (), last_issue_min)


def opening_problems(plan: Plan) -> Iterator[Problem]:
    """What is wrong with hours and calendar."""
    opening = plan.opening
    if opening is None:
        for service in plan.services:
            if service.hours is not None:
                yield Problem("services.toml", f"{service.id}.hours", "hall.toml has no [opening]")
        return
    if not any(opening.week):
        yield Problem("hall.toml", "opening.hours", "the hall never opens; without [opening] it always does")
    yield from week_problems("hall.toml", "opening.hours", opening.week)
    for service in plan.services:
        if service.hours is not None and service.hours.week:
            key = f"{service.id}.hours"
            yield from week_problems("services.toml", key, service.hours.week)
            for day, own, halls in zip(Weekday, service.hours.week, opening.week, strict=True):
                if not all(any(hall.covers(span) for hall in halls) for span in own):
                    yield Problem("services.toml", f"{key}.{day}", "not within the hall's own hours")
    yield from _calendar_problems(opening)


def week_problems(file: str, key: str, week: Week) -> Iterator[Problem]:
    """Spans of one day that are not in order."""
    for day, spans in zip(Weekday, week, strict=True):
        if not _in_order(spans):
            yield Problem(file, f"{key}.{day}", "must begin before they end, in order, without overlap")


def _in_order(spans: Spans) -> bool:
    return all(s.opens < s.closes for s in spans) and all(one.closes < two.opens for one, two in pairwise(spans))


def _calendar_problems(opening: Opening) -> Iterator[Problem]:
    calendar = opening.calendar
    for holiday in calendar.holidays:
        if not holiday.first <= holiday.last <= holiday.first + HOLIDAY_MAX:
            reason = f"must end within {HOLIDAY_MAX.days} days after it began"
            yield Problem("calendar.toml", f"holiday[{holiday.first}].last", reason)
    for workday in calendar.workdays:
        if not opening.week[workday.works_as]:
            yield Problem("calendar.toml", f"workday[{workday.day}].works_as", "the hall is closed on that day")
    if len(calendar.workday_on) < len(calendar.workdays):
        yield Problem("calendar.toml", "workday.day", "one day stands twice")


def span_of(text: str) -> Span:
    opens, closes = text.split("-")
    return Span(time.fromisoformat(opens), time.fromisoformat(closes))
