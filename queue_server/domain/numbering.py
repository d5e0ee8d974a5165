"""Numbers: prefix and digits of a service, counted up from its first number each day."""

from datetime import date
from functools import lru_cache

from config.plan import Service
from config.vocabulary import TicketId


def next_number(service: Service, last: int | None) -> int | None:
    """The number after ``last`` (None: the first of the day), or None when the range is used up."""
    number = service.first_number if last is None else max(service.first_number, last + 1)
    return number if number <= service.last_number else None


def shown(service: Service, number: int) -> str:
    """As it stands on paper: ``A007``."""
    return f"{service.prefix}{number:0{service.digits}d}"


def ticket_id(day: date, number: str) -> TicketId:
    """The ticket's id: its day and its number."""
    return TicketId(f"{_stamp(day)}-{number}")


@lru_cache(maxsize=4)
def _stamp(day: date) -> str:
    """A day as it stands in ids; written once, not for each ticket."""
    return f"{day:%Y%m%d}"
