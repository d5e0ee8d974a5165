"""Numbers: prefix and digits of a service, counted up from its first number each day or each week."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from itertools import islice
from typing import Final

from config.plan import Service
from config.rules.numbers import Half, NumberRules
from config.vocabulary import ServiceId, TicketId

Given = Callable[[str], bool]
GIVEN_BY_OTHERS_MAX: Final = 200
"""Nearer to the end of a range its numbers are counted: some are live since yesterday, or of another plan of today."""
ROUNDED: Final = 100
"""Ends of ranges are asked for in such steps, so that a known answer serves again."""


class GivenNumbers:
    """How far each service's numbers have come. ``last`` outlives the day where numbers begin anew each week."""

    __slots__ = ("first_today", "in_half", "last")

    def __init__(self, last: Mapping[ServiceId, int] | None = None) -> None:
        self.last: dict[ServiceId, int] = dict(last or {})
        self.first_today: dict[ServiceId, int] = {}
        self.in_half: dict[tuple[ServiceId, Half], int] = {}
        """How many visitors asked for each service in each half of today."""

    def add(self, service: Service, shown: str, half: Half) -> None:
        """A number was given."""
        number = int(shown.removeprefix(service.prefix))
        self.last[service.id] = number
        self.first_today.setdefault(service.id, number)
        self.in_half[service.id, half] = self.in_half.get((service.id, half), 0) + 1

    def add_beside(self, service: ServiceId, half: Half) -> None:
        """A number of a kiosk's block, or a service on another's number: the half has one more, the row none."""
        self.in_half[service, half] = self.in_half.get((service, half), 0) + 1

    def free(self, service: Service, rules: NumberRules, was_given: Given, keep: int = 0) -> str | None:
        """The next number that nobody was given today, as shown, or None when the range is used up.

        One that another service gave today under an earlier plan is passed over. ``keep``: so many must be left after
        it. Far from the end of the range they are, and are not counted one by one.
        """
        free = self._all_free(service, rules, was_given)
        number = next(free, None)
        if number is None:
            return None
        if keep and not self._far_from_end(service, rules, number, keep):
            return shown(service, number) if next(islice(free, keep - 1, None), None) is not None else None
        return shown(service, number)

    def _all_free(self, service: Service, rules: NumberRules, was_given: Given) -> Iterator[int]:
        """Having come round to the first one of the day, all are given: the cost does not grow with the range."""
        last, first_today = self.last.get(service.id), self.first_today.get(service.id)
        start = service.first_number if last is None else max(service.first_number, last + 1)
        yield from self._free_between(start, service.last_number, service, rules, was_given)
        came_round = last is not None and first_today is not None and first_today > last
        if last is not None and service.numbers.wrap and not came_round:
            end = min(last, service.last_number)
            yield from self._free_between(service.first_number, end, service, rules, was_given)

    def _free_between(
        self, first: int, last: int, service: Service, rules: NumberRules, was_given: Given
    ) -> Iterator[int]:
        number = rules.from_here(first, last, service.digits)
        while number is not None:
            if not was_given(shown(service, number)):
                yield number
            elif number == self.first_today.get(service.id):
                return
            number = rules.from_here(number + 1, last, service.digits)

    def _far_from_end(self, service: Service, rules: NumberRules, number: int, keep: int) -> bool:
        """Whether so many follow before the end of the range, and some more that others may have been given."""
        if self.first_today.get(service.id, number) > number:
            return False
        most = keep + GIVEN_BY_OTHERS_MAX
        behind = rules.last_of(service.first_number, service.last_number, service.digits, most + -most % ROUNDED)
        return len(behind) > most and number < behind[-most]


def shown(service: Service, number: int) -> str:
    """As it stands on paper: ``A007``."""
    return service.prefix + str(number).zfill(service.digits)


def ticket_id(day: date, number: str) -> TicketId:
    """The ticket's id: its day and its number."""
    return TicketId(f"{_stamp(day)}-{number}")


@lru_cache(maxsize=4)
def _stamp(day: date) -> str:
    """A day as it stands in ids; written once, not for each ticket."""
    return f"{day:%Y%m%d}"
