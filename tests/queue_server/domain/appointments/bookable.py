"""The small hall with slots: identity cards every half hour for two, permits every hour for one."""

from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Final

from config.plan import Plan
from config.rules.appointments import AppointmentRules, Slots
from config.rules.opening import Span
from queue_server.domain.appointments.commands import BookAppointment
from queue_server.domain.appointments.facts import AppointmentBooked
from tests.queue_server.domain.examples import IDENTITY, NINE, PLAN, SmallHall

HOURS: Final = (Span(time(9), time(12)), Span(time(13, 30), time(17)))
WEEK: Final = (HOURS,) * 7
TEN: Final = NINE + timedelta(hours=1)
DAY_LONG: Final = timedelta(days=1)


def bookable(plan: Plan = PLAN, rules: AppointmentRules | None = None) -> Plan:
    """A plan's first two services with slots."""
    slots = (Slots(30, 2, WEEK), Slots(60, 1, WEEK), *(None for _ in plan.services))
    services = tuple(replace(service, slots=own) for service, own in zip(plan.services, slots, strict=False))
    return replace(plan, services=services, appointments=rules or AppointmentRules())


def book(
    small: SmallHall, code: int, starts_at: datetime = TEN, card: str | None = None, key: str | None = None
) -> AppointmentBooked:
    """An appointment for an identity card that must be given."""
    origin = None if key is None else "city"
    (fact,) = small.do(BookAppointment(IDENTITY, starts_at, f"{code:08}", "chen", card, "龙**", origin, key))
    assert isinstance(fact, AppointmentBooked)
    return fact
