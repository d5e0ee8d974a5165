"""``[appointments]`` of ``hall.toml`` and ``slots`` of a service: what can be booked, and what a no-show brings."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Annotated, Final

from pydantic import Field, StringConstraints

from config.plan import Plan
from config.rules.appointments import DAYS_AHEAD_MAX, AppointmentRules, Slots, starts_on
from config.settings.model import Section
from config.settings.problems import Problem
from config.settings.rules.opening import WeekTable, week_of, week_problems
from config.vocabulary import NAME_PATTERN, Weekday

SYSTEMS_MAX: Final = 20
MONDAY: Final = date(2026, 11, 16)
SlotMinutes = Annotated[int, Field(ge=5, le=480)]
SystemName = Annotated[str, StringConstraints(pattern=NAME_PATTERN)]


class AppointmentsSection(Section):
    """``[appointments]``: holds for every service with ``slots`` that says nothing else. No hours: the hall's."""

    slot_min: SlotMinutes = 30
    hours: WeekTable = Field(default_factory=dict)
    days_ahead: Annotated[int, Field(ge=0, le=DAYS_AHEAD_MAX)] = 7
    early_min: Annotated[int, Field(ge=0, le=720)] = 0
    no_shows_max: Annotated[int, Field(ge=0, le=100)] = 0
    no_show_days: Annotated[int, Field(ge=1, le=366)] = 90
    block_days: Annotated[int, Field(ge=1, le=366)] = 30
    systems: Annotated[tuple[SystemName, ...], Field(max_length=SYSTEMS_MAX)] = ()


class SlotsSection(Section):
    """``slots`` of one service; what is left out is the hall's."""

    capacity: Annotated[int, Field(ge=1, le=1_000)]
    slot_min: SlotMinutes | None = None
    hours: WeekTable = Field(default_factory=dict)


def rules_of(section: AppointmentsSection) -> AppointmentRules:
    """What holds for all appointments."""
    return AppointmentRules(
        days_ahead=section.days_ahead,
        early_min=section.early_min,
        no_shows_max=section.no_shows_max,
        no_show_days=section.no_show_days,
        block_days=section.block_days,
        systems=section.systems,
    )


def slots_of(hall: AppointmentsSection, own: SlotsSection | None) -> Slots | None:
    """The slots of one service; None when nothing of it can be booked."""
    if own is None:
        return None
    hours = own.hours or hall.hours
    return Slots(own.slot_min or hall.slot_min, own.capacity, week_of(hours) if hours else ())


def appointment_problems(plan: Plan) -> Iterator[Problem]:
    """Hours that are wrong, and a service whose slots fit into no day of an ordinary week."""
    for service in plan.services:
        week = [MONDAY + timedelta(days=n) for n in range(len(Weekday))]
        slots = service.slots
        if slots is not None and slots.week:
            yield from week_problems("services.toml", f"{service.id}.slots.hours", slots.week)
        if slots is None:
            continue
        most = max(sum(1 for _ in starts_on(slots, plan.opening, day)) for day in week)
        if not most:
            yield Problem("services.toml", f"{service.id}.slots", "no slot fits into the hours; see [appointments]")
        there = most * slots.capacity + (plan.kiosk_blocks.in_all if plan.kiosk_blocks is not None else 0)
        if len(plan.numbers.last_of(service.first_number, service.last_number, service.digits, there)) < there:
            reason = f"a day's slots hold {most * slots.capacity} visitors: the range has too few numbers for them"
            yield Problem("services.toml", f"{service.id}.slots.capacity", reason)
