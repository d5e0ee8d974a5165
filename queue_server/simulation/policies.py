"""Orders of calling, compared on identical days: first-come, strict classes, and two strengths of head start."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from config.plan import Plan
from config.vocabulary import TicketClass
from queue_server.simulation.day import cast_of, live
from queue_server.simulation.pages.figures import Figures
from queue_server.simulation.scenario import Scenario

DAY_MIN: Final = 24 * 60
"""A head start that no wait can make up for: strict classes."""


@dataclass(frozen=True)
class Policy:
    """One order, as a plan writes it: head starts and own-first in minutes."""

    name: str
    priority: int = 0
    booked: int = 0
    own_first: int = 0

    def over(self, plan: Plan) -> Plan:
        """The plan with this order."""
        heads = {TicketClass.PRIORITY: self.priority, TicketClass.BOOKED: self.booked}
        return replace(plan, head_start_min=heads, own_first_min=self.own_first)


FIRST_COME: Final = Policy("first-come")
FIRST_COME_OWN: Final = Policy("first-come, own first 10", own_first=10)
STRICT: Final = Policy("strict P > A > N", priority=2 * DAY_MIN, booked=DAY_MIN)
STRONG: Final = Policy("call-by P 60 A 30", priority=60, booked=30)
STRONG_OWN: Final = Policy("call-by P 60 A 30, own first 10", priority=60, booked=30, own_first=10)
MILD: Final = Policy("call-by P 20 A 10", priority=20, booked=10)
MILD_OWN: Final = Policy("call-by P 20 A 10, own first 10", priority=20, booked=10, own_first=10)
POLICIES: Final = (FIRST_COME, FIRST_COME_OWN, STRICT, STRONG, STRONG_OWN, MILD, MILD_OWN)


def compare(scenario: Scenario, seed: int, days: int) -> Mapping[Policy, Figures]:
    """Each policy's figures over the same days: the same people, services, absences and no-show draws."""
    found = {policy: Figures() for policy in POLICIES}
    for number in range(days):
        cast = cast_of(scenario, seed, number)
        for policy, figures in found.items():
            figures.add(live(scenario, cast, policy.over(scenario.plan)))
    return found
