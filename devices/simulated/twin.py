"""What every twin can do for the bench and the tests: start, stop, be switched to misbehave, say how it is."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Generic, Protocol, TypeVar

Switch = TypeVar("Switch", bound=StrEnum)


class UnknownSwitch(ValueError):
    """The twin has no such switch."""


class Twin(Protocol):
    """One simulated device on its port."""

    def start(self) -> None:
        """Plug in."""

    def stop(self) -> None:
        """Unplug and end."""

    def switch(self, name: str, on: bool) -> None:
        """Misbehave, or stop it. Raises UnknownSwitch."""

    def switches(self) -> Mapping[str, bool]:
        """All switches and how they stand."""


class Switchboard(Generic[Switch]):
    """A twin's switches: a closed list, all off at first; ``thrown`` is told of each change."""

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
