"""The contract that every driver keeps with the host, whatever its kind."""

from collections.abc import Sequence
from typing import Protocol, TypeVar, runtime_checkable

from devices.kinds.feeling import Feeling as Feeling

Event = TypeVar("Event", covariant=True)


class Driver(Protocol[Event]):
    """One device on one port. Everything runs in one thread; any call may raise a ``DeviceFault``."""

    @property
    def pause_s(self) -> float:
        """How long the host waits between two steps; an order cuts the wait short."""

    def open(self) -> None:
        """Claim the port, greet the device, forget everything from before."""

    def step(self) -> Sequence[Event]:
        """One bounded piece of work, a few seconds at the very most."""

    def feeling(self) -> Feeling:
        """The state after the last step."""

    def close(self) -> None:
        """Let go of the port; never raises, may be called twice."""


@runtime_checkable
class Unhurried(Protocol):
    """A driver one of whose calls may take long, opening and printing aside; any other is at fault sooner."""

    call_max_s: float
