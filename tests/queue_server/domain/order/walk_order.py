"""The orders of calling in the random walk: their plans, their rules, and what each order promises."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from typing import Final

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule

from config.plan import Plan, Text
from config.rules.order import CallOrder, ClassLimits, Order, PriorityGroup
from config.vocabulary import ServiceId, TicketClass
from queue_server.domain.calling.dispatch import in_call_order
from queue_server.domain.calling.reason import CallRule
from queue_server.domain.commands import Command, TakeTicket
from queue_server.domain.facts import TicketCalled, TicketTaken
from queue_server.domain.hall import Hall
from queue_server.domain.ticket import Ticket
from tests.queue_server.domain.examples import IDENTITY, PERMITS, PLAN
from tests.queue_server.domain.snapshot import counted_since

GROUPS: Final = (PriorityGroup("soldiers", Text("军人", "soldiers")), PriorityGroup("old", Text("老年人", "the old")))
FIRST_COME_PLAN: Final = replace(PLAN, order=CallOrder(Order.FIRST_COME), own_first_min=0)
STRICT_PLAN: Final = replace(PLAN, order=CallOrder(Order.STRICT, groups=GROUPS, last_class_after=2))
LIMITED: Final = ClassLimits((TicketClass.BOOKED,), {TicketClass.PRIORITY: 2})
ORDER_PLANS: Final[tuple[Plan, ...]] = (
    FIRST_COME_PLAN,
    STRICT_PLAN,
    replace(STRICT_PLAN, order=CallOrder(Order.STRICT, groups=GROUPS), no_show_returns_behind=1),
    replace(PLAN, class_limits=LIMITED),
    replace(PLAN, auto_call=True),
    replace(STRICT_PLAN, auto_call=True),
)


class OrderSteps(RuleBasedStateMachine):
    """Priority visitors who say which."""

    def ask(self, command: Command) -> None:
        """Ask the hall."""
        raise NotImplementedError

    @rule(
        service=st.sampled_from([IDENTITY, PERMITS]),
        ticket_class=st.sampled_from([TicketClass.PRIORITY, TicketClass.PRIORITY, TicketClass.ORDINARY]),
        group=st.sampled_from(["soldiers", "old", "martians"]),
    )
    def take_in_a_group(self, service: ServiceId, ticket_class: TicketClass, group: str) -> None:
        """Of the plan, or not."""
        self.ask(TakeTicket("kiosk-1", service, ticket_class, group=group))


def the_class_is_issued(hall: Hall, plan: Plan, fact: TicketTaken) -> None:
    """Neither closed nor beyond the day's limit, unless it was booked or is on paper already; a group is the plan's."""
    assert fact.group is None or plan.order.knows(fact.group), fact
    if fact.booked_for is not None or fact.while_away:
        return
    assert fact.ticket_class not in plan.class_limits.closed, fact
    most = plan.class_limits.daily_max.get(fact.ticket_class)
    assert most is None or hall.figures.taken_of[fact.service][fact.ticket_class] <= most, fact


def the_order_was_kept(hall: Hall, plan: Plan, call: TicketCalled, *, as_begun: bool) -> None:
    """Under first-come nobody passes an earlier ticket, unless earlier orders promised it; turns come, and pass few."""
    called, order, now = hall.tickets[call.ticket], plan.order, hall.counters[call.counter]
    counter = hall.at_work[call.counter]
    waiting = [hall.tickets[ticket] for ticket in in_call_order(hall, counter)]
    if order.rule is Order.FIRST_COME and not called.put_back and as_begun:
        for other in waiting:
            if call.reason.rule is CallRule.PREFERRED and not counter.rules.goes_first(
                other.service, other.ticket_class
            ):
                continue
            late = timedelta() if other.service in counter.services else plan.own_first
            assert other.put_back or counted_since(called) <= counted_since(other) + late, f"{called} overtook {other}"
    if call.reason.rule is CallRule.LAST_CLASS_TURN:
        assert called.ticket_class is order.last_class
        assert order.rule is Order.STRICT or not _came_before(waiting, called), f"{called} got more than its turn"
    elif counter.rules.goes_first(called.service, called.ticket_class):
        return
    elif order.last_class_after and called.ticket_class is not order.last_class:
        left = [other for other in waiting if other.ticket_class is order.last_class]
        in_row = now.before_last_class <= order.last_class_after
        kept = in_row or not left or (order.rule is Order.CALL_BY and _came_before([called, *waiting], left[0]))
        assert kept, f"{called} took the turn of {left[0]}"


def _came_before(others: Iterable[Ticket], ticket: Ticket) -> bool:
    """Whether the first of another class in some service arrived before it."""
    firsts: dict[tuple[ServiceId, TicketClass], Ticket] = {}
    for other in others:
        if other.ticket_class is not ticket.ticket_class:
            firsts.setdefault((other.service, other.ticket_class), other)
    return any(first.arrives_at < ticket.arrives_at for first in firsts.values())
