"""What the core's figures stand beside: earliest call-by written by hand, without facts, reasons, ids or refusals."""

from heapq import heappop, heappush

from config.vocabulary import ServiceId, TicketClass
from queue_server.domain.hall import Hall
from queue_server.simulation.day import Cast
from queue_server.simulation.people import Visitor
from queue_server.simulation.scenario import MINUTE, Scenario

Row = list[tuple[float, int, Visitor]]


def bare_day(scenario: Scenario, cast: Cast) -> list[float]:
    """The same people at the same windows on the same day, every window open throughout; the waits in seconds."""
    rows: dict[ServiceId, Row] = {demand.service: [] for demand in scenario.demands}
    plan = scenario.plan
    heads = {kind: plan.head_start(kind).total_seconds() for kind in TicketClass}
    skills = [
        [(s, 0) for s in counter.services] + [(s, plan.own_first_min * MINUTE) for s in counter.second_services]
        for counter in plan.counters
    ]
    able = {service: [n for n, counter in enumerate(plan.counters) if service in counter.skills] for service in rows}
    idle = [True] * len(skills)
    waits: list[float] = []
    events: list[tuple[int, int, int, Visitor | None]] = [
        (visitor.arrives_s, place, -1, visitor) for place, visitor in enumerate(cast.visitors)
    ]
    order = len(events)
    while events:
        now, _, window, visitor = heappop(events)
        if visitor is not None:
            order += 1
            key = max(now, visitor.slot_s or 0) - heads[visitor.ticket_class]
            heappush(rows[visitor.service], (key, order, visitor))
            window = next((n for n in able[visitor.service] if idle[n]), -1)
        if window < 0:
            continue
        best: Row | None = None
        least = 0.0
        for service, later in skills[window]:
            row = rows[service]
            if row and (best is None or row[0][0] + later < least):
                best, least = row, row[0][0] + later
        idle[window] = best is None
        if best is not None:
            called = heappop(best)[2]
            waits.append(now - called.arrives_s)
            order += 1
            heappush(events, (now + called.work_s, order, window, None))
    return waits


class BareRows:
    """The heads of a hall's rows as plain numbers, for a bare look at whom a counter would call."""

    def __init__(self, hall: Hall) -> None:
        self._heads: dict[ServiceId, float] = {}
        for service in hall.plan.services:
            first = hall.waiting.first(service.id)
            if first is not None:
                self._heads[service.id] = hall.tickets[first].counted_from.timestamp()
        later = hall.plan.own_first_min * MINUTE
        self._skills = [
            [(s, 0) for s in counter.services] + [(s, later) for s in counter.second_services]
            for counter in hall.plan.counters
        ]

    def first(self, counter: int) -> ServiceId:
        """The service whose first ticket is next."""
        heads = self._heads
        return min((heads[service] + later, service) for service, later in self._skills[counter] if service in heads)[1]
