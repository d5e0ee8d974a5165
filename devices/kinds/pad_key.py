"""The keys of a call pad."""

from enum import StrEnum


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
