"""The machines on the wall: devices worst first, and who is on the wire, by what they are. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import tzinfo
from typing import Final

from config.vocabulary import DeviceState, Role, Trouble
from config.wire.presence import Health, Presence
from hall_display.moment import clock_of

WORST_FIRST: Final = (DeviceState.DOWN, DeviceState.WARNING, DeviceState.OK)
ROLES_SHOWN: Final = (
    *(Role.SERVER, Role.CONSOLE, Role.KIOSK, Role.CALL_SCREEN),
    *(Role.COUNTER_SCREEN, Role.COUNTER_DEVICES, Role.EVALUATOR),
)
"""The wall itself is not listed: whoever reads it sees that it is there."""


@dataclass(frozen=True)
class Device:
    """One device's health."""

    name: str
    host: str
    state: DeviceState
    trouble: Trouble
    since: str

    @property
    def bad(self) -> bool:
        """Whether somebody should look after it."""
        return self.state is not DeviceState.OK


@dataclass(frozen=True)
class Group:
    """Users of one role: how many are here of those that have ever come, and who is gone."""

    role: Role
    online: int
    known: int
    gone: tuple[str, ...]


def devices_shown(healths: Iterable[Health], zone: tzinfo) -> tuple[Device, ...]:
    """Worst first; among equals the latest change first, then by name."""
    ordered = sorted(healths, key=lambda health: (health.user, health.device))
    ordered.sort(key=lambda health: health.since, reverse=True)
    ordered.sort(key=lambda health: WORST_FIRST.index(health.state))
    return tuple(
        Device(health.device, health.user, health.state, health.trouble, clock_of(health.since, zone))
        for health in ordered
    )


def groups_shown(presences: Mapping[str, Presence], roles: Mapping[str, Role]) -> tuple[Group, ...]:
    """One line a role that has ever been seen; kiosk, console and server also when they have not."""
    always = {Role.SERVER, Role.CONSOLE, Role.KIOSK}
    groups = []
    for role in ROLES_SHOWN:
        names = sorted(user for user, known in roles.items() if known is role and (user in presences or role in always))
        here = [user for user in names if user in presences and presences[user].online]
        if names:
            groups.append(Group(role, len(here), len(names), tuple(user for user in names if user not in here)))
    return tuple(groups)
