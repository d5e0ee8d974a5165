"""The walk's part about counters that prefer some: their plans, and what they promise to those and to all others."""

from dataclasses import replace
from typing import Final

from config.plan import Counter, Plan
from config.rules.counters import CounterRules
from config.rules.preference import Preference
from config.vocabulary import TicketClass
from queue_server.domain.calling.dispatch import in_call_order
from queue_server.domain.calling.reason import CallRule
from queue_server.domain.decisions.auto_call import BY
from queue_server.domain.facts import TicketCalled
from queue_server.domain.hall import Hall
from queue_server.domain.ticket import Ticket
from tests.queue_server.domain.examples import PERMITS, PLAN
from tests.queue_server.domain.order.walk_order import FIRST_COME_PLAN, STRICT_PLAN

RULES: Final = (
    CounterRules(prefers=Preference((TicketClass.PRIORITY, TicketClass.BOOKED))),
    CounterRules((TicketClass.ORDINARY, TicketClass.BOOKED), prefers=Preference((TicketClass.BOOKED,))),
    CounterRules(prefers=Preference((TicketClass.ORDINARY,), (PERMITS,))),
)
"""Of counters one, two and both: by class, by class where only some are called, and by class and service."""


def preferring(plan: Plan, rules: tuple[CounterRules, ...] = RULES) -> Plan:
    """The same hall with counters that prefer some."""
    counters = zip(plan.counters, rules, strict=True)
    return replace(plan, counters=tuple(replace(counter, rules=rule) for counter, rule in counters))


BY_SERVICE: Final = CounterRules(prefers=Preference(services=(PERMITS,)))
PREFERENCE_PLANS: Final[tuple[Plan, ...]] = (
    preferring(PLAN),
    preferring(FIRST_COME_PLAN, (BY_SERVICE, CounterRules(), RULES[0])),
    preferring(STRICT_PLAN),
    replace(preferring(PLAN), auto_call=True, no_show_returns_behind=1),
)


def passed_by_preference(counter: Counter, call: TicketCalled, other: Ticket) -> bool:
    """The one exception to every promise: at a counter that prefers some, and only of whom it does not prefer."""
    preferred = call.reason.rule is CallRule.PREFERRED
    return preferred and not counter.rules.goes_first(other.service, other.ticket_class)


def passed_when_put_back(hall: Hall, call: TicketCalled, other: Ticket) -> bool:
    """A counter that calls by itself goes past whoever was put back a moment ago: nobody came."""
    return call.by == BY and other.put_back > 0 and other.put_back == hall.put_backs


def the_preference_was_kept(hall: Hall, call: TicketCalled) -> None:
    """Whom the counter prefers goes first there, in their order; others are called while none of those waits."""
    called, counter = hall.tickets[call.ticket], hall.at_work[call.counter]
    goes_first = counter.rules.goes_first
    if call.reason.rule is CallRule.PREFERRED:
        assert goes_first(called.service, called.ticket_class), call
        assert call.reason.prefers == counter.rules.prefers
    elif not goes_first(called.service, called.ticket_class):
        waiting = [hall.tickets[ticket] for ticket in in_call_order(hall, counter)]
        there = [other for other in waiting if not passed_when_put_back(hall, call, other)]
        left = [other for other in there if goes_first(other.service, other.ticket_class)]
        assert not left, f"{called} was called although {left[0]} goes first at {counter.id}"
