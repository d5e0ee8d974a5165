"""What ``[[counter]]`` says of a counter's use beyond its services, and what must hold between counters."""

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from config.plan import LIVE_TICKETS_MAX, Counter, Plan
from config.rules.counters import CounterRules, Crowd, Tide
from config.rules.preference import Preference
from config.settings.model import Section
from config.settings.problems import Problem
from config.settings.rules.opening import SpanTexts, span_of
from config.vocabulary import ServiceId, TicketClass, Weekday

NO_COUNTER = "no counter can do this service"
Month = Annotated[int, Field(ge=1, le=12)]


class TideTable(Section):
    """``tide = { … }``."""

    months: tuple[Month, ...] = ()
    weekdays: tuple[Weekday, ...] = ()
    hours: SpanTexts = ()

    def rules(self) -> Tide:
        """As the plan has them."""
        return Tide(self.months, tuple(day.place for day in self.weekdays), tuple(map(span_of, self.hours)))


class CrowdTable(Section):
    """``crowd = { … }``."""

    waiting: Annotated[int, Field(ge=0, le=LIVE_TICKETS_MAX)] = 0
    longest_wait_min: Annotated[int, Field(ge=0, le=720)] = 0

    def rules(self) -> Crowd:
        """As the plan has them."""
        return Crowd(self.waiting, self.longest_wait_min)


class PreferenceTable(Section):
    """``prefers = { … }``."""

    classes: tuple[TicketClass, ...] = ()
    services: tuple[str, ...] = ()

    def rules(self) -> Preference:
        """As the plan has them."""
        return Preference(self.classes, tuple(map(ServiceId, self.services)))


class CounterRulesEntry(Section):
    """The part of a ``[[counter]]`` that is about its use."""

    classes: tuple[TicketClass, ...] = ()
    tide: TideTable | None = None
    crowd: CrowdTable | None = None
    appeals: bool = False
    prefers: PreferenceTable | None = None

    def rules(self) -> CounterRules:
        """As the plan has them."""
        tide = self.tide.rules() if self.tide is not None else None
        crowd = self.crowd.rules() if self.crowd is not None else None
        prefers = self.prefers.rules() if self.prefers is not None else None
        return CounterRules(self.classes, tide, crowd, self.appeals, prefers)


def _preference(counter: Counter, prefers: Preference) -> Iterator[Problem]:
    key = f"{counter.id}.prefers"
    if prefers == Preference():
        yield Problem("counters.toml", key, "must name classes or services")
    for service in prefers.services:
        if service not in counter.skills:
            yield Problem("counters.toml", f"{key}.services", f"not a service of this counter: {service!r}")
    for name in prefers.classes:
        if not counter.rules.calls(name):
            yield Problem("counters.toml", f"{key}.classes", f"not called at this counter: {name}")


def counter_rule_problems(plan: Plan) -> Iterator[Problem]:
    """Every breach."""
    for counter in plan.counters:
        if counter.rules.tide == Tide():
            yield Problem("counters.toml", f"{counter.id}.tide", "must name months, weekdays or hours")
        for span in counter.rules.tide.hours if counter.rules.tide is not None else ():
            if span.opens >= span.closes:
                yield Problem("counters.toml", f"{counter.id}.tide.hours", "must end after they begin")
        if counter.rules.crowd == Crowd():
            yield Problem("counters.toml", f"{counter.id}.crowd", "must name waiting or longest_wait_min")
        if counter.rules.prefers is not None:
            yield from _preference(counter, counter.rules.prefers)
    appeals = [counter for counter in plan.counters if counter.rules.appeals]
    for counter in appeals:
        if len(appeals) > 1:
            yield Problem("counters.toml", f"{counter.id}.appeals", "a hall has one such counter")
        if len(counter.services) != 1:
            yield Problem("counters.toml", f"{counter.id}.services", "appeals are one service of their own")
    for service in plan.services:
        able = plan.counters_of[service.id]
        for name in TicketClass:
            if able and not any(counter.rules.calls(name) for counter in able):
                yield Problem("counters.toml", f"{service.id}", f"{NO_COUNTER} for {name} tickets")
