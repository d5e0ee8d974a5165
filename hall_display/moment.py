"""Time as the screens need it: one reading of both clocks, the hall's zone, and spans. Pure."""

from dataclasses import dataclass
from datetime import datetime, tzinfo
from functools import cache
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

WEEKDAYS_ZH: Final = ("星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日")
WEEKDAYS_EN: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS_EN: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
NO_TIME: Final = "--:--"
MINUTE_S: Final = 60


@dataclass(frozen=True)
class Now:
    """Both clocks at one instant: ``monotonic_s`` measures spans, ``wall`` (zone-aware) is shown."""

    monotonic_s: float
    wall: datetime


@dataclass(frozen=True)
class Face:
    """What the clock in a screen's head shows."""

    clock: str
    date_zh: str
    date_en: str


@cache
def zone_of(name: str, fallback: tzinfo) -> tzinfo:
    """The zone of this name; ``fallback`` when a message carries a name that is none."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return fallback


def face(now: Now, zone: tzinfo) -> Face:
    """Time and date of the hall in both languages."""
    here = _local(now.wall, zone)
    if here is None:
        return Face(NO_TIME, "", "")
    return Face(
        f"{here:%H:%M}",
        f"{here.year}年{here.month}月{here.day}日 {WEEKDAYS_ZH[here.weekday()]}",
        f"{WEEKDAYS_EN[here.weekday()]}, {here.day} {MONTHS_EN[here.month - 1]} {here.year}",
    )


def clock_of(moment: datetime | None, zone: tzinfo) -> str:
    """Hours and minutes of a moment in the hall's zone."""
    here = None if moment is None else _local(moment, zone)
    return NO_TIME if here is None else f"{here:%H:%M}"


def clock_with_seconds(moment: datetime | None, zone: tzinfo) -> str:
    """Hours, minutes and seconds of a moment in the hall's zone."""
    here = None if moment is None else _local(moment, zone)
    return NO_TIME if here is None else f"{here:%H:%M:%S}"


def seconds_since(moment: datetime, now: Now) -> int:
    """Whole seconds from a moment until now, never negative: clocks of two machines differ."""
    return max(0, int((now.wall - moment).total_seconds()))


def minutes(seconds: int) -> int:
    """A span in whole minutes that have passed, as the clerks' pages count them."""
    return seconds // MINUTE_S


def _local(moment: datetime, zone: tzinfo) -> datetime | None:
    try:
        return moment.astimezone(zone)
    except OverflowError:
        return None  # the first or the last day of the calendar
