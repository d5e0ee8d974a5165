"""``[numbers]`` of hall.toml and ``numbers = { … }`` of a service; and what must hold between them."""

from collections.abc import Iterator
from datetime import time
from typing import Annotated

from pydantic import Field

from config.plan import LIVE_TICKETS_MAX, Plan
from config.rules.numbers import NOON, NumberRules, Reset, ServiceNumbers
from config.settings.model import Section
from config.settings.problems import Problem
from config.settings.values.shapes import Digit, Ending
from config.text import Text
from config.vocabulary import Weekday

TicketsMax = Annotated[int, Field(ge=0, le=LIVE_TICKETS_MAX)]


class NumbersSection(Section):
    """``[numbers]``: of the whole hall."""

    reset: Reset = Reset.DAILY
    week_begins: Weekday = Weekday.MONDAY
    afternoon_from: time = NOON
    skip_digits: Annotated[tuple[Digit, ...], Field(max_length=9)] = ()
    skip_endings: Annotated[tuple[Ending, ...], Field(max_length=20)] = ()

    def rules(self) -> NumberRules:
        """As the plan has them."""
        return NumberRules(
            self.reset, self.week_begins, self.afternoon_from.replace(tzinfo=None), self.skip_digits, self.skip_endings
        )


class ServiceNumbersSection(Section):
    """``numbers = { … }`` of a service."""

    wrap: bool = False
    morning_max: TicketsMax = 0
    afternoon_max: TicketsMax = 0

    def rules(self) -> ServiceNumbers:
        """As the plan has them."""
        return ServiceNumbers(self.wrap, self.morning_max, self.afternoon_max)


def number_problems(plan: Plan) -> Iterator[Problem]:
    """Every breach."""
    for service in plan.services:
        first = plan.numbers.from_here(service.first_number, service.last_number, service.digits)
        if first is None and service.first_number <= service.last_number:
            none = Text(f"业务“{service.id}”没有号码可发", f"no number of {service.id!r} is left")
            yield Problem("hall.toml", "numbers", none)
        if service.numbers.wrap and plan.numbers.reset is Reset.DAILY:
            never = Text("每天重新编号时不会循环取号", "numbers that begin anew each day never come round")
            yield Problem("services.toml", f"{service.id}.numbers.wrap", never)
    yield from _afternoon(plan)


def _afternoon(plan: Plan) -> Iterator[Problem]:
    """An afternoon that begins before every opening or after every closing parts nothing."""
    begins, days = plan.numbers.afternoon_from, [day for day in plan.opening.week if day] if plan.opening else []
    parts = any(day[0].opens < begins < day[-1].closes for day in days)
    used = begins != NOON or any(service.numbers.limited for service in plan.services)
    if days and used and not parts:
        opens, closes = min(day[0].opens for day in days), max(day[-1].closes for day in days)
        hours = f"{opens:%H:%M}-{closes:%H:%M}"
        zh, en = f"应在大厅办事时间 {hours} 之内", f"must lie within the hall's hours, {hours}"
        yield Problem(
            "hall.toml", "numbers.afternoon_from", Text(f"{zh}，现为 {begins:%H:%M}", f"{en}, is {begins:%H:%M}")
        )
