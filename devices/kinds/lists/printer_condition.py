"""The conditions of a printer."""

from enum import StrEnum


class PrinterCondition(StrEnum):
    """What the printer says of itself, the worst first. *No answer* means unknown; it never means *paper out*."""

    NO_ANSWER = "no_answer"
    COVER_OPEN = "cover_open"
    PAPER_OUT = "paper_out"
    JAM = "jam"
    CUTTER_ERROR = "cutter_error"
    ERROR = "error"
    OFFLINE = "offline"
    TICKET_IN_MOUTH = "ticket_in_mouth"
    PAPER_NEAR_END = "paper_near_end"
    READY = "ready"
