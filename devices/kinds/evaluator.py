"""An evaluator: keys at a counter with which a visitor judges the service."""

from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from config.vocabulary import CounterId, Level
from devices.kinds.driver import Driver
from devices.kinds.mark_wanted import MarkWanted as MarkWanted


@dataclass(frozen=True)
class MarkPressed:
    """A visitor pressed a key. Whether an evaluation is open is for the queue server to say."""

    counter: CounterId
    level: Level
    ticket: str = ""
    """The ticket that the evaluator was asked about; "" where it only has keys and knows of no visitor."""
    device: str = ""
    """The device's name in the settings; the host fills it in."""


class Evaluator(Driver[MarkPressed], Protocol):
    """Yields one event per press."""

    counters: frozenset[CounterId]
    """The counters whose evaluators are on this port."""


@runtime_checkable
class AskedEvaluator(Evaluator, Protocol):
    """An evaluator that stays dark until it is asked."""

    def ask_mark(self, counter: CounterId, wanted: MarkWanted | None) -> None:
        """Have the visitor judge this service, or (None) let it be."""
