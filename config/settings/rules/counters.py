"""What ``[[counter]]`` says of a counter's use beyond its services, and what must hold between counters."""

from collections.abc import Iterator
from typing import Annotated, Final

from pydantic import Field

from config.plan import LIVE_TICKETS_MAX, Counter, Plan
from config.rules.counters import CounterRules, Crowd, Tide
from config.rules.preference import Preference
from config.settings.model import Section
from config.settings.problems import Problem, twice
from config.settings.rules.opening import SpanTexts, span_of
from config.settings.values.shapes import Minutes
from config.text import Text
from config.vocabulary import ServiceId, TicketClass, Weekday
from config.words import CLASS_NAMES

FILE: Final = "counters.toml"
NO_COUNTER: Final = Text("没有窗口能办这项业务", "no counter can do this service")
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
    longest_wait_min: Minutes = 0

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


def counter_rule_problems(plan: Plan) -> Iterator[Problem]:
    """Every breach."""
    for counter in plan.counters:
        if counter.rules.crowd == Crowd():
            must = Text("必须有 waiting 或 longest_wait_min", "must name waiting or longest_wait_min")
            yield Problem(FILE, f"{counter.id}.crowd", must)
        if counter.rules.prefers is not None:
            yield from _preference(counter, counter.rules.prefers)
        yield from twice(FILE, f"{counter.id}.posts", counter.posts)
    appeals = [counter for counter in plan.counters if counter.rules.appeals]
    for counter in appeals:
        if len(appeals) > 1:
            yield Problem(
                FILE, f"{counter.id}.appeals", Text("一个大厅只有一个办不成事窗口", "a hall has one such counter")
            )
        if len(counter.services) != 1:
            own = Text("办不成事窗口只有一项自己的业务", "appeals are one service of their own")
            yield Problem(FILE, f"{counter.id}.services", own)
    for service in plan.services:
        able = plan.counters_of[service.id]
        for name in TicketClass:
            if able and not any(counter.rules.calls(name) for counter in able):
                yield Problem(FILE, f"{service.id}", no_counter(name))


def no_counter(name: TicketClass) -> Text:
    """What is said of a class of a service that nobody calls."""
    return Text(f"{NO_COUNTER.zh}的{CLASS_NAMES[name].zh}", f"{NO_COUNTER.en} for {CLASS_NAMES[name].en} tickets")


def _preference(counter: Counter, prefers: Preference) -> Iterator[Problem]:
    key = f"{counter.id}.prefers"
    if prefers == Preference():
        yield Problem(FILE, key, Text("必须有 classes 或 services", "must name classes or services"))
    for service in prefers.services:
        if service not in counter.skills:
            wrong = Text(f"不是本窗口的业务：“{service}”", f"not a service of this counter: {service!r}")
            yield Problem(FILE, f"{key}.services", wrong)
    for name in prefers.classes:
        if not counter.rules.calls(name):
            wrong = Text(f"本窗口不叫{CLASS_NAMES[name].zh}", f"not called at this counter: {name}")
            yield Problem(FILE, f"{key}.classes", wrong)
