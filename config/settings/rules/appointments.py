"""``[appointments]`` of ``hall.toml`` and ``slots`` of a service: what can be booked, and what a no-show brings."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import Annotated, Final, Literal

from pydantic import AfterValidator, Field, StringConstraints

from config.plan import Plan
from config.rules.appointments import DAYS_AHEAD_MAX, AppointmentRules, Slots, starts_on
from config.rules.opening import DAYS, Span, Spans, Week
from config.settings.model import Section
from config.settings.problems import Problem
from config.vocabulary import NAME_PATTERN

HOURS: Final = r"^([01][0-9]|2[0-3]):[0-5][0-9]-([01][0-9]|2[0-3]):[0-5][0-9]$"
SYSTEMS_MAX: Final = 20
MONDAY: Final = date(2026, 11, 16)


def _in_order(hours: tuple[str, ...]) -> tuple[str, ...]:
    spans = [_span(text) for text in hours]
    if any(span.closes <= span.opens for span in spans) or any(b.opens < a.closes for a, b in pairwise(spans)):
        raise ValueError("each must end after it begins, and not before the one before it ends")
    return hours


Hours = Annotated[
    tuple[Annotated[str, StringConstraints(pattern=HOURS)], ...], Field(max_length=6), AfterValidator(_in_order)
]
Day = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
Weekdays = Annotated[tuple[Day, ...], Field(max_length=len(DAYS))]
SlotMinutes = Annotated[int, Field(ge=5, le=480)]
SystemName = Annotated[str, StringConstraints(pattern=NAME_PATTERN)]


class AppointmentsSection(Section):
    """``[appointments]``: holds for every service with ``slots`` that says nothing else."""

    slot_min: SlotMinutes = 30
    hours: Hours = ()
    weekdays: Weekdays = ("monday", "tuesday", "wednesday", "thursday", "friday")
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
    hours: Hours | None = None
    weekdays: Weekdays | None = None


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
    hours = hall.hours if own.hours is None else own.hours
    weekdays = hall.weekdays if own.weekdays is None else own.weekdays
    return Slots(own.slot_min or hall.slot_min, own.capacity, _week(hours, weekdays))


def appointment_problems(plan: Plan) -> Iterator[Problem]:
    """A service whose slots fit into no day of an ordinary week."""
    for service in plan.services:
        week = (MONDAY + timedelta(days=n) for n in range(len(DAYS)))
        slots = service.slots
        if slots is not None and not any(True for day in week for _ in starts_on(slots, plan.opening, day)):
            yield Problem("services.toml", f"{service.id}.slots", "no slot fits into the hours; see [appointments]")


def _week(hours: tuple[str, ...], weekdays: tuple[str, ...]) -> Week:
    if not hours:
        return ()
    spans: Spans = tuple(_span(text) for text in hours)
    return tuple(spans if day in weekdays else () for day in DAYS)


def _span(text: str) -> Span:
    opens, closes = (_time(part) for part in text.split("-"))
    return Span(opens, closes)


def _time(text: str) -> time:
    return datetime.strptime(text, "%H:%M").time()  # noqa: DTZ007 (a time on the wall has no zone)
