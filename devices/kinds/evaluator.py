"""An evaluator: keys at a counter with which a visitor judges the service."""

from dataclasses import dataclass
from typing import Protocol

from config.vocabulary import CounterId, Level
from devices.kinds.driver import Driver


@dataclass(frozen=True)
class MarkPressed:
    """A visitor pressed a key. Whether an evaluation is open is for the queue server to say."""

    counter: CounterId
    level: Level


class Evaluator(Driver[MarkPressed], Protocol):
    """Yields one event per press."""

    counters: frozenset[CounterId]
    """The counters whose evaluators are on this port."""
