"""What a hall can call, by its plan."""

from dataclasses import dataclass

from devices.kinds.speaker import CallToSay


@dataclass(frozen=True)
class HallCalls:
    """What can be called by the hall's plan, for speakers that have to have it ready; empty: it is not known."""

    prefixes: tuple[str, ...] = ()
    """Of all services' numbers."""
    counters: tuple[CallToSay, ...] = ()
    """A call to each counter, without a number."""
