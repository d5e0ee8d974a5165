"""A hall to decide in: a hundred open counters, 2,000 people waiting, and as many served before as one likes."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from config.plan import Counter, Department, Plan, Service, Text
from config.rules.opening import Opening, Span
from config.rules.order import CallOrder
from config.vocabulary import CounterId, DepartmentId, HallId, ServiceId, TicketClass
from queue_server.domain.commands import AdoptPlan, BeginDay, CallNext, Command, FinishService, OpenCounter, TakeTicket
from queue_server.domain.decide import decide
from queue_server.domain.hall import Hall
from queue_server.domain.refusals import Refusal

LIVE, COUNTERS, SERVICES, SKILLS = 2_000, 100, 50, 10
MORNING: Final = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
NIGHT: Final = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
"""Outside the hours: no numbers are given."""
HOURS: Final = (Span(time(9), time(12)), Span(time(13), time(17)))
CALL_BY: Final = CallOrder()
TEXT: Final = Text("台", "bench")


def counter_at(place: int) -> CounterId:
    """Any counter, in turn."""
    return CounterId(f"c{place % COUNTERS}")


def service_at(place: int) -> ServiceId:
    """Any service, in turn."""
    return ServiceId(f"s{place % SERVICES}")


def bench_plan(order: CallOrder = CALL_BY) -> Plan:
    """A hundred counters, each with one service of its own and nine second ones."""
    office = DepartmentId("office")
    return Plan(
        hall=HallId("bench"),
        name=TEXT,
        time_zone="Asia/Shanghai",
        departments=(Department(office, TEXT),),
        services=tuple(
            Service(service_at(n), office, TEXT, f"{chr(65 + n // 26)}{chr(65 + n % 26)}", 1, 99_999, 5)
            for n in range(SERVICES)
        ),
        counters=tuple(
            Counter(counter_at(n), TEXT, (service_at(n),), tuple(service_at(n + k) for k in range(1, SKILLS)))
            for n in range(COUNTERS)
        ),
        head_start_min={TicketClass.PRIORITY: 60, TicketClass.BOOKED: 30},
        opening=Opening(week=(HOURS,) * 5 + ((), ()), last_issue_min=10),
        order=order,
    )


def busy_hall(history: int, order: CallOrder = CALL_BY) -> Hall:
    """A hall in which so many were served today, all counters are open and 2,000 wait.

    Where the last class has turns, one is due at every counter.
    """
    hall, now = Hall(), MORNING
    for command in _until_now(history, order):
        outcome = decide(hall, command, now)
        if isinstance(outcome, Refusal):
            raise RuntimeError(f"{command}: {outcome.words.en}")
        for fact in outcome:
            hall.apply(fact, now)
        now += timedelta(milliseconds=100)
    return hall


def _until_now(history: int, order: CallOrder) -> Iterator[Command]:
    yield AdoptPlan(bench_plan(order), "bench")
    yield BeginDay(date(2026, 11, 23))
    for place in range(COUNTERS):
        yield OpenCounter(counter_at(place), f"clerk-{place}")
    passing = [TicketClass.PRIORITY] * COUNTERS * order.last_class_after
    for place, ticket_class in enumerate([TicketClass.ORDINARY] * history + passing):
        yield TakeTicket("kiosk-1", service_at(place), ticket_class)
        yield CallNext(counter_at(place), "bench")
        yield FinishService(counter_at(place), "bench")
    kinds = (TicketClass.ORDINARY, TicketClass.ORDINARY, TicketClass.PRIORITY)
    for place in range(LIVE):
        yield TakeTicket("kiosk-1", service_at(place), kinds[place % len(kinds)])
