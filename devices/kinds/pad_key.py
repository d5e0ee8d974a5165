"""The keys of a call pad, and what any key at a counter may mean."""

from enum import StrEnum
from typing import Final

from config.vocabulary import Level


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


WITHOUT_USE: Final = frozenset({PadKey.CANCEL, PadKey.STAND_BEHIND_LINE})
"""Keys that some pads have and from which nothing follows, unless a hall has them mean another one."""
Meaning = Level | PadKey
"""A visitor's mark, or a clerk's wish. No name stands in both lists."""


def meaning_of(name: str) -> Meaning:
    """By its name in the settings. Raises ValueError."""
    try:
        return PadKey(name)
    except ValueError:
        return Level(name)
