"""From a slip to an outcome, whichever way it goes: laid out, kept from a printer that says it cannot, counted."""

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Callable
from typing import Annotated, Final

from pydantic import Field

from config.counted import Counted
from config.vocabulary import DeviceState, PrintState, Trouble
from devices.drivers.options import Options, Site
from devices.faults import PortGone, SettingsWrong
from devices.frames.paper.layout import lay_out
from devices.frames.paper.paper_bytes import Paper, paper_bytes
from devices.frames.printers.escpos_text import BEEPS_MAX, PrinterFont, buzz
from devices.frames.printers.profile import Dots, profile
from devices.kinds.slip import Slip
from devices.kinds.ticket_printer import PrinterCondition, PrintOutcome, nobody

FEELINGS: Final = {
    PrinterCondition.READY: (DeviceState.OK, Trouble.NONE),
    PrinterCondition.PAPER_NEAR_END: (DeviceState.WARNING, Trouble.PAPER_NEAR_END),
    PrinterCondition.PAPER_OUT: (DeviceState.DOWN, Trouble.PAPER_OUT),
    PrinterCondition.COVER_OPEN: (DeviceState.DOWN, Trouble.COVER_OPEN),
    PrinterCondition.OFFLINE: (DeviceState.DOWN, Trouble.PRINTER_OFFLINE),
    PrinterCondition.JAM: (DeviceState.DOWN, Trouble.PAPER_JAM),
    PrinterCondition.CUTTER_ERROR: (DeviceState.DOWN, Trouble.CUTTER_ERROR),
    PrinterCondition.TICKET_IN_MOUTH: (DeviceState.WARNING, Trouble.TICKET_IN_MOUTH),
    PrinterCondition.ERROR: (DeviceState.DOWN, Trouble.PRINTER_ERROR),
    PrinterCondition.NO_ANSWER: (DeviceState.WARNING, Trouble.NO_ANSWER),
}

COUNTED_AS: Final = {
    PrintState.PRINTED: Counted.SLIPS_PRINTED,
    PrintState.UNSURE: Counted.SLIPS_UNSURE,
    PrintState.FAILED: Counted.SLIPS_FAILED,
}

ABLE: Final = frozenset({PrinterCondition.READY, PrinterCondition.PAPER_NEAR_END})


def is_doubtful(condition: PrinterCondition) -> bool:
    """Whether a slip that was sent may not be on paper."""
    return FEELINGS[condition][0] is DeviceState.DOWN or condition is PrinterCondition.NO_ANSWER


class PaperOptions(Options):
    """What the paper is like, where it differs from the profile's."""

    profile: str = "generic_80"
    font: PrinterFont | None = None
    width_dots: Dots | None = None
    smooth_number: bool = False
    graphics: bool = False
    buzz: Annotated[int, Field(ge=0, le=BEEPS_MAX)] = 0


class SlipPrinter(ABC):
    """Whatever prints slips; raises SettingsWrong when made with options that cannot be."""

    call_max_s = 6.0
    """A printer that takes no bytes is given up after five seconds, a scheduler that does not answer after three."""

    def __init__(self, options: PaperOptions, site: Site) -> None:
        try:
            self._profile = profile(options.profile)
        except ValueError as error:
            raise SettingsWrong(f"options: profile: {error}") from None
        self._paper = Paper(
            options.font or self._profile.font,
            options.width_dots or self._profile.width_dots,
            options.smooth_number,
            bytes.fromhex(self._profile.cut) + (buzz(options.buzz) if options.buzz else b""),
            options.graphics,
        )
        self._layouts = site.papers.layouts
        self._condition = PrinterCondition.NO_ANSWER
        self._counters: Counter[Counted] = Counter()

    @abstractmethod
    def condition(self) -> PrinterCondition:
        """Ask how it is; silence is *no answer*. Raises PortGone."""

    @abstractmethod
    def _print(self, data: bytes, felt: Callable[[], None]) -> PrintOutcome:
        """Send it and look what came of it. Raises PortGone."""

    def print(self, slip: Slip, felt: Callable[[], None] = nobody) -> PrintOutcome:
        """Print one slip. A printer that says it cannot is not sent anything; a silent one is tried."""
        try:
            data = paper_bytes(lay_out(slip, self._layouts, self._paper.columns), self._paper)
            self._condition = self.condition()
        except (PortGone, SettingsWrong) as fault:
            return self._counted(PrintOutcome(PrintState.FAILED, fault.trouble, str(fault)))
        except ValueError as error:
            return self._counted(PrintOutcome(PrintState.FAILED, Trouble.SLIP_UNPRINTABLE, str(error)))
        state, trouble = FEELINGS[self._condition]
        if state is DeviceState.DOWN:
            return self._counted(PrintOutcome(PrintState.FAILED, trouble))
        try:
            return self._counted(self._print(data, felt))
        except PortGone as fault:
            return self._counted(PrintOutcome(PrintState.UNSURE, fault.trouble, str(fault)))

    def _counted(self, outcome: PrintOutcome) -> PrintOutcome:
        self._counters[Counted.SLIPS] += 1
        self._counters[COUNTED_AS[outcome.state]] += 1
        return outcome
