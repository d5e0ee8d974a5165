"""ESC/POS ticket printer behind a print queue of CUPS.

Device: any printer that CUPS has a queue for, printed on with raw ESC/POS bytes: one in another room, one shared with
    other programs, one whose maker has a CUPS backend only. Where the hall can have the printer itself, the driver
    escpos knows more of it.
Settings: port = "cups:QUEUE" for the scheduler of this machine, "cups:QUEUE@HOST:631" for another one. The queue is raw
    and tries again by itself: lpadmin -p QUEUE -E -v DEVICE -m raw -o printer-error-policy=retry-current-job.
Options: profile, font, width_dots, smooth_number, graphics, buzz as with escpos (widths, cut and ejecting; how it tells
    its condition counts where it is asked beside the queue); patience_s = 10 (a ticket that is not printed by then is
    taken back, lest it come out when nobody waits for it any more); settle_s = 0.8 as with escpos; beside = "" (where
    the printer itself is asked how it is, beside its queue: "tcp:HOST:9100", "usb:…" or "file:…"; without it
    the queue's own device where that is socket://HOST:9100; "none": only the queue is asked); probe_s = 1.
Example: kind = "ticket_printer", driver = "cups_queue", port = "cups:tickets", [device.options] profile = "generic_80",
    beside = "tcp:10.0.3.31:9100".
Bytes: IPP 1.1 over HTTP: Print-Job with application/vnd.cups-raw, Get-Job-Attributes (job-state), Cancel-Job (also
    with purge-job), Get-Printer-Attributes (printer-state, device-uri, printer-state-reasons: media-empty,
    media-needed, media-low, media-jam, cover-open, door-open, interlock-open, offline, paused, shutdown,
    connecting-to-device, timed-out). Beside the queue 10 04 1|2|3|4 as with escpos, not while the queue prints: then
    the printer is the queue's alone. A queue knows only what its backend told while it last printed, and many backends
    tell nothing. So where the printer can't be asked an empty job (1B 40) has the queue look every probe_s, day and
    night; and a printer without reasons counts as ready. It moves no paper, leaves nothing in the queue's history and
    costs the scheduler about 10 ms, one start of the backend and 300 bytes of its logs (25 MB a day; page_log counts 0
    pages): a hall that finds this too much says probe_s = 20, and knows so much later. CUPS takes "offline" back itself
    at the end of every job: it counts here until an empty job went through without it. Printed means: the backend sent
    all, the printer answers (where anybody knows), and no fault is known afterwards; a job that its backend began and
    gave up is unsure.
Document: RFC 8010, RFC 8011; CUPS, "Filter and Backend Programming" (STATE: messages).
Tried: the real cupsd (2.4), with a backend and a printer that are twins.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Annotated, Final, Never

from pydantic import Field

from config.settings.plan_files import DeviceSettings
from config.vocabulary import DeviceState, PrintState, Trouble
from devices.drivers.options import Site, read_options, refuse_unused
from devices.drivers.ticket_printer.printing import FEELINGS, PaperOptions, SlipPrinter, is_doubtful
from devices.drivers.ticket_printer.queue_jobs import JobSeen, QueueJobs
from devices.drivers.ticket_printer.queue_probing import Probing
from devices.drivers.ticket_printer.queue_sight import Beside, Sight, device_of
from devices.faults import SettingsWrong
from devices.frames.printers.ipp import JobState
from devices.kinds.driver import Feeling
from devices.kinds.ticket_printer import PrinterCondition, PrintOutcome
from devices.ports.address import CupsAddress, PortAddress, SerialAddress, parse_address
from devices.ports.printer_port import printer_port
from devices.ports.printers.cups_port import ONLY_THE_QUEUE, CupsPort

LOOK_PAUSE_S: Final = 0.1
"""Between two looks at a job that prints."""
FEEL_EVERY_S: Final = 0.5
"""Between two looks at the printer meanwhile."""


class CupsOptions(PaperOptions):
    """What differs between queues."""

    patience_s: Annotated[float, Field(ge=1, le=25)] = 10.0
    settle_s: Annotated[float, Field(ge=0, le=2)] = 0.8
    beside: str = ""
    probe_s: Annotated[float, Field(ge=0.1, le=600)] = 1.0


class CupsPrinter(SlipPrinter):
    """Prints slips as jobs of a queue."""

    def __init__(
        self,
        settings: DeviceSettings,
        site: Site,
        pause: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._options = read_options(CupsOptions, settings.options)
        super().__init__(self._options, site)
        address = site.address(settings)
        if not isinstance(address, CupsAddress):
            raise SettingsWrong("a queue needs a cups: port")
        self._address = address
        self._beside = _beside(self._options.beside, site)
        if self._beside is not None:
            refuse_unused(self._options, ["probe_s"], "the printer is asked beside its queue")
        if self._options.beside == ONLY_THE_QUEUE:
            refuse_unused(self._options, ["settle_s"], "only the queue is asked")
        self._queue = QueueJobs(CupsPort(address))
        self._pause = pause
        self._clock = clock
        self._sight: Sight = Probing(self._queue, self._options.probe_s, clock)

    @property
    def pause_s(self) -> float:
        """How often the printer or its queue is asked."""
        return self._sight.pause_s

    def open(self) -> None:
        """Ask how it is, beside the queue where that can be. Raises PortGone."""
        beside = self._beside
        if beside is None and self._options.beside != ONLY_THE_QUEUE:
            beside = device_of(self._address, self._queue.state().device)
        if beside is not None:
            beside = replace(beside, tap=self._address.tap)
            self._sight = Beside(self._queue, beside, self._profile, self._options.settle_s, self._clock)
        else:
            self._sight = Probing(self._queue, self._options.probe_s, self._clock)
        until_s = self._clock() + self._sight.first_look_s
        self._sight.begin()
        while (condition := self.condition()) is PrinterCondition.NO_ANSWER and self._clock() < until_s:
            self._pause(LOOK_PAUSE_S)
        self._condition = condition

    def step(self) -> Sequence[Never]:
        """Have the printer looked at; ask how it is. Raises PortGone."""
        self._sight.begin()
        self._condition = self.condition()
        return []

    def feeling(self) -> Feeling:
        """The last condition."""
        state, trouble = FEELINGS[self._condition]
        detail = "the queue does not reach its printer" if trouble is Trouble.NO_ANSWER else ""
        return Feeling(state, trouble, detail, counters=dict(self._counters))

    def close(self) -> None:
        """Nothing stays open."""

    def condition(self) -> PrinterCondition:
        """What the printer says of itself, or its queue of it. Raises PortGone."""
        return self._sight.condition()

    def _print(self, data: bytes, felt: Callable[[], None]) -> PrintOutcome:
        job = self._sight.send(data + bytes.fromhex(self._profile.eject))
        began_s = felt_s = self._clock()
        while not (seen := self._queue.job(job)).state.ended and self._clock() - began_s < self._options.patience_s:
            self._sight.ticket(seen)
            if self._clock() - felt_s >= FEEL_EVERY_S:
                self._condition = self.condition()
                felt()
                felt_s = self._clock()
                if FEELINGS[self._condition][0] is DeviceState.DOWN:
                    break
            self._pause(LOOK_PAUSE_S)
        self._sight.ticket(seen)
        if seen.state.ended:
            self._pause(self._sight.settle_s)
        else:
            self._queue.cancel(job)
        self._condition = self.condition()
        return self._outcome(seen)

    def _outcome(self, seen: JobSeen) -> PrintOutcome:
        trouble = FEELINGS[self._condition][1]
        if seen.state is JobState.COMPLETED and not is_doubtful(self._condition):
            return PrintOutcome(PrintState.PRINTED, trouble)
        trouble = Trouble.NO_ANSWER if trouble is Trouble.NONE else trouble
        said = f"the job is {seen.state.name.lower()}"
        return PrintOutcome(PrintState.UNSURE if seen.begun else PrintState.FAILED, trouble, said)


def _beside(option: str, site: Site) -> PortAddress | None:
    """Where the printer itself is asked, if the settings say so. Raises SettingsWrong."""
    if option in ("", ONLY_THE_QUEUE):
        return None
    address = parse_address(option, site.ports_dir)
    if isinstance(address, SerialAddress):
        raise SettingsWrong("options: beside: a serial line is its queue's alone")
    printer_port(address, 0)
    return address
