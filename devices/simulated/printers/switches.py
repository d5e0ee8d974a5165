"""Ways in which a printer's twin misbehaves. No wrong_checksum: its answers have no checksum."""

from enum import StrEnum
from typing import Final


class PrinterSwitch(StrEnum):
    """Ways to misbehave, or to run dry."""

    PAPER_OUT = "paper_out"
    PAPER_NEAR_END = "paper_near_end"
    RUNS_OUT_IN_SLIP = "runs_out_in_slip"
    COVER_OPEN = "cover_open"
    JAM = "jam"
    CUTTER_ERROR = "cutter_error"
    TICKET_IN_MOUTH = "ticket_in_mouth"
    OFFLINE = "offline"
    ERROR = "error"
    LATE = "late"
    BUSY = "busy"
    SILENT = "silent"
    GARBLED = "garbled"
    HALF_FRAME = "half_frame"
    NOISE_BEFORE = "noise_before"
    NO_PRINTED_ANSWER = "no_printed_answer"
    UNPLUGGED = "unplugged"


BLOCKING: Final = (
    PrinterSwitch.PAPER_OUT,
    PrinterSwitch.COVER_OPEN,
    PrinterSwitch.JAM,
    PrinterSwitch.CUTTER_ERROR,
    PrinterSwitch.OFFLINE,
    PrinterSwitch.ERROR,
    PrinterSwitch.BUSY,
)
RECOVERABLE: Final = (PrinterSwitch.JAM, PrinterSwitch.CUTTER_ERROR)
"""Errors that the computer may end (DLE ENQ) once their cause is gone, which the twin takes for granted."""
