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


class Line(Protocol):
    """The device's side of a port."""

    def start(self) -> None:
        """Plug in and begin to listen."""

    def stop(self) -> None:
        """Unplug and end."""

    def plug_in(self) -> None:
        """Make the port appear."""

    def unplug(self) -> None:
        """Make the port vanish, also under a driver that has it open."""


class Switchboard(Generic[Switch]):
    """A twin's switches: a closed list, all off at first; ``thrown`` is told of each change."""

    def __init__(self, kinds: type[Switch], thrown: Callable[[Switch, bool], None]) -> None:
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


class SwitchedTwin(Generic[Switch]):
    """A twin that misbehaves as its switches say."""

    def __init__(self, kinds: type[Switch]) -> None:
        self._board = Switchboard(kinds, self._thrown)

    def switch(self, name: str, on: bool) -> None:
        """Misbehave, or stop it. Raises UnknownSwitch."""
        self._board.throw(name, on)

    def switches(self) -> dict[str, bool]:
        """All switches and how they stand."""
        return dict(self._board.all())

    def _thrown(self, switch: Switch, on: bool) -> None:
        """A switch was thrown; most are only looked at when they matter."""


class LineTwin(SwitchedTwin[Switch]):
    """A twin on a line of its own, which the switch ``unplugged`` pulls out and puts back."""

    def __init__(self, kinds: type[Switch], line: Line, unplugged: Switch) -> None:
        super().__init__(kinds)
        self._plug = line
        self._unplugged = unplugged

    def start(self) -> None:
        """Plug in."""
        self._plug.start()

    def stop(self) -> None:
        """Unplug and end."""
        self._plug.stop()

    def _thrown(self, switch: Switch, on: bool) -> None:
        if switch is self._unplugged:
            (self._plug.unplug if on else self._plug.plug_in)()
