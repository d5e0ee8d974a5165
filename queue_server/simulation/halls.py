"""The two halls that are simulated: a real plan with Longli's hours, and one like the reference's.

Measured are the arrivals' profile, the spread of service times and of clerks' speed (queueing reference, section 4).
Assumed are each service's share and mean time: no Chinese hall publishes a log of its tickets.
"""

from dataclasses import replace
from typing import Final

from config.plan import Counter, Department, Plan, Service, Text
from config.vocabulary import CounterId, DepartmentId, HallId, ServiceId, TicketClass
from queue_server.simulation.scenario import HOUR, MINUTE, Demand, Scenario, Session

PROFILE: Final = (14.0, 4.6, 4.7, 5.3, 6.2, 7.3, 7.5, 6.7, 6.4, 7.0, 6.1, 6.1, 4.9, 4.5, 4.1, 2.0)
"""Percent of a day's arrivals in each half hour after opening, 577 queue-days of Warsaw's government halls."""
SECOND_RUSH: Final = 10.5
"""The first half hour after a midday break, in the same unit: three quarters of the morning's rush."""
MORNING, AFTERNOON = (9 * HOUR, 12 * HOUR), (13 * HOUR + 30 * MINUTE, 17 * HOUR)
HALF_HOURS_AM, HALF_HOURS_PM = 6, 7
TIDE_COUNTERS: Final = (CounterId("jy01"),)
"""Open from July to September only."""


def open_to_public(plan: Plan, tickets: int) -> Scenario:
    """A day of this plan, 09:00-12:00 and 13:30-17:00, with a rush at each opening.

    The plan's order is that of use: a few services are asked for much, many seldom, and the seldom ones take longer.
    Nobody's matter comes to nothing: the appeal counter and its service are left out.
    """
    counters = tuple(counter for counter in plan.counters if not counter.rules.appeals)
    services = tuple(service for service in plan.services if service.id != plan.appeal_service)
    plan = replace(plan, services=services, counters=counters)
    last = len(plan.services) - 1
    demands = tuple(
        Demand(service.id, 1 / (rank + 8), 6 + 10 * rank / max(last, 1)) for rank, service in enumerate(plan.services)
    )
    sessions = (
        Session(*MORNING, PROFILE[:HALF_HOURS_AM]),
        Session(*AFTERNOON, (SECOND_RUSH, *PROFILE[1 - HALF_HOURS_PM :])),
    )
    return Scenario(plan, demands, sessions, tickets, unstaffed=TIDE_COUNTERS)


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
