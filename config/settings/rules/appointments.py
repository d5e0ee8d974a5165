"""``[appointments]`` of ``hall.toml`` and ``slots`` of a service: what can be booked, and what a no-show brings."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Annotated, Final

from pydantic import Field

from config.plan import Plan
from config.rules.appointments import DAYS_AHEAD_MAX, AppointmentRules, Slots, starts_on
from config.rules.opening import Calendar, Opening, Week
from config.settings.model import Section
from config.settings.problems import Problem, twice
from config.settings.rules.opening import MONDAY, WeekTable, first_to_last, outside_problems, week_of, week_problems
from config.settings.values.shapes import NameText
from config.text import Text
from config.vocabulary import Weekday

SYSTEMS_MAX: Final = 20
SlotMinutes = Annotated[int, Field(ge=5, le=480)]


class AppointmentsSection(Section):
    """``[appointments]``: holds for every service with ``slots`` that says nothing else. No hours: the hall's."""

    slot_min: SlotMinutes = 30
    hours: WeekTable = Field(default_factory=dict)
    days_ahead: Annotated[int, Field(ge=0, le=DAYS_AHEAD_MAX)] = 7
    early_min: Annotated[int, Field(ge=0, le=720)] = 0
    no_shows_max: Annotated[int, Field(ge=0, le=100)] = 0
    no_show_days: Annotated[int, Field(ge=1, le=366)] = 90
    block_days: Annotated[int, Field(ge=1, le=366)] = 30
    systems: Annotated[tuple[NameText, ...], Field(max_length=SYSTEMS_MAX)] = ()


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


def appointment_problems(plan: Plan, hall: AppointmentsSection) -> Iterator[Problem]:
    """Hours that are wrong or outside the hall's, and a service whose slots fit into no day of an ordinary week."""
    yield from twice("hall.toml", "appointments.systems", hall.systems)
    halls = week_of(hall.hours) if hall.hours else ()
    if halls:
        yield from _week_problems("hall.toml", "appointments.hours", halls, plan.opening)
    for service in plan.services:
        slots = service.slots
        if slots is None:
            continue
        if slots.week and slots.week != halls:
            yield from _week_problems("services.toml", f"{service.id}.slots.hours", slots.week, plan.opening)
        most = _most_a_day(slots, plan.opening)
        if not most:
            none = Text("时间内放不下一个时段；见 [appointments]", "no slot fits into the hours; see [appointments]")
            yield Problem("services.toml", f"{service.id}.slots", none)
        there = most * slots.capacity + (plan.kiosk_blocks.in_all if plan.kiosk_blocks is not None else 0)
        if len(plan.numbers.last_of(service.first_number, service.last_number, service.digits, there)) < there:
            zh = f"一天的时段可约 {most * slots.capacity} 人：号段不够用"
            en = f"a day's slots hold {most * slots.capacity} visitors: the range has too few numbers for them"
            yield Problem("services.toml", f"{service.id}.slots.capacity", Text(zh, en))


def _week_problems(file: str, key: str, week: Week, opening: Opening | None) -> Iterator[Problem]:
    yield from week_problems(file, key, week)
    if opening is not None:
        within = tuple(map(first_to_last, opening.week)) if opening.midday_numbers else opening.week
        yield from outside_problems(file, key, week, within)


def _most_a_day(slots: Slots, opening: Opening | None) -> int:
    """How many slots the fullest day of an ordinary week has."""
    plain = opening and replace(opening, calendar=Calendar())
    week = (MONDAY + timedelta(days=n) for n in range(len(Weekday)))
    return max(sum(1 for _ in starts_on(slots, plain, day)) for day in week)
