"""Whose matter came to nothing goes to the hall's appeal counter, with the number and the place in time."""

from dataclasses import replace

from config.rules.counters import CounterRules
from queue_server.domain.commands import TransferTicket
from tests.queue_server.domain.examples import IDENTITY, ONE, PERMITS, PLAN, TWO, SmallHall

WITH_APPEALS = replace(
    PLAN,
    counters=(PLAN.counters[0], replace(PLAN.counters[1], rules=CounterRules(appeals=True)), PLAN.counters[2]),
)


def test_the_appeal_counter_sees_where_a_visitor_came_from() -> None:
    small = SmallHall(WITH_APPEALS)
    small.open(ONE)
    small.open(TWO)
    ticket = small.hall.tickets[small.take(IDENTITY)]
    before = ticket.number, ticket.key
    small.call(ONE)
    assert WITH_APPEALS.appeal_service == PERMITS
    small.at("09:30").do(TransferTicket(ONE, "lan", PERMITS))
    assert (ticket.number, ticket.key) == before
    assert small.call(TWO).ticket == ticket.id
    assert (ticket.came_from, ticket.service) == (IDENTITY, PERMITS)


def test_a_hall_may_have_none() -> None:
    assert PLAN.appeal_service is None
