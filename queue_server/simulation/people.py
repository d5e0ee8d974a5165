"""Visitors: everything about one person is drawn before the day begins, so that two orders see the same people."""

from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass
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


class Crowd:
    """Draws one day's visitors."""

    def __init__(self, scenario: Scenario, chance: Random) -> None:
        self._scenario, self._chance = scenario, chance
        self._arrivals = Arrivals(scenario, chance)
        self._sum = list(accumulate(demand.weight for demand in scenario.demands))
        self._near = _in_one_department(scenario)
        self._spread = sqrt(log(1 + scenario.work_cv**2))

    def visitors(self) -> list[Visitor]:
        """By the moment of coming."""
        drawn = [self._visitor(place) for place in range(self._arrivals.count())]
        return sorted(drawn, key=lambda visitor: visitor.arrives_s)

    def _visitor(self, place: int) -> Visitor:
        scenario, chance = self._scenario, self._chance
        demand = scenario.demands[bisect(self._sum, chance.random() * self._sum[-1])]
        ticket_class, slot, arrives = self._coming()
        card = f"card-{place}" if chance.random() < scenario.card_share else None
        near = self._near[demand.service]
        after = chance.choice(near) if near and chance.random() < scenario.transfer_share else None
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
        )

    def _coming(self) -> tuple[TicketClass, int | None, int]:
        draw = self._chance.random()
        if draw < self._scenario.booked_share:
            return TicketClass.BOOKED, *self._arrivals.booked()
        favoured = draw < self._scenario.booked_share + self._scenario.priority_share
        return TicketClass.PRIORITY if favoured else TicketClass.ORDINARY, None, self._arrivals.walk_in()

    def _work(self, demand: Demand) -> int:
        """Lognormal with the service's mean and the scenario's spread; at least half a minute."""
        mean_log = log(demand.mean_min * MINUTE) - self._spread**2 / 2
        return max(MINUTE // 2, int(self._chance.lognormvariate(mean_log, self._spread)))

    def _wait(self, mean_s: int) -> int:
        return 1 + int(self._chance.expovariate(1 / mean_s))


def _in_one_department(scenario: Scenario) -> dict[ServiceId, list[Demand]]:
    """The other services of each one's department."""
    of = {service.id: service.department for service in scenario.plan.services}
    return {
        one.service: [d for d in scenario.demands if d is not one and of[d.service] == of[one.service]]
        for one in scenario.demands
    }


def _one_of(shares: Sequence[tuple[Value, float]], draw: float) -> Value:
    for value, share in shares:
        if draw < share:
            return value
        draw -= share
    return shares[0][0]
