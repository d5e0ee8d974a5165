"""Which numbers are given: when they begin anew, which are left out, how many a service gives in half a day."""

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from functools import lru_cache
from typing import Final

from config.vocabulary import Weekday

NOON: Final = time(12)
WEEK_DAYS: Final = 7
KNOWN_RANGES_MAX: Final = 1_000
"""So many answers about the ends of ranges are kept: services of a hall mostly share theirs."""


class Reset(StrEnum):
    """When numbers begin anew at a service's first number."""

    DAILY = "daily"
    WEEKLY = "weekly"


class Half(StrEnum):
    """A half of the hall's day."""

    MORNING = "morning"
    AFTERNOON = "afternoon"


@dataclass(frozen=True)
class NumberRules:
    """What a hall has agreed on for all its numbers. ``afternoon_from`` is the hall's own time."""

    reset: Reset = Reset.DAILY
    week_begins: Weekday = Weekday.MONDAY
    afternoon_from: time = NOON
    skip_digits: tuple[str, ...] = ()
    """No number has one of these digits in it."""
    skip_endings: tuple[str, ...] = ()
    """No number ends so: ``4``, ``13``."""

    def begin_anew(self, since: date, day: date) -> bool:
        """Whether a day after ``since`` has new numbers."""
        if self.reset is Reset.DAILY:
            return True
        passed = (day - since).days
        return passed >= WEEK_DAYS or (day.weekday() - self.week_begins.place) % WEEK_DAYS < passed

    def days_left(self, day: date) -> int:
        """So many days have the same numbers, this one included."""
        if self.reset is Reset.DAILY:
            return 1
        return WEEK_DAYS - (day.weekday() - self.week_begins.place) % WEEK_DAYS

    def from_here(self, number: int, last: int, digits: int) -> int | None:
        """The first number that is not left out, from this one up to ``last``; None when there is none."""
        if not self.skip_digits and not self.skip_endings:
            return number if number <= last else None
        while number <= last:
            after = self._behind_left_out(f"{number:0{digits}d}")
            if after is None:
                return number
            number = after
        return None

    def last_of(self, first: int, last: int, digits: int, most: int) -> tuple[int, ...]:
        """The last numbers of a range that are not left out, in order: so many, or all there are."""
        return _last_of(self.skip_digits, self.skip_endings, first, last, digits, most)

    def _behind_left_out(self, shown: str) -> int | None:
        """Where to go on from a number that is left out, with a whole run at once; None when it may be given."""
        for place, digit in enumerate(shown, start=1):
            if digit in self.skip_digits:
                return (int(shown[:place]) + 1) * int(10 ** (len(shown) - place))
        return int(shown) + 1 if self.skip_endings and shown.endswith(self.skip_endings) else None


@lru_cache(maxsize=KNOWN_RANGES_MAX)
def _last_of(
    skip_digits: tuple[str, ...], skip_endings: tuple[str, ...], first: int, last: int, digits: int, most: int
) -> tuple[int, ...]:
    """Looked for from the end, a whole run that is left out at once: the cost does not grow with the range."""
    found: list[int] = []
    number = last
    while number >= first and len(found) < most:
        shown = f"{number:0{digits}d}"
        place = next((at for at, digit in enumerate(shown, start=1) if digit in skip_digits), None)
        if place is not None:
            number = int(shown[:place]) * int(10 ** (len(shown) - place)) - 1
            continue
        if not (skip_endings and shown.endswith(skip_endings)):
            found.append(number)
        number -= 1
    return tuple(reversed(found))


@dataclass(frozen=True)
class ServiceNumbers:
    """What one service does otherwise. 0: no limit."""

    wrap: bool = False
    """After the last number it goes on at the first, with the numbers that nobody was given that day."""
    morning_max: int = 0
    afternoon_max: int = 0

    @property
    def limited(self) -> bool:
        """Whether there is a limit at all."""
        return self.morning_max > 0 or self.afternoon_max > 0

    def most(self, half: Half) -> int:
        """How many tickets may be taken in this half of the day; 0: no limit."""
        return self.morning_max if half is Half.MORNING else self.afternoon_max
