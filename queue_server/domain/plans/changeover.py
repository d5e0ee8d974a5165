"""What a new plan no longer has stays in force for whoever still needs it: it drains, and is gone when the day ends.

A service with live tickets keeps its name, its department and the counters that could do it. A counter that was not
closed, or that could do such a service, stays with these services only.
"""

from collections.abc import Collection
from dataclasses import replace
from typing import Final

from config.plan import Counter, Plan, Text
from config.vocabulary import CounterId, HallId, ServiceId

NO_PLAN: Final = Plan(HallId(""), Text("", ""), "UTC", departments=(), services=(), counters=())
"""What a hall has before its first one: nobody can take a number, nothing can be opened."""


def in_force(adopted: Plan, before: Plan, live: Collection[ServiceId], in_use: Collection[CounterId]) -> Plan:
    """The adopted plan with all that drains. ``live``: services with live tickets; ``in_use``: counters not closed."""
    leaving = [s for s in before.services if s.id in live and s.id not in adopted.service_by_id]
    services = frozenset(service.id for service in leaving)
    departments = {s.department for s in leaving} - adopted.department_by_id.keys()
    counters = [_with(counter, before.counter_by_id.get(counter.id), services) for counter in adopted.counters]
    for counter in before.counters:
        if counter.id not in adopted.counter_by_id and (counter.id in in_use or counter.skills & services):
            counters.append(_with(_leaving(counter), counter, services))
    if not leaving and len(counters) == len(adopted.counters):
        return adopted
    return replace(
        adopted,
        departments=(*adopted.departments, *(d for d in before.departments if d.id in departments)),
        services=(*adopted.services, *leaving),
        counters=tuple(counters),
    )


def _leaving(counter: Counter) -> Counter:
    """Without services, and it stands in for nobody any more."""
    post = replace(counter.post, stands_in_for=()) if counter.post is not None else None
    return replace(counter, services=(), second_services=(), post=post)


def _with(counter: Counter, before: Counter | None, leaving: frozenset[ServiceId]) -> Counter:
    """A counter with those of its earlier services that drain."""
    if before is None or not before.skills & leaving:
        return counter
    return replace(
        counter,
        services=(*counter.services, *(s for s in before.services if s in leaving)),
        second_services=(*counter.second_services, *(s for s in before.second_services if s in leaving)),
    )
