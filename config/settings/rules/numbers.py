"""``[numbers]`` of hall.toml and ``numbers = { … }`` of a service; and what must hold between them."""

from collections.abc import Iterator
from datetime import time
from typing import Annotated

from pydantic import Field, StringConstraints

from config.plan import LIVE_TICKETS_MAX, Plan
from config.rules.numbers import NOON, NumberRules, Reset, ServiceNumbers
from config.settings.model import Section
from config.settings.problems import Problem
from config.vocabulary import Weekday

Digit = Annotated[str, StringConstraints(pattern=r"^[1-9]$")]
Ending = Annotated[str, StringConstraints(pattern=r"^[0-9]{1,6}$")]
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
            yield Problem("hall.toml", "numbers", f"no number of {service.id!r} is left")
        if service.numbers.wrap and plan.numbers.reset is Reset.DAILY:
            yield Problem(
                "services.toml", f"{service.id}.numbers.wrap", "numbers that begin anew each day never come round"
            )
