"""Whether numbers are given at a moment, and when again: from the plan, the moment and the hall's zone alone."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock_time
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from config.plan import Plan, Service
from config.rules.opening import KNOWN_DATES_MAX, Opening, ServiceHours, Spans

LOOK_AHEAD_DAYS: Final = 40
"""Longer than any holiday: whoever is closed for longer says nothing about when it opens again."""
ONE_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Session:
    """Numbers are given from one moment (UTC) to another, without the last moment."""

    opens: datetime
    closes: datetime


def session_at(opening: Opening, zone: ZoneInfo, own: ServiceHours | None, at: datetime) -> Session | None:
    """The session that ``at`` lies in, else the next one; None when there is none in the next weeks."""
    day = at.astimezone(zone).date()
    for ahead in range(LOOK_AHEAD_DAYS):
        for session in _sessions(opening.numbers_on(day + ahead * ONE_DAY, own), day + ahead * ONE_DAY, zone):
            if at < session.closes:
                return session
    return None


def gives_numbers(plan: Plan, zone: ZoneInfo, service: Service | None, at: datetime) -> bool:
    """Whether the hall, or one of its services, gives numbers at this moment."""
    if plan.opening is None:
        return True
    session = session_at(plan.opening, zone, service.hours if service else None, at)
    return session is not None and session.opens <= at


def gives_today(plan: Plan, zone: ZoneInfo, service: Service, at: datetime) -> bool:
    """Whether the service gives numbers at this moment or later on the same day."""
    if plan.opening is None:
        return True
    session = session_at(plan.opening, zone, service.hours, at)
    return session is not None and session.opens.astimezone(zone).date() <= at.astimezone(zone).date()


def next_turn(plan: Plan, zone: ZoneInfo, at: datetime) -> datetime | None:
    """When the hall or one of its services next begins or ends to give numbers; None: not in the next weeks."""
    if plan.opening is None:
        return None
    kinds = dict.fromkeys([None, *(service.hours for service in plan.services)])
    sessions = [session_at(plan.opening, zone, own, at) for own in kinds]
    turns = (s.closes if s.opens <= at else s.opens for s in sessions if s is not None)
    return min(turns, default=None)


def works_on(plan: Plan, service: Service, day: date) -> bool:
    """Whether the service gives numbers on this date."""
    return plan.opening is None or bool(plan.opening.numbers_on(day, service.hours))


def next_working_day(plan: Plan, service: Service, after: date) -> date | None:
    """The next date on which the service gives numbers; None: not in the next weeks."""
    days = (after + ahead * ONE_DAY for ahead in range(1, LOOK_AHEAD_DAYS))
    return next((day for day in days if works_on(plan, service, day)), None)


def first_opening(opening: Opening, zone: ZoneInfo, own: ServiceHours | None, day: date) -> datetime | None:
    """When the first number is given on this date; None: none is."""
    sessions = _sessions(opening.numbers_on(day, own), day, zone)
    return sessions[0].opens if sessions else None


def last_closing(opening: Opening, zone: ZoneInfo, day: date) -> datetime | None:
    """When the hall closes for the day; None when it is closed all day."""
    spans = opening.hours_on(day)
    return _moment(day, spans[-1].closes, zone, late=True) if spans else None


@lru_cache(maxsize=KNOWN_DATES_MAX)
def _sessions(spans: Spans, day: date, zone: ZoneInfo) -> tuple[Session, ...]:
    return tuple(Session(_moment(day, s.opens, zone), _moment(day, s.closes, zone, late=True)) for s in spans)


def _moment(day: date, clock: clock_time, zone: ZoneInfo, *, late: bool = False) -> datetime:
    """A time on the hall's wall, in UTC. Where clocks go back a time comes twice: opened at the first, closed at
    the ``late`` one; a time that clocks leap over is taken as long after the leap as it lies after its beginning.
    """
    local = datetime.combine(day, clock, zone)
    return _utc(local.replace(fold=1) if late and _utc(local.replace(fold=1)) > _utc(local) else local)


def _utc(local: datetime) -> datetime:
    return local.astimezone(UTC)
