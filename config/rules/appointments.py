"""What can be booked: slots of equal length with a capacity, how far ahead, and what follows from not coming.

All times are those of the clock on the hall's wall.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from config.rules.opening import Opening, Span, Spans, Week

OPEN_MAX: Final = 20_000
"""Appointments that may be open in a hall at once."""
DAYS_AHEAD_MAX: Final = 90
ALL_DAY: Final = (Span(time.min, time.max),)


@dataclass(frozen=True)
class Slots:
    """What of one service can be booked: slots of ``length_min``, each for ``capacity`` visitors."""

    length_min: int
    capacity: int
    week: Week = ()
    """The hours that are cut into slots, Monday first; empty: those of the hall."""


@dataclass(frozen=True)
class AppointmentRules:
    """What holds for all appointments of a hall."""

    days_ahead: int = 7
    """How many days after today can be booked."""
    early_min: int = 0
    """How long before its slot an appointment can be checked in; 0: from the beginning of its day."""
    no_shows_max: int = 0
    """So many no-shows within ``no_show_days`` block a person; 0: nobody is blocked."""
    no_show_days: int = 90
    block_days: int = 30
    """A block lasts so many days after the no-show that brought it."""
    systems: tuple[str, ...] = ()
    """Other systems that book here, each with a token of its own."""


def starts_on(slots: Slots, opening: Opening | None, day: date) -> Iterator[time]:
    """When the slots of one date begin, in order."""
    length = timedelta(minutes=slots.length_min)
    for span in _hours_on(slots, opening, day):
        start, closes = datetime.combine(day, span.opens), datetime.combine(day, span.closes)
        while start + length <= closes:
            yield start.time()
            start += length


def _hours_on(slots: Slots, opening: Opening | None, day: date) -> Spans:
    """Its own hours, or the hall's: all day where it is always open. Holidays and make-up workdays are the hall's."""
    if opening is None:
        return slots.week[day.weekday()] if slots.week else ALL_DAY
    return opening.calendar.hours_on(slots.week or opening.week, day)
