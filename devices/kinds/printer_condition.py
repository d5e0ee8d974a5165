"""The conditions of a printer."""

from enum import StrEnum


class PrinterCondition(StrEnum):
    """What the printer says of itself. *No answer* means unknown; it never means *paper out*."""

    READY = "ready"
    PAPER_NEAR_END = "paper_near_end"
    PAPER_OUT = "paper_out"
    COVER_OPEN = "cover_open"
    OFFLINE = "offline"
    ERROR = "error"
    NO_ANSWER = "no_answer"
