"""When numbers are given, in words for the visitor: the day's hours, and when it opens again."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from config.plan import Plan, Service, Text
from queue_server.domain.hours.sessions import ONE_DAY, gives_today, session_at

WEEKDAYS_ZH: Final = "一二三四五六日"
NOON, EVENING, MORNING = 12, 18, 5
"""Hours at which the Chinese name of the time of day changes."""


def not_now(plan: Plan, zone: ZoneInfo, service: Service | None, at: datetime) -> Text:
    """Why the hall or a service gives no numbers at this moment, and when it does again."""
    assert plan.opening is not None, "a hall without hours is always open"
    own, today = service.hours if service else None, at.astimezone(zone).date()
    session, spans = session_at(plan.opening, zone, own, at), plan.opening.numbers_on(today, own)
    why = _holiday(plan, today) if not spans else None
    if session is None:
        why = why or Text("现在未到取号时间", "No numbers are given now")
        return Text(f"{why.zh}，请到咨询台", f"{why.en}; please ask at the desk")
    opens = session.opens.astimezone(zone)
    if why is None and opens.date() > today:
        why = (
            Text("今天取号已结束", "No more numbers today")
            if spans
            else Text("今天不取号", "No numbers are given today")
        )
    why = why or Text("现在未到取号时间", "No numbers are given now")
    return Text(f"{why.zh}，{_when_zh(opens, today)}开始", f"{why.en}; from {_when_en(opens, today)}")


def step_not_today(plan: Plan, zone: ZoneInfo, later: Iterable[Service], at: datetime) -> Text | None:
    """Which of a chain's later steps can't be given any more on this day, and when again; None: all can."""
    for service in later:
        if not gives_today(plan, zone, service, at):
            said, name = not_now(plan, zone, service, at), service.name
            return Text(f"其中的“{name.zh}”：{said.zh}", f"“{name.en}”, a part of this: {said.en}")
    return None


def hours_of(plan: Plan, day: date) -> Text | None:
    """The hall's hours of a day; None where numbers are always given."""
    if plan.opening is None:
        return None
    spans = plan.opening.hours_on(day)
    if not spans:
        return _holiday(plan, day) or Text("今天休息", "Closed today")
    shown = [f"{span.opens:%H:%M}–{span.closes:%H:%M}" for span in spans]
    return Text(f"今天 {'、'.join(shown)}", f"Today {', '.join(shown)}")


def _holiday(plan: Plan, day: date) -> Text | None:
    assert plan.opening is not None
    holiday = plan.opening.calendar.holiday_on.get(day)
    if holiday is None:
        return None
    return Text(f"今天休息（{holiday.name.zh}）", f"Closed today ({holiday.name.en})")


def _when_zh(opens: datetime, today: date) -> str:
    clock = f"{_time_of_day(opens.hour)}{(opens.hour - 1) % 12 + 1 if opens.hour else 0}:{opens:%M}"
    if opens.date() == today:
        return clock
    if opens.date() == today + ONE_DAY:
        return f"明天{clock}"
    return f"{opens.month}月{opens.day}日（星期{WEEKDAYS_ZH[opens.weekday()]}）{clock}"


def _time_of_day(hour: int) -> str:
    if hour < MORNING:
        return "凌晨"
    return "上午" if hour < NOON else "中午" if hour == NOON else "下午" if hour < EVENING else "晚上"


def _when_en(opens: datetime, today: date) -> str:
    clock = f"{opens.hour}:{opens:%M}"
    if opens.date() == today:
        return clock
    if opens.date() == today + ONE_DAY:
        return f"{clock} tomorrow"
    return f"{clock} on {opens:%A}, {opens.day} {opens:%B}"
