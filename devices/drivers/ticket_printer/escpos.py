"""ESC/POS ticket printer, 80 mm, with a Chinese font.

Device: any receipt or kiosk printer that speaks ESC/POS and answers DLE EOT (Epson TM, SNBC, HPRT, SPRT, Masung …).
Settings: port = "tcp:HOST:9100" or "serial:NAME?baud=115200".
Options: font = "gbk" or "gb2312" (signs it lacks are printed as dots); width_dots = 576;
    smooth_number = false (true: the number as a picture, about 9 KB more); settle_s = 0.8 (wait before asking how
    it went); printed_answer = false (true where the printer knows GS ( H: the only proof of paper).
Bytes: 1B 40, 1C 26, 1B 61, 1D 21, 1B 4A, 1D 76 30, 1D 28 6B (QR), 1D 56 42 (cut), 10 04 1|2|4 (status), 1D 28 48.
Document: Epson ESC/POS reference; Custom, Citizen and SNBC manuals for the paper bits.
Tried: twin only (devices/simulated/printers/printer_twin.py).
"""

import time
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Annotated, Final, Never, TypeVar

from pydantic import Field

from config.settings.plan_files import DeviceSettings
from config.vocabulary import DeviceState, PrintState, Trouble
from devices.drivers.options import Options, Site, read_options
from devices.drivers.ticket_printer.layout import lay_out
from devices.drivers.ticket_printer.paper_bytes import Paper, paper_bytes
from devices.faults import PortGone, SettingsWrong
from devices.frames.printers import escpos_status
from devices.frames.printers.escpos_status import Ask, PrintedUpTo, StatusByte, StatusReader
from devices.frames.printers.escpos_text import PrinterFont
from devices.kinds.driver import Feeling
from devices.kinds.slip import TicketSlip
from devices.kinds.ticket_printer import PrinterCondition, PrintOutcome
from devices.ports.escpos_port import EscposPort

BAUD_DEFAULT: Final = 115_200
STATUS_PAUSE_S: Final = 2.0
STATUS_TIMEOUT_S: Final = 0.5
PRINTED_TIMEOUT_S: Final = 8.0
WIDTH_DOTS: Final = 576
FEELINGS: Final = {
    PrinterCondition.READY: (DeviceState.OK, Trouble.NONE),
    PrinterCondition.PAPER_NEAR_END: (DeviceState.WARNING, Trouble.PAPER_NEAR_END),
    PrinterCondition.PAPER_OUT: (DeviceState.DOWN, Trouble.PAPER_OUT),
    PrinterCondition.COVER_OPEN: (DeviceState.DOWN, Trouble.COVER_OPEN),
    PrinterCondition.OFFLINE: (DeviceState.DOWN, Trouble.PRINTER_OFFLINE),
    PrinterCondition.ERROR: (DeviceState.DOWN, Trouble.PRINTER_ERROR),
    PrinterCondition.NO_ANSWER: (DeviceState.WARNING, Trouble.NO_ANSWER),
}

Message = TypeVar("Message", StatusByte, PrintedUpTo)


class EscposOptions(Options):
    """What differs between printers."""

    font: PrinterFont = PrinterFont.GBK
    width_dots: Annotated[int, Field(ge=384, le=832)] = WIDTH_DOTS
    smooth_number: bool = False
    settle_s: Annotated[float, Field(ge=0, le=10)] = 0.8
    printed_answer: bool = False


class EscposPrinter:
    """Prints slips; asks for its condition before, after and in between."""

    def __init__(self, settings: DeviceSettings, site: Site, pause: Callable[[float], None] = time.sleep) -> None:
        self._options = read_options(EscposOptions, settings.options)
        self._paper = Paper(self._options.font, self._options.width_dots, self._options.smooth_number)
        self._port = EscposPort(site.address(settings), BAUD_DEFAULT)
        self._pause = pause
        self._answers = StatusReader()
        self._condition = PrinterCondition.NO_ANSWER
        self._counters: Counter[str] = Counter()

    @property
    def pause_s(self) -> float:
        """How often the condition is asked."""
        return STATUS_PAUSE_S

    def open(self) -> None:
        """Connect and ask how it is. Raises PortGone."""
        self._port.open()
        self._condition = self.condition()

    def step(self) -> Sequence[Never]:
        """Ask how it is. Raises PortGone."""
        self._condition = self.condition()
        return []

    def feeling(self) -> Feeling:
        """The last condition."""
        state, trouble = FEELINGS[self._condition]
        detail = "DLE EOT is not answered" if trouble is Trouble.NO_ANSWER else ""
        return Feeling(state, trouble, detail, counters={**self._counters, **self._answers.dropped})

    def close(self) -> None:
        """Disconnect."""
        self._port.close()

    def condition(self) -> PrinterCondition:
        """Ask DLE EOT 1, 2 and 4; silence is *no answer*. Raises PortGone."""
        answers: dict[Ask, int] = {}
        self._port.forget_input()
        self._answers.forget()
        for what in Ask:
            self._port.write(escpos_status.ask(what))
            answer = self._wait_for(StatusByte, STATUS_TIMEOUT_S)
            if answer is None:
                break
            answers[what] = answer.bits
        return escpos_status.condition_of(answers)

    def print(self, slip: TicketSlip) -> PrintOutcome:
        """Print one slip. A printer that says it cannot is not sent anything; a silent one is tried."""
        try:
            data = paper_bytes(lay_out(slip), self._paper)
            self._condition = self.condition()
        except (PortGone, SettingsWrong) as fault:
            return self._counted(PrintOutcome(PrintState.FAILED, fault.trouble, str(fault)))
        except ValueError as error:
            return self._counted(PrintOutcome(PrintState.FAILED, Trouble.SLIP_UNPRINTABLE, str(error)))
        state, trouble = FEELINGS[self._condition]
        if state is DeviceState.DOWN:
            return self._counted(PrintOutcome(PrintState.FAILED, trouble))
        try:
            return self._counted(self._print(data))
        except PortGone as fault:
            return self._counted(PrintOutcome(PrintState.UNSURE, fault.trouble, str(fault)))

    def _print(self, data: bytes) -> PrintOutcome:
        self._port.write(data)
        if self._options.printed_answer and self._printed():
            return PrintOutcome(PrintState.PRINTED)
        self._pause(self._options.settle_s)
        self._condition = self.condition()
        state, trouble = FEELINGS[self._condition]
        if state is DeviceState.DOWN or self._condition is PrinterCondition.NO_ANSWER:
            return PrintOutcome(PrintState.UNSURE, trouble)
        if self._options.printed_answer:
            return PrintOutcome(PrintState.UNSURE, Trouble.NO_ANSWER, "the paper was not confirmed by GS ( H")
        return PrintOutcome(PrintState.PRINTED, trouble)

    def _printed(self) -> bool:
        """Ask to be told when all is on paper, and wait for it."""
        mark = escpos_status.mark_of(self._counters["slips"])
        self._port.write(escpos_status.ask_printed(mark))
        answer = self._wait_for(PrintedUpTo, PRINTED_TIMEOUT_S)
        return answer is not None and answer.mark == mark

    def _wait_for(self, kind: type[Message], timeout_s: float) -> Message | None:
        """The next message of this kind, or None when it does not come in time. Raises PortGone."""
        until = time.monotonic() + timeout_s
        while (left := until - time.monotonic()) > 0:
            for message in self._answers.feed(self._port.read(left)):
                if isinstance(message, kind):
                    return message
        return None

    def _counted(self, outcome: PrintOutcome) -> PrintOutcome:
        self._counters["slips"] += 1
        self._counters[f"slips_{outcome.state}"] += 1
        return outcome
