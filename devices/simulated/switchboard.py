"""A twin's switches: a closed list per twin, all off at first, each perhaps with something to do when it is thrown."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Generic, TypeVar

from devices.simulated.twin import UnknownSwitch

Switch = TypeVar("Switch", bound=StrEnum)


class Switchboard(Generic[Switch]):
    """Which ways of misbehaving are on."""

    def __init__(self, kinds: type[Switch], thrown: Callable[[Switch, bool], None] | None = None) -> None:
        self._kinds = kinds
        self._thrown = thrown
        self._on: set[Switch] = set()

    def throw(self, name: str, on: bool) -> None:
        """Turn one on or off. Raises UnknownSwitch."""
        try:
            kind = self._kinds(name)
        except ValueError:
            raise UnknownSwitch(f"no switch {name!r}; there are {', '.join(self._kinds)}") from None
        (self._on.add if on else self._on.discard)(kind)
        if self._thrown is not None:
            self._thrown(kind, on)

    def on(self, kind: Switch) -> bool:
        """Whether it is on."""
        return kind in self._on

    def once(self, kind: Switch) -> bool:
        """Whether it is on; it is off afterwards."""
        was_on = kind in self._on
        self._on.discard(kind)
        return was_on

    def all(self) -> Mapping[str, bool]:
        """Every switch and how it stands."""
        return {kind.value: kind in self._on for kind in self._kinds}
