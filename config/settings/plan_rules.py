"""What must hold between the entries of a plan; each breach is a problem with file and key."""

from collections import Counter as Tally
from collections.abc import Iterable, Iterator
from typing import Final, Protocol
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from config.plan import SERVICES_MAX, Plan
from config.settings.problems import Problem
from config.settings.rules.appointments import appointment_problems
from config.settings.rules.buttons import button_problems
from config.settings.rules.chains import chain_problems
from config.settings.rules.counters import NO_COUNTER, counter_rule_problems
from config.settings.rules.kiosk_blocks import block_problems
from config.settings.rules.numbers import number_problems
from config.settings.rules.opening import opening_problems
from config.settings.rules.order import order_problems
from config.settings.rules.posts import post_problems
from config.settings.user_names import (
    BUTTONS_OF,
    CALL_SCREEN,
    CONSOLE,
    COUNTER_SCREEN_OF,
    EVALUATOR_OF,
    KIOSK,
    LISTENER_OF,
    PLANNER,
    SERVER,
    WALL,
)

COUNTER_ID_MAX = 40 - len(COUNTER_SCREEN_OF)
"""A counter's screen is a user of the wire, whose name has at most 40 characters."""


AT_COUNTERS: Final = frozenset({"call_pad", "evaluator", "sign", "speaker"})
"""Kinds that follow what happens at counters: a kiosk hears none of it."""


class PluggedIn(Protocol):
    """What the rules need to know of a device."""

    @property
    def kind(self) -> str:
        """What it can do."""

    @property
    def name(self) -> str:
        """Its name in the hall."""

    @property
    def at(self) -> str:
        """The host that drives it: a user of the wire."""

    @property
    def counters(self) -> tuple[str, ...]:
        """The counters it speaks for."""

    @property
    def topics(self) -> tuple[str, ...]:
        """Its topics on the hall's own broker."""

    @property
    def only_counters(self) -> tuple[str, ...]:
        """The counters to which it keeps."""


def rule_problems(plan: Plan, devices: Iterable[PluggedIn]) -> list[Problem]:
    """Every breach."""
    plugged_in = tuple(devices)
    return [
        *_hall(plan),
        *_services(plan),
        *chain_problems(plan),
        *number_problems(plan),
        *order_problems(plan),
        *opening_problems(plan),
        *_counters(plan),
        *counter_rule_problems(plan),
        *post_problems(plan),
        *appointment_problems(plan),
        *_devices(plan, plugged_in),
        *button_problems(plugged_in),
        *block_problems(plan, frozenset(device.at for device in plugged_in)),
    ]


def _hall(plan: Plan) -> Iterator[Problem]:
    try:
        ZoneInfo(plan.time_zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        yield Problem("hall.toml", "time_zone", f"no such time zone: {plan.time_zone!r}")


def _services(plan: Plan) -> Iterator[Problem]:
    if len(plan.services) > SERVICES_MAX:
        yield Problem("services.toml", "department", f"more than {SERVICES_MAX} services")
    yield from _twice("services.toml", "department.id", (d.id for d in plan.departments))
    yield from _twice("services.toml", "department.service.id", (s.id for s in plan.services))
    for prefix, times in Tally(s.prefix for s in plan.services).items():
        if times > 1:
            by = ", ".join(s.id for s in plan.services if s.prefix == prefix)
            yield Problem("services.toml", "department.service.prefix", f"{prefix!r} stands {times} times: {by}")
    for service in plan.services:
        if not service.first_number <= service.last_number < 10**service.digits:
            yield Problem("services.toml", f"{service.id}.last_number", "must be ≥ first_number and fit into digits")
        if not plan.counters_of.get(service.id):
            yield Problem("services.toml", f"{service.id}", NO_COUNTER)


def _counters(plan: Plan) -> Iterator[Problem]:
    yield from _twice("counters.toml", "counter.id", (c.id for c in plan.counters))
    for counter in plan.counters:
        if len(counter.id) > COUNTER_ID_MAX:
            yield Problem("counters.toml", "counter.id", f"{counter.id!r} has more than {COUNTER_ID_MAX} characters")
        for service in sorted(counter.skills - plan.service_by_id.keys()):
            yield Problem("counters.toml", f"{counter.id}.services", f"no such service: {service!r}")
        for service in sorted(set(counter.services) & set(counter.second_services)):
            yield Problem("counters.toml", f"{counter.id}.second_services", f"{service!r} is already an own service")


def _devices(plan: Plan, devices: tuple[PluggedIn, ...]) -> Iterator[Problem]:
    yield from _twice("devices.toml", "device.name", (d.name for d in devices))
    taken = {SERVER, CONSOLE, PLANNER, CALL_SCREEN, WALL}
    for device in devices:
        if device.at in taken or device.at.startswith((EVALUATOR_OF, COUNTER_SCREEN_OF, BUTTONS_OF, LISTENER_OF)):
            yield Problem("devices.toml", f"{device.name}.at", f"{device.at!r} is another user of the wire")
        if device.at.startswith(KIOSK) and device.kind in AT_COUNTERS:
            wrong = f"a kiosk has no use for a {device.kind}; it belongs to a computer behind the counters"
            yield Problem("devices.toml", f"{device.name}.at", wrong)
        for counter in device.counters:
            if counter not in plan.counter_by_id:
                yield Problem("devices.toml", f"{device.name}.options.counters", f"no such counter: {counter!r}")
        for counter in device.only_counters:
            if counter not in plan.counter_by_id:
                yield Problem("devices.toml", f"{device.name}.options.only_counters", f"no such counter: {counter!r}")


def _twice(file: str, key: str, values: Iterable[str]) -> Iterator[Problem]:
    for value, times in Tally(values).items():
        if times > 1:
            yield Problem(file, key, f"{value!r} stands {times} times")
