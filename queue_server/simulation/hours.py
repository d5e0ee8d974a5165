"""When the hall of a plan is open on one date, in seconds after its midnight; and on which dates it is."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from math import ceil
from typing import Final
from zoneinfo import ZoneInfo

from config.plan import Plan
from config.rules.appointments import starts_on
from config.rules.opening import Span, Spans
from config.vocabulary import ServiceId
from queue_server.simulation.scenario import HALF_HOUR, HOUR, MINUTE, Between, Session

FIRST_DAY: Final = date(2026, 11, 23)
"""A Monday."""
LOOK_AHEAD_DAYS: Final = 4_000
"""More than the most days that are simulated, with all that is closed between them."""
PROFILE: Final = (14.0, 4.6, 4.7, 5.3, 6.2, 7.3, 7.5, 6.7, 6.4, 7.0, 6.1, 6.1, 4.9, 4.5, 4.1, 2.0)
"""Percent of a day's arrivals in each half hour after opening, 577 queue-days of Warsaw's government halls."""
SECOND_RUSH: Final = 10.5
"""The first half hour after a midday break, in the same unit: three quarters of the morning's rush."""
USUAL: Final = ((9 * HOUR, 12 * HOUR), (13 * HOUR + 30 * MINUTE, 17 * HOUR))
"""For a plan that names no hours."""


def open_days(plan: Plan, since: date) -> Iterator[date]:
    """The dates from ``since`` on at which some service gives numbers."""
    hours = dict.fromkeys(service.hours for service in plan.services if service.id != plan.appeal_service)
    for ahead in range(LOOK_AHEAD_DAYS):
        day = since + timedelta(days=ahead)
        if plan.opening is None or any(plan.opening.numbers_on(day, own) for own in hours):
            yield day


def open_day(plan: Plan, number: int, since: date = FIRST_DAY) -> date:
    """The first of them, or so many later. Raises ValueError when the hall never opens."""
    for day in islice(open_days(plan, since), number, None):
        return day
    raise ValueError(f"the hall is not open on {number + 1} days after {since}")


def sessions_on(plan: Plan, day: date) -> tuple[Session, ...]:
    """The hall's hours of one date, with a rush at each opening; the profile is spread over all of them."""
    spans = USUAL if plan.opening is None else _in_seconds(plan, day, plan.opening.hours_on(day))
    counts = [ceil((ends - opens) / HALF_HOUR) for opens, ends in spans]
    shares = iter([PROFILE[place * len(PROFILE) // sum(counts)] for place in range(sum(counts))])
    found: list[Session] = []
    for (opens, ends), count in zip(spans, counts, strict=True):
        weights = tuple(islice(shares, count))
        found.append(Session(opens, ends, (SECOND_RUSH, *weights[1:]) if found else weights))
    return tuple(found)


def numbers_on(plan: Plan, day: date) -> dict[ServiceId, tuple[Between, ...]]:
    """When each service gives numbers on one date; all day in a hall without hours."""
    if plan.opening is None:
        return {}
    return {s.id: _in_seconds(plan, day, plan.opening.numbers_on(day, s.hours)) for s in plan.services}


def places_on(plan: Plan, day: date) -> tuple[tuple[ServiceId, int], ...]:
    """Every place that can be booked on one date: the service and when its slot begins."""
    return tuple(
        (service.id, _second(plan, day, datetime.combine(day, start)))
        for service in plan.services
        if service.slots is not None
        for start in starts_on(service.slots, plan.opening, day)
        for _ in range(service.slots.capacity)
    )


def _in_seconds(plan: Plan, day: date, spans: Spans) -> tuple[Between, ...]:
    return tuple(_seconds_of(plan, day, span) for span in spans)


def _seconds_of(plan: Plan, day: date, span: Span) -> Between:
    opens, closes = (_second(plan, day, datetime.combine(day, clock)) for clock in (span.opens, span.closes))
    return opens, closes


def _second(plan: Plan, day: date, on_the_wall: datetime) -> int:
    """As they pass: on a day on which clocks change, not as the wall counts them."""
    zone = ZoneInfo(plan.time_zone)
    midnight = datetime(day.year, day.month, day.day, tzinfo=zone).astimezone(UTC)
    return int((on_the_wall.replace(tzinfo=zone).astimezone(UTC) - midnight).total_seconds())
