"""``[opening]`` of ``hall.toml``, and a service's ``hours`` and ``last_issue_min``."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, time, timedelta
from itertools import pairwise
from typing import Annotated, Final

from pydantic import Field

from config.plan import Plan, Service
from config.rules.opening import Calendar, Opening, ServiceHours, Span, Spans, Week
from config.settings.model import Section
from config.settings.problems import Problem
from config.settings.rules.calendar import CalendarFile, calendar_of, calendar_problems
from config.settings.values.shapes import Minutes, SpanText
from config.text import Text
from config.vocabulary import Weekday
from config.words import WEEKDAYS

SpanTexts = Annotated[tuple[SpanText, ...], Field(max_length=8)]
WeekTable = dict[Weekday, SpanTexts]
"""A day of the week that is left out is closed."""
MONDAY: Final = date(2026, 11, 16)
ALL_EATEN: Final = Text(
    "应小于当天最长的时段，否则这些日子无号可取", "leaves no numbers on these days; must be less than the longest span"
)
NEVER_OPEN: Final = Text("一周中没有任何办事时间", "is open on no day of the week")
NOT_IN_ORDER: Final = Text(
    "各时段应先开始后结束、按先后排列、互不重叠", "must begin before they end, in order, without overlap"
)
NO_OPENING: Final = Text("hall.toml 没有 [opening]", "hall.toml has no [opening]")
NOT_WITHIN: Final = Text("不在大厅办事时间之内", "not within the hall's own hours")


class OpeningTable(Section):
    """``[opening]``."""

    hours: Annotated[WeekTable, Field(min_length=1)]
    last_issue_min: Minutes = 0
    midday_numbers: bool = False
    end_waiting_after_min: Minutes | None = None


def week_of(table: WeekTable) -> Week:
    """Seven days, Monday first."""
    return tuple(tuple(map(span_of, table.get(day, ()))) for day in Weekday)


def opening_of(table: OpeningTable | None, calendar: CalendarFile) -> Opening | None:
    """The rule of the plan."""
    if table is None:
        return None
    return Opening(
        week=week_of(table.hours),
        last_issue_min=table.last_issue_min,
        midday_numbers=table.midday_numbers,
        end_waiting_after_min=table.end_waiting_after_min,
        calendar=calendar_of(calendar),
    )


def service_hours(hours: WeekTable, last_issue_min: int | None) -> ServiceHours | None:
    """A service's own, if it keeps any."""
    if not hours and last_issue_min is None:
        return None
    return ServiceHours(week_of(hours) if hours else (), last_issue_min)


def ordinary_week(opening: Opening, own: ServiceHours | None = None) -> Week:
    """When numbers are given in a week without holidays and make-up workdays."""
    plain = replace(opening, calendar=Calendar())
    return tuple(plain.numbers_on(MONDAY + timedelta(days=n), own) for n in range(len(Weekday)))


def opening_problems(plan: Plan) -> Iterator[Problem]:
    """What is wrong with hours and calendar."""
    opening = plan.opening
    if opening is None:
        for service in plan.services:
            if service.hours is not None:
                yield Problem("services.toml", f"{service.id}.hours", NO_OPENING)
        return
    if not any(opening.week):
        never = Text(
            "大厅从不开门；没有 [opening] 则一直开门", "the hall never opens; without [opening] it always does"
        )
        yield Problem("hall.toml", "opening.hours", never)
    yield from week_problems("hall.toml", "opening.hours", opening.week)
    if eaten := _eaten(opening.week, ordinary_week(opening)):
        yield Problem("hall.toml", "opening.last_issue_min", on_days(eaten, ALL_EATEN))
    for service in plan.services:
        if service.hours is not None:
            yield from _of_service(service, service.hours, opening)
    yield from calendar_problems(opening)


def _of_service(service: Service, hours: ServiceHours, opening: Opening) -> Iterator[Problem]:
    key = f"{service.id}.hours"
    if hours.week:
        yield from week_problems("services.toml", key, hours.week)
        yield from outside_problems("services.toml", key, hours.week, opening.week)
        if not any(hours.week):
            yield Problem("services.toml", key, NEVER_OPEN)
    eaten = _eaten(hours.week or opening.week, ordinary_week(opening, hours))
    if eaten and (hours.week or hours.last_issue_min is not None):
        at = key if hours.last_issue_min is None else f"{service.id}.last_issue_min"
        yield Problem("services.toml", at, on_days(eaten, ALL_EATEN))


def _eaten(week: Week, numbers: Week) -> list[Weekday]:
    """The days that have hours, all in order, and yet no moment at which a number is given."""
    return [d for d, spans, left in zip(Weekday, week, numbers, strict=True) if spans and not left and in_order(spans)]


def on_days(days: Iterable[Weekday], said: Text) -> Text:
    """The same with the days it is about."""
    names = [WEEKDAYS[day] for day in days]
    return Text(f"{'、'.join(n.zh for n in names)}：{said.zh}", f"{', '.join(n.en for n in names)}: {said.en}")


def week_problems(file: str, key: str, week: Week) -> Iterator[Problem]:
    """Spans of one day that are not in order."""
    for day, spans in zip(Weekday, week, strict=True):
        if not in_order(spans):
            yield Problem(file, f"{key}.{day}", NOT_IN_ORDER)


def outside_problems(file: str, key: str, week: Week, within: Week) -> Iterator[Problem]:
    """Spans that the hall's do not cover, day by day."""
    for day, own, halls in zip(Weekday, week, within, strict=True):
        if not all(any(hall.covers(span) for hall in halls) for span in own):
            open_then = "、".join(map(span_text, halls))
            closed = Text("大厅这一天不开门", "the hall is closed on that day")
            hours = Text(f"（{open_then}）", f" ({open_then.replace('、', ', ')})")
            said = Text(NOT_WITHIN.zh + hours.zh, NOT_WITHIN.en + hours.en) if halls else closed
            yield Problem(file, f"{key}.{day}", said)


def in_order(spans: Spans) -> bool:
    """Whether each ends after it begins, and before the next one."""
    return all(s.opens < s.closes for s in spans) and all(one.closes < two.opens for one, two in pairwise(spans))


def first_to_last(spans: Spans) -> Spans:
    """A day's hours with its breaks: one span, or none."""
    return (Span(spans[0].opens, spans[-1].closes),) if spans else ()


def span_of(text: str) -> Span:
    """``09:00-12:00``."""
    opens, closes = text.split("-")
    return Span(time.fromisoformat(opens), time.fromisoformat(closes))


def span_text(span: Span) -> str:
    """As it stands in the files."""
    return f"{span.opens:%H:%M}-{span.closes:%H:%M}"
