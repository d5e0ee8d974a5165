"""The walk's part about windows with several clerks at once: plans with posts, and what standing in for one means."""

from dataclasses import replace
from typing import Final

from config.plan import Plan
from config.rules.counters import CounterRules
from config.rules.posts import Post
from config.vocabulary import CounterId, CounterState, TicketClass
from queue_server.domain.facts import TicketCalled
from queue_server.domain.hall import Hall
from tests.queue_server.domain.counters.walk_preference import BY_SERVICE
from tests.queue_server.domain.examples import IDENTITY, ONE, PERMITS, PLAN, TWO
from tests.queue_server.domain.order.walk_order import STRICT_PLAN

POSTS: Final = (Post("w", "A", (TWO,)), Post("w", "B", (ONE,)), None)
"""Counters one and two are posts of one window and stand in for each other; counter both is a window of its own."""


def with_posts(plan: Plan, rules: tuple[CounterRules, ...] = (CounterRules(),) * 3) -> Plan:
    """The same hall with a window of two posts: A does identity cards, B permits."""
    skills = ((IDENTITY,), (PERMITS,), (IDENTITY, PERMITS))
    return replace(
        plan,
        counters=tuple(
            replace(counter, services=services, second_services=(), post=post, rules=rule)
            for counter, services, post, rule in zip(plan.counters, skills, POSTS, rules, strict=True)
        ),
    )


ONE_WAY: Final = with_posts(PLAN)
AB: Final = replace(
    ONE_WAY, counters=(replace(ONE_WAY.counters[0], post=Post("w", "A")), *ONE_WAY.counters[1:]), auto_call=True
)
"""Only B stands in for A."""
POST_PLANS: Final[tuple[Plan, ...]] = (
    ONE_WAY,
    AB,
    with_posts(STRICT_PLAN, (CounterRules((TicketClass.PRIORITY, TicketClass.BOOKED)), BY_SERVICE, CounterRules())),
    replace(with_posts(PLAN), no_show_returns_behind=1, own_first_min=0),
)


def away(hall: Hall, counter: CounterId) -> tuple[CounterId, ...]:
    """The posts that a counter stands in for now, worked out anew."""
    post = hall.plan.counter_by_id[counter].post
    others = post.stands_in_for if post is not None else ()
    return tuple(other for other in others if hall.counters[other].state is not CounterState.OPEN)


def posts_stand_in_while_others_are_away(hall: Hall) -> None:
    """A counter does what the plan says, and what those do for whom it stands in now; nothing else."""
    for planned in hall.plan.counters:
        others = away(hall, planned.id)
        expected = planned.skills.union(*(hall.plan.counter_by_id[other].skills for other in others))
        assert hall.at_work[planned.id].skills == expected, planned.id
        assert hall.at_work.stands_in_for(planned.id) == others
        assert not set(hall.at_work[planned.id].services) & set(hall.at_work[planned.id].second_services)


def the_log_says_for_whom_it_was(hall: Hall, call: TicketCalled) -> None:
    """A call for a service that is not the counter's names the post that was away; another call names nobody."""
    planned, service = hall.plan.counter_by_id, hall.tickets[call.ticket].service
    other = call.reason.stands_in_for
    assert (other is None) == (service in planned[call.counter].skills), call
    assert other is None or (other in away(hall, call.counter) and service in planned[other].skills), call
