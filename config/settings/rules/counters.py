"""What ``[[counter]]`` says of a counter's use beyond its services, and what must hold between counters."""

from collections.abc import Iterator

from config.plan import Plan
from config.rules.counters import CounterRules
from config.settings.model import Section
from config.settings.problems import Problem
from config.vocabulary import TicketClass

NO_COUNTER = "no counter can do this service"


class CounterRulesEntry(Section):
    """The part of a ``[[counter]]`` that is about its use."""

    classes: tuple[TicketClass, ...] = ()

    def rules(self) -> CounterRules:
        """As the plan has them."""
        return CounterRules(self.classes)


def counter_rule_problems(plan: Plan) -> Iterator[Problem]:
    """Every breach."""
    for service in plan.services:
        able = plan.counters_of[service.id]
        for name in TicketClass:
            if able and not any(counter.rules.calls(name) for counter in able):
                reason = f"{NO_COUNTER} for {name} tickets"
                yield Problem("counters.toml", f"{service.id}", reason)
