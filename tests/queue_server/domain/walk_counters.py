"""The walk's plans in which counters are not alike: whom they call."""

from dataclasses import replace
from typing import Final

from config.plan import Plan
from config.rules.counters import CounterRules
from config.vocabulary import TicketClass
from tests.queue_server.domain.examples import PLAN

CALLED: Final = ((TicketClass.PRIORITY, TicketClass.BOOKED), (TicketClass.BOOKED,), ())
"""Whom counters one, two and both call: every class of both services has a counter."""
BY_CLASS: Final = replace(
    PLAN,
    counters=tuple(
        replace(counter, rules=CounterRules(classes)) for counter, classes in zip(PLAN.counters, CALLED, strict=True)
    ),
)
COUNTER_PLANS: Final[tuple[Plan, ...]] = (BY_CLASS, replace(BY_CLASS, own_first_min=0, no_show_returns_behind=1))
