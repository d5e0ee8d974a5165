"""Who connects to the wire in this hall: name, role, and the counters it may speak for; from the plan's files."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Final

from config.plan import Plan
from config.settings.plan_files import DeviceSettings
from config.settings.rules.buttons import filter_of
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
from config.vocabulary import Role
from config.wire import topics
from config.wire.pictures import CounterPicture

SPEAKER: Final = "speaker"
"""The kind that says calls: it has to know when one is over."""
ALL: Final = "+"


@dataclass(frozen=True)
class User:
    """One user of the wire. ``counters`` empty: none; the console may speak for all."""

    name: str
    role: Role
    counters: tuple[str, ...] = field(default=())
    topics: tuple[tuple[str, str], ...] = field(default=())
    """Rights besides those of the role: ``write`` | ``read`` and a topic filter."""


def users_of(plan: Plan, devices: tuple[DeviceSettings, ...]) -> list[User]:
    """Server, console, who changes the plan, screens, each host of devices; an evaluator and a screen a counter."""
    counters = tuple(counter.id for counter in plan.counters)
    hosts = sorted({device.at for device in devices})
    return [
        User(SERVER, Role.SERVER, counters),
        User(CONSOLE, Role.CONSOLE, counters),
        User(PLANNER, Role.PLANNER),
        User(CALL_SCREEN, Role.CALL_SCREEN),
        User(WALL, Role.WALL),
        *(_host(plan.hall, name, devices, counters) for name in hosts),
        *(User(EVALUATOR_OF + counter, Role.EVALUATOR, (counter,)) for counter in counters),
        *(User(COUNTER_SCREEN_OF + counter, Role.COUNTER_SCREEN, (counter,)) for counter in counters),
        *(user for device in devices for user in _of_buttons(device)),
    ]


def joined(before: list[User], after: list[User]) -> list[User]:
    """The users of a newer plan with those of the one before, each with the counters of both."""
    known = {user.name: user for user in before}
    here = {user.name for user in after}
    both = [
        replace(user, counters=tuple(dict.fromkeys((*user.counters, *known[user.name].counters))))
        if user.name in known
        else user
        for user in after
    ]
    return [*both, *(user for user in before if user.name not in here)]


def narrowed(users: list[User], counters: frozenset[str]) -> list[User]:
    """The same users for these counters alone; who spoke only for others is none any more."""
    return [
        replace(user, counters=tuple(counter for counter in user.counters if counter in counters))
        for user in users
        if not user.counters or not counters.isdisjoint(user.counters)
    ]


def pictures_followed(hall: str, devices: Iterable[DeviceSettings]) -> list[str]:
    """What a computer's devices hear of counters: those they speak for, and those whose calls they say."""
    here = tuple(devices)
    speakers = [device for device in here if device.kind == SPEAKER]
    followed = {counter for device in here for counter in device.counters}
    followed |= {counter for device in speakers for counter in device.only_counters}
    if any(not device.only_counters for device in speakers):
        followed = {ALL}
    return [topics.filter_of(hall, CounterPicture, {"counter": counter}) for counter in sorted(followed)]


def _host(hall: str, name: str, devices: tuple[DeviceSettings, ...], counters: tuple[str, ...]) -> User:
    if name.startswith(KIOSK):
        return User(name, Role.KIOSK)
    here = [device for device in devices if device.at == name]
    named = {counter for device in here for counter in device.counters}
    speakers = [device for device in here if device.kind == SPEAKER]
    reads = tuple(("read", topic) for topic in pictures_followed(hall, speakers))
    return User(name, Role.COUNTER_DEVICES, tuple(c for c in counters if c in named), reads)


def _of_buttons(device: DeviceSettings) -> list[User]:
    """A device's buttons on the hall's own broker, and the driver that hears them: two, for a user is one client."""
    filters = [filter_of(topic) for topic in device.topics]
    rights = {BUTTONS_OF: "write", LISTENER_OF: "read"}
    return [
        User(prefix + device.name, Role.BUTTONS, device.counters, tuple((right, topic) for topic in filters))
        for prefix, right in rights.items()
        if filters
    ]
