"""Whether the day that the clock shows may begin by itself, and when the old one's waiting ends."""

from datetime import date, datetime, timedelta
from typing import Final

from config.text import Text
from queue_server.domain.hall import Hall
from queue_server.domain.hours.sessions import ONE_DAY, last_closing

EARLIEST_DAY: Final = date(2026, 1, 1)
"""This software is younger: an earlier clock has lost its battery."""
MISSED_MAX: Final = 10
"""So many days on which it should have been open a hall may have been shut: a Spring Festival that nobody entered."""


def doubt(hall: Hall, day: date) -> Text | None:
    """Why no day begins by itself at this date; None when it may, or when it is the hall's day already."""
    if day < EARLIEST_DAY:
        return Text(f"服务器时钟显示 {day}，不可能", f"the machine's clock shows {day}, which can't be")
    if hall.day is None or day <= hall.day:
        return None
    missed, at = 0, hall.day + ONE_DAY
    while at < day and missed <= MISSED_MAX:
        missed += _open_on(hall, at)
        at += ONE_DAY
    if missed <= MISSED_MAX:
        return None
    return Text(
        f"服务器时钟显示 {day}，上一工作日却是 {hall.day}",
        f"the machine's clock shows {day}, but the hall's last day was {hall.day}",
    )


def waiting_ends_at(hall: Hall) -> datetime | None:
    """When the server ends the waiting of whoever is left; None: by a person."""
    opening = hall.plan.opening
    if opening is None or opening.end_waiting_after_min is None or hall.day is None:
        return None
    closing = last_closing(opening, hall.zone, hall.day)
    return None if closing is None else closing + timedelta(minutes=opening.end_waiting_after_min)


def _open_on(hall: Hall, day: date) -> bool:
    return not hall.has_plan or hall.plan.opening is None or bool(hall.plan.opening.hours_on(day))
