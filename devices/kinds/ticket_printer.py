"""A ticket printer: puts a slip on paper and says honestly what became of it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Never, Protocol, runtime_checkable

from config.vocabulary import PrintState
from devices.kinds.driver import Driver
from devices.kinds.slip import TicketSlip as TicketSlip


class PrinterCondition(StrEnum):
    """What the printer says of itself. *No answer* means unknown; it never means *paper out*."""

    READY = "ready"
    PAPER_NEAR_END = "paper_near_end"
    PAPER_OUT = "paper_out"
    COVER_OPEN = "cover_open"
    OFFLINE = "offline"
    NO_ANSWER = "no_answer"


@dataclass(frozen=True)
class PrintOutcome:
    """What became of one slip. *Unsure*: bytes went out, nobody can say whether paper came."""

    state: PrintState
    reason: str = ""


@runtime_checkable
class TicketPrinter(Driver[Never], Protocol):
    """Prints one slip at a time."""

    def print(self, slip: TicketSlip) -> PrintOutcome:
        """Print; a fault of the printer is an outcome, not an exception."""

    def condition(self) -> PrinterCondition:
        """Ask the printer how it is."""
