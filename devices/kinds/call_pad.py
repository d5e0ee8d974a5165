"""A call pad: the clerk's keys at a counter, with a small number display."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol, runtime_checkable

from config.vocabulary import CounterId
from devices.kinds.driver import Driver


class PadKey(StrEnum):
    """What a clerk can ask for with one key (or a digit and *confirm*)."""

    CALL_NEXT = "call_next"
    CALL_AGAIN = "call_again"
    ASK_EVALUATION = "ask_evaluation"
    CANCEL = "cancel"
    PAUSE = "pause"
    TRANSFER = "transfer"
    STAND_BEHIND_LINE = "stand_behind_line"
    NO_SHOW = "no_show"
    HOLD = "hold"
    CALL_BACK = "call_back"


@dataclass(frozen=True)
class PadPressed:
    """A clerk pressed a key."""

    counter: CounterId
    key: PadKey


@runtime_checkable
class CallPad(Driver[PadPressed], Protocol):
    """Yields one event per press; shows digits."""

    counters: frozenset[CounterId]
    """The counters whose pads are on this port."""

    def show_number(self, counter: CounterId, digits: str) -> None:
        """Show a ticket's last digits on this counter's pad; an empty string blanks it."""
