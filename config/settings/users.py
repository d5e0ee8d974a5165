"""Who connects to the wire in this hall: name, role, and the counters it may speak for; from the plan's files."""

from dataclasses import dataclass, field, replace

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
        *(_host(name, devices, counters) for name in hosts),
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


def _host(name: str, devices: tuple[DeviceSettings, ...], counters: tuple[str, ...]) -> User:
    if name.startswith(KIOSK):
        return User(name, Role.KIOSK)
    named = {c for d in devices if d.at == name for c in d.counters}
    return User(name, Role.COUNTER_DEVICES, tuple(c for c in counters if c in named))


def _of_buttons(device: DeviceSettings) -> list[User]:
    """A device's buttons on the hall's own broker, and the driver that hears them: two, for a user is one client."""
    filters = [filter_of(topic) for topic in device.topics]
    rights = {BUTTONS_OF: "write", LISTENER_OF: "read"}
    return [
        User(prefix + device.name, Role.BUTTONS, device.counters, tuple((right, topic) for topic in filters))
        for prefix, right in rights.items()
        if filters
    ]
