"""A call pad: the clerk's keys at a counter, some with a small number display."""

from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from config.vocabulary import CounterId
from devices.kinds.driver import Driver
from devices.kinds.pad_key import PadKey as PadKey


@dataclass(frozen=True)
class PadPressed:
    """A clerk pressed a key."""

    counter: CounterId
    key: PadKey
    device: str = ""
    """The device's name in the settings; the host fills it in."""
    service: str = ""
    """Where *transfer* sends to."""


class CallPad(Driver[PadPressed], Protocol):
    """Yields one event per press."""

    counters: frozenset[CounterId]
    """The counters whose pads are on this port."""


@runtime_checkable
class ShowingPad(CallPad, Protocol):
    """A pad with a display of digits."""

    def show_number(self, counter: CounterId, digits: str) -> None:
        """Show a ticket's last digits on this counter's pad; an empty string blanks it."""
