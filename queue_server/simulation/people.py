"""Visitors: everything about one person is drawn before the day begins, so that two orders see the same people."""

from bisect import bisect
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate
from math import log, sqrt
from random import Random
from typing import TypeVar

from config.vocabulary import Level, ServiceId, ServiceOutcome, TicketClass
from queue_server.simulation.arrivals import Arrivals
from queue_server.simulation.scenario import MINUTE, Demand, Scenario

Value = TypeVar("Value")

OUTCOMES = (
    (ServiceOutcome.DONE, 0.80),
    (ServiceOutcome.ACCEPTED, 0.12),
    (ServiceOutcome.INCOMPLETE, 0.06),
    (ServiceOutcome.NOT_POSSIBLE, 0.02),
)


@dataclass(slots=True)
class Visitor:
    """One person's visit, as far as it does not depend on the hall. Moments and times in seconds."""

    arrives_s: int
    service: ServiceId
    ticket_class: TicketClass
    slot_s: int | None
    card: str | None
    taps_again: bool
    patience_s: int | None
    stays_away: float
    """From 0 to 1: not there when called if the chance of a no-show is above it by then."""
    returns: bool
    walk_s: int
    work_s: int
    hold_s: int | None
    next_service: ServiceId | None
    """Where the counter sends the visitor, and the work there."""
    next_work_s: int
    outcome: ServiceOutcome
    level: Level | None
    mark_after_s: int
    code: str | None = None
    """Of the appointment in the hall's own book, for the slot ``slot_s``."""
    misses: bool = False
    """Has booked and does not come."""
    adds: ServiceId | None = None
    """One matter more, which the first counter adds to the ticket."""
    later_s: Mapping[ServiceId, int] = field(default_factory=dict)
    """The work at each further service of the ticket."""


class Crowd:
    """Draws one day's visitors."""

    def __init__(self, scenario: Scenario, chance: Random) -> None:
        self._scenario, self._chance = scenario, chance
        self._arrivals = Arrivals(scenario, chance)
        self._sum = list(accumulate(demand.weight for demand in scenario.demands))
        self._demand_of = {demand.service: demand for demand in scenario.demands}
        self._near = _in_one_department(scenario)
        self._spread = sqrt(log(1 + scenario.work_cv**2))
        self._free = list(scenario.places)

    def visitors(self) -> list[Visitor]:
        """By the moment of coming, or the slot of who does not come."""
        drawn = [one for place in range(self._arrivals.count()) for one in self._another(place)]
        return sorted(drawn, key=lambda visitor: visitor.arrives_s)

    def _another(self, place: int) -> Iterator[Visitor]:
        """Somebody who comes; some leave a booked place empty beside."""
        visitor = self._visitor(place)
        yield visitor
        if visitor.code is not None and self._free and self._chance.random() < self._scenario.misses_share:
            service, slot = self._place()
            yield replace(
                visitor, arrives_s=slot, service=service, slot_s=slot, card=None, code=f"1{place:07}", misses=True
            )

    def _visitor(self, place: int) -> Visitor:
        scenario, chance = self._scenario, self._chance
        demand = scenario.demands[bisect(self._sum, chance.random() * self._sum[-1])]
        demand, ticket_class, slot, arrives = self._coming(demand)
        card = f"card-{place}" if chance.random() < scenario.card_share else None
        near = self._near.get(demand.service)
        after = chance.choice(near) if near and chance.random() < scenario.transfer_share else None
        if scenario.appeals_share and chance.random() < scenario.appeals_share:
            after = self._appeal() or after
        adds = self._one_more(demand)
        return Visitor(
            arrives_s=arrives,
            service=demand.service,
            ticket_class=ticket_class,
            slot_s=slot,
            card=card,
            taps_again=card is not None and chance.random() < scenario.taps_again_share,
            patience_s=self._wait(scenario.patience_s) if chance.random() < scenario.gives_up_share else None,
            stays_away=chance.random(),
            returns=chance.random() < scenario.returns_share,
            walk_s=chance.randint(*scenario.walk_s),
            work_s=self._work(demand),
            hold_s=chance.randint(*scenario.held_s) if chance.random() < scenario.hold_share else None,
            next_service=after.service if after else None,
            next_work_s=self._work(after) if after else 0,
            outcome=_one_of(OUTCOMES, chance.random()),
            level=None
            if chance.random() < scenario.no_review_share
            else _one_of(scenario.mark_shares, chance.random()),
            mark_after_s=self._wait(scenario.mark_after_s),
            code=f"0{place:07}" if scenario.places and slot is not None else None,
            adds=adds,
            later_s=self._later(demand, adds),
        )

    def _coming(self, demand: Demand) -> tuple[Demand, TicketClass, int | None, int]:
        """Where places are booked in the hall's own book, it is the place that says what for."""
        scenario, draw = self._scenario, self._chance.random()
        if draw < scenario.booked_share and not scenario.places:
            slot = self._arrivals.slot()
            return demand, TicketClass.BOOKED, slot, self._arrivals.booked(slot)
        if draw < scenario.booked_share and self._free:
            service, slot = self._place()
            return self._of(service), TicketClass.BOOKED, slot, self._arrivals.booked(slot)
        favoured = scenario.booked_share <= draw < scenario.booked_share + scenario.priority_share
        kind = TicketClass.PRIORITY if favoured else TicketClass.ORDINARY
        return demand, kind, None, self._arrivals.walk_in(demand.service)

    def _place(self) -> tuple[ServiceId, int]:
        """One that is still free."""
        return self._free.pop(self._chance.randrange(len(self._free)))

    def _of(self, service: ServiceId) -> Demand:
        """Also of a service that nobody asks for at a kiosk."""
        known = self._demand_of.get(service)
        return known or Demand(service, 0.0, self._scenario.plan.service_by_id[service].mean_min)

    def _appeal(self) -> Demand | None:
        appeal = self._scenario.plan.appeal_service
        return None if appeal is None else self._of(appeal)

    def _one_more(self, demand: Demand) -> ServiceId | None:
        scenario, chance = self._scenario, self._chance
        if not scenario.adds_share or chance.random() >= scenario.adds_share:
            return None
        other = chance.choice(scenario.demands).service
        known = other in scenario.plan.service_by_id and other not in scenario.plan.steps_of(demand.service)
        return other if known else None

    def _later(self, demand: Demand, adds: ServiceId | None) -> dict[ServiceId, int]:
        steps = self._scenario.plan.steps_of(demand.service)[1:]
        return {service: self._work(self._of(service)) for service in (*steps, adds) if service is not None}

    def _work(self, demand: Demand) -> int:
        """Lognormal with the service's mean and the scenario's spread; at least half a minute."""
        mean_log = log(demand.mean_min * MINUTE) - self._spread**2 / 2
        return max(MINUTE // 2, int(self._chance.lognormvariate(mean_log, self._spread)))

    def _wait(self, mean_s: int) -> int:
        return 1 + int(self._chance.expovariate(1 / mean_s))


def _in_one_department(scenario: Scenario) -> dict[ServiceId, list[Demand]]:
    """The other services of each one's department."""
    of = {service.id: service.department for service in scenario.plan.services}
    asked = [demand for demand in scenario.demands if demand.service in of]
    return {one.service: [d for d in asked if d is not one and of[d.service] == of[one.service]] for one in asked}


def _one_of(shares: Sequence[tuple[Value, float]], draw: float) -> Value:
    for value, share in shares:
        if draw < share:
            return value
        draw -= share
    return shares[0][0]
