"""When numbers are given: weekly hours, the hall's calendar, the last issue before closing.

All times are those of the clock on the hall's wall. Who was given a number is served, whatever the hour.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cached_property, lru_cache
from typing import Final

from config.text import Text

HOLIDAY_MAX: Final = timedelta(days=60)
"""The longest holiday of a calendar."""
KNOWN_DATES_MAX: Final = 256


@dataclass(frozen=True, slots=True)
class Span:
    """From one time of the day to a later one of the same day, without the last moment."""

    opens: time
    closes: time

    def holds(self, moment: time) -> bool:
        """Whether a time of the day lies in it."""
        return self.opens <= moment < self.closes

    def covers(self, other: "Span") -> bool:
        """Whether all of the other one lies in it."""
        return self.opens <= other.opens and other.closes <= self.closes


Spans = tuple[Span, ...]
"""One day's hours, in order, without overlap; none: closed."""
Week = tuple[Spans, ...]
"""The hours of seven days, Monday first."""


@dataclass(frozen=True)
class Holiday:
    """Closed from the first day to the last one."""

    first: date
    last: date
    name: Text


@dataclass(frozen=True)
class Workday:
    """A make-up workday (调休): open like a day of the week, Monday 0, whatever day it is."""

    day: date
    works_as: int
    name: Text


@dataclass(frozen=True)
class Calendar:
    """Days that are not like their day of the week. A make-up workday goes before a holiday."""

    holidays: tuple[Holiday, ...] = ()
    workdays: tuple[Workday, ...] = ()

    @cached_property
    def holiday_on(self) -> Mapping[date, Holiday]:
        """The holiday of each date that has one."""
        return {holiday.first + timedelta(n): holiday for holiday in self.holidays for n in range(_days(holiday))}

    @cached_property
    def workday_on(self) -> Mapping[date, Workday]:
        """The make-up workday of each date that is one."""
        return {workday.day: workday for workday in self.workdays}

    def hours_on(self, week: Week, day: date) -> Spans:
        """The hours of one date."""
        workday = self.workday_on.get(day)
        if workday is not None:
            return week[workday.works_as]
        return () if day in self.holiday_on else week[day.weekday()]


def _days(holiday: Holiday) -> int:
    return (min(holiday.last - holiday.first, HOLIDAY_MAX)).days + 1


@dataclass(frozen=True)
class ServiceHours:
    """What a service keeps of its own; what it leaves out is the hall's."""

    week: Week = ()
    last_issue_min: int | None = None


@dataclass(frozen=True)
class Opening:
    """When a hall gives numbers. A hall without it gives them always."""

    week: Week
    last_issue_min: int = 0
    """The last number is given so many minutes before each closing."""
    midday_numbers: bool = False
    """Whether numbers are given from the day's first opening to its last closing, also in the breaks."""
    end_waiting_after_min: int | None = None
    """So long after the day's last closing whoever still waits is ended by the server; None: by the hall lead."""
    calendar: Calendar = field(default_factory=Calendar)

    def hours_on(self, day: date) -> Spans:
        """The hall's hours of one date."""
        return self.calendar.hours_on(self.week, day)

    def numbers_on(self, day: date, own: ServiceHours | None = None) -> Spans:
        """When numbers are given on one date: by the hall, or for a service with hours of its own."""
        return self._known_numbers_on(day, own)

    @cached_property
    def _known_numbers_on(self) -> Callable[[date, ServiceHours | None], Spans]:
        """Asked with every ticket: a date is worked out once."""
        return lru_cache(maxsize=KNOWN_DATES_MAX)(self._work_out)

    def _work_out(self, day: date, own: ServiceHours | None) -> Spans:
        spans = self.calendar.hours_on(own.week if own and own.week else self.week, day)
        if self.midday_numbers and spans:
            spans = (Span(spans[0].opens, spans[-1].closes),)
        before = self.last_issue_min if own is None or own.last_issue_min is None else own.last_issue_min
        return tuple(_shortened(spans, timedelta(minutes=before)))


def _shortened(spans: Spans, by: timedelta) -> Iterator[Span]:
    """Each span without its last minutes; one that has nothing left is left out."""
    for span in spans:
        closes = datetime.combine(date.max, span.closes) - by
        if closes > datetime.combine(date.max, span.opens):
            yield Span(span.opens, closes.time())
