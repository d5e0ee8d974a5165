"""The walk through the doors: clerks who move, counters that close behind their last ticket, posts; and its plans."""

from dataclasses import replace
from datetime import time
from typing import Final

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

from config.plan import Plan
from config.rules.counters import CounterRules, Crowd, Tide
from config.rules.opening import Span
from config.vocabulary import CounterId, TicketClass
from queue_server.domain.commands import CloseCounter, Command, OpenCounter
from tests.queue_server.domain.examples import BOTH, ONE, PLAN, TWO

CALLED: Final = ((TicketClass.PRIORITY, TicketClass.BOOKED), (TicketClass.BOOKED,), ())
"""Whom counters one, two and both call: every class of both services has a counter."""
BY_CLASS: Final = replace(
    PLAN,
    counters=tuple(
        replace(counter, rules=CounterRules(classes), posts=("A", "B"))
        for counter, classes in zip(PLAN.counters, CALLED, strict=True)
    ),
)
BY_TIDE: Final = replace(
    PLAN,
    counters=(
        replace(PLAN.counters[0], rules=CounterRules(tide=Tide(hours=(Span(time(9), time(10)),)))),
        replace(PLAN.counters[1], rules=CounterRules(crowd=Crowd(waiting=2, longest_wait_min=20))),
        PLAN.counters[2],
    ),
)
"""Counter one opens in its tide, counter two for a crowd."""
COUNTER_PLANS: Final[tuple[Plan, ...]] = (
    BY_CLASS,
    replace(BY_CLASS, own_first_min=0, no_show_returns_behind=1),
    BY_TIDE,
)


class AtTheDoors(RuleBasedStateMachine):
    """What clerks do at the doors beyond opening, resting and closing."""

    def ask(self, command: Command) -> None:
        """Ask, and check what changed."""
        raise NotImplementedError

    def busy(self) -> list[CounterId]:
        """Counters at which somebody stands."""
        raise NotImplementedError

    @rule(
        counter=st.sampled_from([ONE, TWO, BOTH]),
        by=st.sampled_from(["lan", "mei", "jun"]),
        post=st.sampled_from([None, "A", "B", "Z"]),
        more=st.tuples(st.booleans(), st.booleans()),
    )
    def take_a_post(self, counter: CounterId, by: str, post: str | None, more: tuple[bool, bool]) -> None:
        """Open at a post, which may be none of the counter's; leave another counter for it or not, override or not."""
        self.ask(OpenCounter(counter, by, post, *more))

    @precondition(lambda self: self.busy())
    @rule(data=st.data(), again=st.booleans())
    def close_behind_the_last_one(self, data: st.DataObject, again: bool) -> None:
        """The counter is to close when its ticket leaves; at times asked for twice."""
        counter = data.draw(st.sampled_from(self.busy()))
        for _ in range(1 + again):
            self.ask(CloseCounter(counter, "mei", after_current=True))
