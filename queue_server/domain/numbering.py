"""Numbers: prefix and digits of a service, counted up from its first number each day or each week."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache

from config.plan import Service
from config.rules.numbers import Half, NumberRules
from config.vocabulary import ServiceId, TicketId


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

    def free(self, service: Service, rules: NumberRules, was_given: Callable[[str], bool]) -> str | None:
        """The next number that nobody was given today, as shown, or None when the range is used up.

        One that another service gave today under an earlier plan is passed over. Having come round to the first one
        of the day, all are given: the cost does not grow with the range.
        """
        last, first_today = self.last.get(service.id), self.first_today.get(service.id)
        start = service.first_number if last is None else max(service.first_number, last + 1)
        found = self._free_between(start, service.last_number, service, rules, was_given)
        if found is not None or last is None or not service.numbers.wrap:
            return found
        if first_today is not None and first_today > last:  # it came round already
            return None
        return self._free_between(service.first_number, min(last, service.last_number), service, rules, was_given)

    def _free_between(
        self, first: int, last: int, service: Service, rules: NumberRules, was_given: Callable[[str], bool]
    ) -> str | None:
        number = rules.from_here(first, last, service.digits)
        while number is not None:
            printed = shown(service, number)
            if not was_given(printed):
                return printed
            if number == self.first_today.get(service.id):
                return None
            number = rules.from_here(number + 1, last, service.digits)
        return None


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
