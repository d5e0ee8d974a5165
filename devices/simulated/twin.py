"""What every twin can do for the bench and the tests: start, stop, be switched to misbehave, say how it is."""

from collections.abc import Mapping
from typing import Protocol


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
