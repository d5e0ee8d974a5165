"""Who connects to the wire in this hall: name, role, and the counters it may speak for; from the plan's files."""

from dataclasses import dataclass, field

from config.plan import Plan
from config.settings.plan_files import DeviceSettings
from config.settings.user_names import CALL_SCREEN, CONSOLE, COUNTER_SCREEN_OF, EVALUATOR_OF, SERVER, WALL
from config.vocabulary import Role


@dataclass(frozen=True)
class User:
    """One user of the wire. ``counters`` empty: none; the console may speak for all."""

    name: str
    role: Role
    counters: tuple[str, ...] = field(default=())


def users_of(plan: Plan, devices: tuple[DeviceSettings, ...]) -> list[User]:
    """The server, the console, the screens, each host of devices, one evaluator and one screen a counter."""
    counters = tuple(counter.id for counter in plan.counters)
    hosts = sorted({device.at for device in devices})
    return [
        User(SERVER, Role.SERVER, counters),
        User(CONSOLE, Role.CONSOLE, counters),
        User(CALL_SCREEN, Role.CALL_SCREEN),
        User(WALL, Role.WALL),
        *(_host(name, devices, counters) for name in hosts),
        *(User(EVALUATOR_OF + counter, Role.EVALUATOR, (counter,)) for counter in counters),
        *(User(COUNTER_SCREEN_OF + counter, Role.COUNTER_SCREEN, (counter,)) for counter in counters),
    ]


def _host(name: str, devices: tuple[DeviceSettings, ...], counters: tuple[str, ...]) -> User:
    if name.startswith("kiosk"):
        return User(name, Role.KIOSK)
    named = {c for d in devices if d.at == name for c in d.counters}
    return User(name, Role.COUNTER_DEVICES, tuple(c for c in counters if c in named))
