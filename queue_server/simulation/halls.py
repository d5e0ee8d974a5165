"""The two halls that are simulated: that of a real plan, and one like the reference's.

Measured are the arrivals' profile, the spread of service times and of clerks' speed (queueing reference, section 4).
Assumed are each service's share, and in the hall like the reference's its mean time: no Chinese hall publishes a log of
its tickets.
"""

from datetime import date
from typing import Final

from config.plan import Counter, Department, Plan, Service, Text
from config.vocabulary import CounterId, DepartmentId, HallId, ServiceId, TicketClass
from queue_server.simulation.hours import FIRST_DAY, PROFILE, numbers_on, open_day, places_on, sessions_on
from queue_server.simulation.scenario import HOUR, MINUTE, Demand, Scenario, Session

RANKS_BEFORE: Final = 8
"""How even the services' shares are: with 0 the first is asked for twice as often as the second."""
BOOKED_MAX: Final = 0.20
PLACES_BOOKED: Final = 0.8
"""Of what can be booked."""


def open_to_public(plan: Plan, tickets: int, number: int = 0, since: date = FIRST_DAY) -> Scenario:
    """An open day of this plan: its hours, services, chains, counters and slots.

    The plan's order is that of use: a few services are asked for much, many seldom; chains are asked for as often
    as services on average. Nobody comes for an appeal first: who is sent there was at another counter.
    """
    day = open_day(plan, number, since)
    hours, places = numbers_on(plan, day), places_on(plan, day)
    asked = [s for s in plan.services if s.id != plan.appeal_service and hours.get(s.id, True)]
    chains = [chain for chain in plan.chains if {s.id for s in asked}.issuperset(chain.steps)]
    demands = [Demand(s.id, 1 / (rank + RANKS_BEFORE), s.mean_min) for rank, s in enumerate(asked)]
    usual = sum(demand.weight for demand in demands) / max(1, len(demands))
    demands += [Demand(c.id, usual, plan.service_by_id[c.steps[0]].mean_min) for c in chains]
    no_priority = TicketClass.PRIORITY in plan.class_limits.closed
    return Scenario(
        plan,
        tuple(demands),
        sessions_on(plan, day),
        tickets,
        day=day,
        numbers_s=hours | {chain.id: hours[chain.steps[0]] for chain in chains if hours},
        places=places,
        booked_share=min(BOOKED_MAX, PLACES_BOOKED * len(places) / tickets),
        priority_share=0.0 if no_priority else Scenario.priority_share,
        appeals_share=0.01,
        adds_share=0.02,
    )


KINDS: Final = (
    *(("a", 0.27, 6.2), ("b", 0.22, 8.2), ("c", 0.12, 14.4), ("d", 0.18, 10.3), ("e", 0.08, 16.5), ("f", 0.13, 11.3)),
)
"""The reference hall's services: id, share, mean minutes."""
WINDOWS: Final = (
    *(("a", "b"), ("a", "b"), ("a", "d"), ("b", "a"), ("b", "d"), ("b", "a"), ("d", "b"), ("d", "f"), ("d", "a")),
    *(("f", "d"), ("f", "b"), ("c", "a"), ("c", "b"), ("e", "a"), ("abcdef", ""), ("abcdef", "")),
)
"""Its sixteen windows: own services, second services; the last two are generalists."""


def reference_plan() -> Plan:
    """Six services, sixteen windows, head starts as recommended; who is not there when called is not called again."""
    office = DepartmentId("office")
    return Plan(
        hall=HallId("reference"),
        name=Text("参照大厅", "Reference hall"),
        time_zone="Asia/Shanghai",
        departments=(Department(office, Text("办事处", "Office")),),
        services=tuple(Service(ServiceId(k), office, Text(k, k), k.upper()) for k, _, _ in KINDS),
        counters=tuple(
            Counter(
                CounterId(f"w{place:02d}"), Text(f"{place}号窗口", f"Window {place}"), _services(own), _services(second)
            )
            for place, (own, second) in enumerate(WINDOWS, start=1)
        ),
        head_start_min={TicketClass.PRIORITY: 60, TicketClass.BOOKED: 30},
        no_show_returns_behind=0,
    )


def _services(letters: str) -> tuple[ServiceId, ...]:
    return tuple(ServiceId(letter) for letter in letters)


def reference_hall(tickets: int = 525) -> Scenario:
    """The reference's day, 08:00-16:00: nobody cancels, is held or put back, and everybody is served before the end."""
    return Scenario(
        plan=reference_plan(),
        demands=tuple(Demand(ServiceId(kind), share, mean) for kind, share, mean in KINDS),
        sessions=(Session(8 * HOUR, 16 * HOUR, PROFILE),),
        tickets=tickets,
        tickets_cv=0.06,
        clerk_speed_cv=0.0,
        second_factor=1.15,
        walk_s=(0, 0),
        hold_share=0.0,
        calls_again=0,
        call_again_after_s=MINUTE,
        gives_up_share=0.0,
        taps_again_share=0.0,
        on_paper=False,
        card_share=0.0,
        no_review_share=1.0,
        lunch_s=40 * MINUTE,
        overtime_s=6 * HOUR,
    )
