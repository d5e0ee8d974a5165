"""The order of calling changes while people wait: where everybody stands then, and what was promised to whom."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

from config.plan import Plan
from config.rules.order import CallOrder, Order
from config.vocabulary import TicketClass, TicketId
from queue_server.domain.commands import AdoptPlan, Command
from queue_server.domain.facts import Fact, TicketTaken
from queue_server.domain.hall import Hall
from queue_server.domain.plans.facts import TicketsReordered
from queue_server.domain.ticket import LIVE, Ticket
from tests.queue_server.domain.examples import PLAN, SmallHall
from tests.queue_server.domain.order.walk_order import FIRST_COME_PLAN, GROUPS, STRICT_PLAN
from tests.queue_server.domain.snapshot import arrival, counted_since

MILD: Final = replace(PLAN, head_start_min={TicketClass.PRIORITY: 20, TicketClass.BOOKED: 10})
TURNS: Final = replace(PLAN, order=CallOrder(last_class_after=1))
ORDERS: Final[tuple[Plan, ...]] = (
    PLAN,
    MILD,
    replace(PLAN, head_start_min={TicketClass.PRIORITY: 120, TicketClass.BOOKED: 90, TicketClass.ORDINARY: 15}),
    TURNS,
    replace(TURNS, auto_call=True),
    FIRST_COME_PLAN,
    STRICT_PLAN,
    replace(STRICT_PLAN, order=CallOrder(Order.STRICT, groups=GROUPS[::-1])),
    replace(STRICT_PLAN, order=CallOrder(Order.STRICT, tuple(TicketClass), GROUPS[:1], 1)),
)


@dataclass
class Promise:
    """How much earlier than arrived a ticket counts: as its slip says, and the most that any order since gave it."""

    told: timedelta
    best: timedelta


class ReorderSteps(RuleBasedStateMachine):
    """Another order, in the middle of everything."""

    small: SmallHall

    def __init__(self) -> None:
        super().__init__()
        self.promises: dict[TicketId, Promise] = {}
        self.reordered = False
        """Today."""

    def ask(self, command: Command) -> None:
        """Ask the hall."""
        raise NotImplementedError

    @precondition(lambda self: self.small.hall.waiting.total > 1)
    @rule(plan=st.sampled_from(ORDERS))
    def another_order(self, plan: Plan) -> None:
        """While somebody waits."""
        self.ask(AdoptPlan(plan, "chief", "the law changed"))

    def keep_promises(self, plan: Plan, fact: Fact) -> None:
        """``plan``: the one whose order the fact goes by."""
        hall = self.small.hall
        match fact:
            case TicketTaken():
                ticket = hall.tickets[fact.ticket]
                told = arrival(ticket) - fact.counted_from
                assert told <= arrival(ticket) - moment_by(plan, ticket), fact
                self.promises[fact.ticket] = Promise(told, told)
            case TicketsReordered():
                self.reordered = True
                for ticket in (t for t in hall.tickets.values() if t.state in LIVE and not t.put_back):
                    promise = self.promises[ticket.id]
                    promise.best = max(promise.best, arrival(ticket) - moment_by(plan, ticket))


def moment_by(plan: Plan, ticket: Ticket) -> datetime:
    """The moment that a plan's order counts a ticket as arrived at, written out."""
    by_taking = plan.order.rule is Order.FIRST_COME and ticket.carried is None
    arrived = counted_since(ticket) if by_taking else arrival(ticket)
    early = plan.head_start_min.get(ticket.ticket_class, 0) if plan.order.rule is Order.CALL_BY else 0
    return arrived - timedelta(minutes=early)


def everybody_stands_by_the_new_order(before: Mapping[TicketId, Ticket], hall: Hall, plan: Plan) -> None:
    """Nobody is counted later than before, nobody earlier than the new order says; whose life is over stays."""
    classes = list(plan.order.classes)
    groups: list[str | None] = [*(group.id for group in plan.order.groups), None]
    stands = []
    for ticket in hall.tickets.values():
        old = before[ticket.id]
        if ticket.state not in LIVE and old.state not in LIVE:
            assert ticket.key == old.key, ticket
            continue
        moment = old.counted_from if old.put_back else min(old.counted_from, moment_by(plan, old))
        assert (ticket.counted_from, ticket.place, ticket.put_back) == (moment, old.place, old.put_back), ticket
        group = groups.index(ticket.group if ticket.group in groups else None)
        stands.append((ticket.rank, (classes.index(ticket.ticket_class), group)))
    if plan.order.rule is Order.STRICT:
        assert [place for _, place in sorted(stands)] == sorted(place for _, place in stands)
        assert len({rank for rank, _ in stands}) == len({place for _, place in stands})
    else:
        assert not any(rank for rank, _ in stands)
