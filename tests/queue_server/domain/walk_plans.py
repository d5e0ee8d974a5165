"""The walk's part about plans that change while the hall is open: what they no longer have drains."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from config.plan import Plan
from config.vocabulary import CounterState, TicketState
from queue_server.domain.facts import PlanAdopted
from queue_server.domain.hall import Hall
from queue_server.domain.ticket import LIVE
from tests.queue_server.domain.examples import IDENTITY, PERMITS, PLAN
from tests.queue_server.domain.order.walk_reordering import everybody_stands_by_the_new_order

WITHOUT_IDENTITY: Final = replace(
    PLAN,
    services=PLAN.services[1:],
    counters=tuple(replace(c, services=(PERMITS,), second_services=()) for c in PLAN.counters),
)
WITHOUT_TWO: Final = replace(WITHOUT_IDENTITY, counters=(WITHOUT_IDENTITY.counters[0], WITHOUT_IDENTITY.counters[2]))
WITHOUT_PERMITS: Final = replace(
    PLAN,
    services=PLAN.services[:1],
    counters=tuple(replace(c, services=(IDENTITY,), second_services=()) for c in PLAN.counters if IDENTITY in c.skills),
)
PLANS_WITH_LESS: Final[tuple[Plan, ...]] = (WITHOUT_IDENTITY, WITHOUT_TWO, WITHOUT_PERMITS)


def nothing_live_was_lost(before: Mapping[str, Any], hall: Hall, fact: PlanAdopted) -> None:
    """Every ticket, counter in use and way to be called is still there; all of the new plan is there too.

    A plan with which free counters call by themselves may call somebody at once.
    """
    tickets, counters = before["tickets"], before["counters"]
    assert [(t.id, t.number, t.place, t.state in LIVE) for t in tickets.values()] == [
        (t.id, t.number, t.place, t.state in LIVE) for t in hall.tickets.values()
    ]
    same = (before["adopted"].order, before["adopted"].head_start_min) == (fact.plan.order, fact.plan.head_start_min)
    if same:
        assert [t.key for t in tickets.values()] == [t.key for t in hall.tickets.values()]
    else:
        everybody_stands_by_the_new_order(tickets, hall, fact.plan)
    assert hall.adopted == fact.plan
    assert fact.plan.service_by_id.keys() <= hall.plan.service_by_id.keys()
    assert fact.plan.counter_by_id.keys() <= hall.plan.counter_by_id.keys()
    for counter in counters.values():
        if counter.state is not CounterState.CLOSED or counter.ticket is not None:
            now = hall.counters[counter.id]
            assert (now.state, now.clerk) == (counter.state, counter.clerk)
            assert counter.ticket in (None, now.ticket)
    for service in {ticket.service for ticket in tickets.values() if ticket.state in LIVE}:
        if service not in fact.plan.service_by_id:
            assert hall.plan.service_by_id[service] == before["plan"].service_by_id[service]
            able = {counter.id for counter in before["plan"].counters_of[service]}
            assert able == {counter.id for counter in hall.plan.counters_of[service]}


def whoever_lives_has_a_name_and_a_counter(hall: Hall) -> None:
    """A live ticket's service stands in the plan in force with its department, and some counter can do it."""
    for ticket in hall.tickets.values():
        if ticket.state in LIVE:
            service = hall.plan.service_by_id[ticket.service]
            assert service.department in hall.plan.department_by_id
            assert hall.plan.counters_of[service.id] or ticket.state is not TicketState.WAITING
    drains = hall.plan.service_by_id.keys() - hall.adopted.service_by_id.keys()
    for counter in hall.plan.counters:
        if counter.id not in hall.adopted.counter_by_id:
            assert counter.skills <= drains
