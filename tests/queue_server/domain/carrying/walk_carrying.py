"""The walk's part about tickets that are carried over: nights between two days, weekends, and who goes first then."""

from abc import abstractmethod
from collections.abc import Mapping
from dataclasses import replace
from datetime import time
from typing import Any, Final

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from config.plan import Plan
from config.rules.numbers import NumberRules, Reset
from config.rules.opening import Opening, Span
from config.vocabulary import TicketId, TicketState
from queue_server.domain.carrying.facts import TicketCarried, TicketsCarried
from queue_server.domain.commands import AdoptPlan, Command, EndWaiting
from queue_server.domain.facts import Fact
from queue_server.domain.hall import Hall
from tests.queue_server.domain.away.walk_late import BLOCK_PLANS
from tests.queue_server.domain.examples import PLAN, SmallHall
from tests.queue_server.domain.order.walk_order import FIRST_COME_PLAN, STRICT_PLAN
from tests.queue_server.domain.walk_numbers import WRAPPING

SELDOM: Final = 5
WEEKDAYS: Final = Opening(((Span(time(8), time(12)), Span(time(13), time(20))),) * 5 + ((), ()))
CARRY_PLANS: Final[tuple[Plan, ...]] = (
    replace(PLAN, carry_over=True),
    replace(PLAN, carry_over=True, opening=WEEKDAYS),
    replace(PLAN, services=(PLAN.services[0], replace(PLAN.services[1], carry_over=True))),
    replace(PLAN, carry_over=True, services=WRAPPING, numbers=NumberRules(reset=Reset.WEEKLY)),
    replace(BLOCK_PLANS[1], carry_over=True),
    replace(FIRST_COME_PLAN, carry_over=True, opening=WEEKDAYS),
    replace(STRICT_PLAN, carry_over=True, auto_call=True),
)


class CarryingWalk(RuleBasedStateMachine):
    """Mixed into the walk over all commands."""

    small: SmallHall

    def __init__(self) -> None:
        super().__init__()
        self.carried_once: set[TicketId] = set()

    @abstractmethod
    def ask(self, command: Command) -> None:
        """Ask the core."""

    @abstractmethod
    def turn(self, days: int) -> None:
        """Another day begins."""

    def carried(self, before: Mapping[str, Any], fact: Fact) -> None:
        """Each ticket once, where the plan says so, and to a later day; a day brings back all, and no one else."""
        if isinstance(fact, TicketCarried):
            assert fact.ticket not in self.carried_once, fact
            assert before["tickets"][fact.ticket].state in (TicketState.WAITING, TicketState.HELD), fact
            assert before["adopted"].carries_over(before["tickets"][fact.ticket].service)
            assert fact.to > before["day"]
            self.carried_once.add(fact.ticket)
        elif isinstance(fact, TicketsCarried):
            assert self.small.hall.day is not None
            assert all(one.to <= self.small.hall.day for one in fact.back), fact

    @precondition(lambda self: len(self.small.kept) % SELDOM == 0)
    @rule(carry_over=st.sampled_from([True, True, False]))
    def carry_over(self, carry_over: bool) -> None:
        """From now on, or never more."""
        self.ask(AdoptPlan(replace(self.small.hall.adopted, carry_over=carry_over), "chief"))

    @precondition(lambda self: self.small.hall.adopted.carry_over and self.small.hall.waiting.total > 1)
    @rule(days=st.integers(1, 4), closing=st.booleans())
    def sleep(self, days: int, closing: bool) -> None:
        """The night falls, with a closing before it or without."""
        if closing:
            self.ask(EndWaiting("chief"))
        self.turn(days)

    @invariant()
    def nobody_of_the_new_day_goes_first(self) -> None:
        """Within class and service, before one who was carried over and was not put back."""
        waiting = self.small.in_state(TicketState.WAITING)
        over = [ticket for ticket in waiting if ticket.id in self.small.hall.carried.tickets and not ticket.put_back]
        for ticket in over:
            for other in waiting:
                if other.id not in self.small.hall.carried.tickets and other.service == ticket.service:
                    assert (
                        other.ticket_class is not ticket.ticket_class
                        or other.rank != ticket.rank
                        or (ticket.key < other.key)
                    ), f"{other} would pass {ticket}"

    @invariant()
    def who_waits_for_another_day_is_in_no_row(self) -> None:
        """And was carried over once."""
        hall: Hall = self.small.hall
        for ticket in self.small.in_state(TicketState.CARRIED):
            assert ticket.carried is not None
            assert ticket.id in self.carried_once
            assert ticket.id not in list(hall.waiting.in_order(dict.fromkeys(ticket.services, PLAN.own_first)))
