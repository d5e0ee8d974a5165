"""A ticket printer: puts a slip on paper and says honestly what became of it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Never, Protocol, runtime_checkable

from config.vocabulary import PrintState, Trouble
from devices.kinds.driver import Driver
from devices.kinds.lists.printer_condition import PrinterCondition as PrinterCondition
from devices.kinds.slip import Slip as Slip
from devices.kinds.slip import TicketSlip as TicketSlip


@dataclass(frozen=True)
class PrintOutcome:
    """What became of one slip. *Unsure*: bytes went out, nobody can say whether paper came."""

    state: PrintState
    trouble: Trouble = Trouble.NONE
    detail: str = ""


def nobody() -> None:
    """Nobody asks how the printer feels meanwhile."""


@runtime_checkable
class TicketPrinter(Driver[Never], Protocol):
    """Prints one slip at a time."""

    def print(self, slip: Slip, felt: Callable[[], None] = nobody) -> PrintOutcome:
        """Print; a fault of the printer is an outcome, not an exception.

        ``felt`` is called whenever it learns meanwhile how it feels: a slip takes longer than a fault may be unknown.
        """

    def condition(self) -> PrinterCondition:
        """Ask the printer how it is."""
