"""What must hold between the entries of a plan; each breach is a problem with file and key."""

from collections import Counter as Tally
from collections.abc import Iterable, Iterator
from typing import Final, Protocol
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from config.plan import SERVICES_MAX, Plan
from config.settings.problems import Problem, twice
from config.settings.rules.appointments import AppointmentsSection, appointment_problems
from config.settings.rules.buttons import button_problems
from config.settings.rules.chains import chain_problems
from config.settings.rules.counters import NO_COUNTER, counter_rule_problems
from config.settings.rules.evaluation import evaluation_problems
from config.settings.rules.kiosk_blocks import block_problems
from config.settings.rules.names import name_problems
from config.settings.rules.numbers import number_problems
from config.settings.rules.opening import opening_problems
from config.settings.rules.order import order_problems
from config.settings.rules.ports import Plugged, port_problems
from config.settings.rules.posts import post_problems
from config.settings.rules.tides import tide_problems
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
from config.text import Text
from config.vocabulary import ServiceId

COUNTER_ID_MAX = 40 - len(COUNTER_SCREEN_OF)
"""A counter's screen is a user of the wire, whose name has at most 40 characters."""


AT_COUNTERS: Final = frozenset({"call_pad", "evaluator", "sign", "speaker"})
"""Kinds that follow what happens at counters: a kiosk hears none of it."""


class PluggedIn(Plugged, Protocol):
    """What the rules need to know of a device."""

    @property
    def kind(self) -> str:
        """What it can do."""

    @property
    def counters(self) -> tuple[str, ...]:
        """The counters it speaks for."""

    @property
    def topics(self) -> tuple[str, ...]:
        """Its topics on the hall's own broker."""

    @property
    def only_counters(self) -> tuple[str, ...]:
        """The counters to which it keeps."""

    @property
    def transfer_to(self) -> dict[str, str]:
        """The services to which it sends on, by counter."""

    @property
    def named_counters(self) -> tuple[str, ...]:
        """The counters that it calls by names of its own."""


def rule_problems(plan: Plan, devices: Iterable[PluggedIn], booking: AppointmentsSection) -> list[Problem]:
    """Every breach; ``booking`` is the hall's own ``[appointments]``, of which services keep what they do not say."""
    plugged_in = tuple(devices)
    return [
        *_hall(plan),
        *_services(plan),
        *name_problems(plan),
        *chain_problems(plan),
        *number_problems(plan),
        *order_problems(plan),
        *opening_problems(plan),
        *_counters(plan),
        *counter_rule_problems(plan),
        *tide_problems(plan),
        *post_problems(plan),
        *appointment_problems(plan, booking),
        *evaluation_problems(plan),
        *_devices(plan, plugged_in),
        *button_problems(plugged_in),
        *port_problems(plugged_in),
        *block_problems(plan, frozenset(device.at for device in plugged_in)),
    ]


def _hall(plan: Plan) -> Iterator[Problem]:
    try:
        ZoneInfo(plan.time_zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        wrong = Text(f"没有这个时区：{plan.time_zone}", f"no such time zone: {plan.time_zone!r}")
        yield Problem("hall.toml", "time_zone", wrong)


def _services(plan: Plan) -> Iterator[Problem]:
    if len(plan.services) > SERVICES_MAX:
        many = Text(f"业务超过 {SERVICES_MAX} 项", f"more than {SERVICES_MAX} services")
        yield Problem("services.toml", "department", many)
    yield from twice("services.toml", "department.id", (d.id for d in plan.departments))
    yield from twice("services.toml", "department.service.id", (s.id for s in plan.services))
    for prefix, times in Tally(s.prefix for s in plan.services).items():
        if times > 1:
            by = ", ".join(s.id for s in plan.services if s.prefix == prefix)
            said = Text(f"“{prefix}”出现 {times} 次：{by}", f"{prefix!r} stands {times} times: {by}")
            yield Problem("services.toml", "department.service.prefix", said)
    for service in plan.services:
        if not service.first_number <= service.last_number < 10**service.digits:
            fit = Text("应不小于 first_number，且位数不超过 digits", "must be ≥ first_number and fit into digits")
            yield Problem("services.toml", f"{service.id}.last_number", fit)
        if not plan.counters_of.get(service.id):
            yield Problem("services.toml", f"{service.id}", NO_COUNTER)
    yield from _unknown_services(plan)


def _unknown_services(plan: Plan) -> Iterator[Problem]:
    """Each name that is no service's, told once, with everything that names it."""
    named: dict[ServiceId, list[tuple[str, str]]] = {}
    for counter in plan.counters:
        for service in (*counter.services, *counter.second_services):
            named.setdefault(service, []).append(("counters.toml", f"{counter.id}.services"))
    for chain in plan.chains:
        for step in chain.steps:
            named.setdefault(step, []).append(("services.toml", f"{chain.id}.steps"))
    for service in sorted(named.keys() - plan.service_by_id.keys()):
        (file, key), *others = dict.fromkeys(named[service])
        also = ", ".join(key.partition(".")[0] for _, key in others)
        zh, en = f"没有这项业务：“{service}”", f"no such service: {service!r}"
        yield Problem(
            file, key, Text(f"{zh}；还有 {also} 也写了它", f"{en}; also named by {also}") if also else Text(zh, en)
        )


def _counters(plan: Plan) -> Iterator[Problem]:
    yield from twice("counters.toml", "counter.id", (c.id for c in plan.counters))
    for counter in plan.counters:
        if len(counter.id) > COUNTER_ID_MAX:
            zh, en = (
                f"“{counter.id}”超过 {COUNTER_ID_MAX} 个字符",
                f"{counter.id!r} has more than {COUNTER_ID_MAX} characters",
            )
            yield Problem("counters.toml", "counter.id", Text(zh, en))
        for service in sorted(set(counter.services) & set(counter.second_services)):
            own = Text(f"“{service}”已是本窗口自己的业务", f"{service!r} is already an own service")
            yield Problem("counters.toml", f"{counter.id}.second_services", own)


def _devices(plan: Plan, devices: tuple[PluggedIn, ...]) -> Iterator[Problem]:
    yield from twice("devices.toml", "device.name", (d.name for d in devices))
    taken = {SERVER, CONSOLE, PLANNER, CALL_SCREEN, WALL}
    for device in devices:
        if device.at in taken or device.at.startswith((EVALUATOR_OF, COUNTER_SCREEN_OF, BUTTONS_OF, LISTENER_OF)):
            other = Text(f"“{device.at}”是总线上的另一个用户", f"{device.at!r} is another user of the wire")
            yield Problem("devices.toml", f"{device.name}.at", other)
        if device.at.startswith(KIOSK) and device.kind in AT_COUNTERS:
            zh = f"取号机用不到 {device.kind}；它应接在窗口后面的电脑上"
            en = f"a kiosk has no use for a {device.kind}; it belongs to a computer behind the counters"
            yield Problem("devices.toml", f"{device.name}.at", Text(zh, en))
        told = (
            ("counters", device.counters),
            ("only_counters", device.only_counters),
            ("names", device.named_counters),
        )
        for option, counters in told:
            for counter in counters:
                if counter not in plan.counter_by_id:
                    none = Text(f"没有这个窗口：“{counter}”", f"no such counter: {counter!r}")
                    yield Problem("devices.toml", f"{device.name}.options.{option}", none)
        yield from _sent_on(plan, device)


def _sent_on(plan: Plan, device: PluggedIn) -> Iterator[Problem]:
    key = f"{device.name}.options.transfer_to"
    for counter, service in device.transfer_to.items():
        if counter not in device.counters:
            none = Text(f"“{counter}”不在本设备的 counters 中", f"{counter!r} is none of its counters")
            yield Problem("devices.toml", key, none)
        if service not in plan.service_by_id:
            none = Text(f"没有这项业务：“{service}”", f"no such service: {service!r}")
            yield Problem("devices.toml", key, none)
