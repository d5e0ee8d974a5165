"""ESC/POS ticket printer behind a print queue of CUPS.

Device: any printer that CUPS has a queue for, printed on with raw ESC/POS bytes: one in another room, one shared with
    other programs, one whose maker has a CUPS backend only. Where the hall can have the printer itself, the driver
    escpos knows more of it.
Settings: port = "cups:QUEUE" for the scheduler of this machine, "cups:QUEUE@HOST:631" for another one. The queue is raw
    and tries again by itself: lpadmin -p QUEUE -E -v DEVICE -m raw -o printer-error-policy=retry-current-job.
Options: profile, font, width_dots, smooth_number as with escpos (widths, cut and ejecting; how it tells its condition
    does not matter here); patience_s = 10 (a ticket that is not printed by then is taken back, lest it come out when
    nobody waits for it any more); probe_s = 20.
Bytes: IPP 1.1 over HTTP: Print-Job with application/vnd.cups-raw, Get-Job-Attributes (job-state), Cancel-Job,
    Get-Printer-Attributes (printer-state-reasons: media-empty, media-needed, media-low, media-jam, cover-open,
    door-open, interlock-open, offline, paused, shutdown, connecting-to-device, timed-out). A queue knows what its
    backend told while it last printed, and many backends tell nothing: so every probe_s an empty job (1B 40) has it
    look again, and a printer without reasons counts as ready. Printed means: the backend sent all and told no fault.
Document: RFC 8010, RFC 8011; CUPS, "Filter and Backend Programming" (STATE: messages).
Tried: the real cupsd (2.4), with a backend and a printer that are twins.
"""

import time
from collections.abc import Callable, Sequence
from typing import Annotated, Final, Never

from pydantic import Field

from config.settings.plan_files import DeviceSettings
from config.vocabulary import DeviceState, PrintState, Trouble
from devices.drivers.options import Site, read_options
from devices.drivers.ticket_printer.printing import FEELINGS, PaperOptions, SlipPrinter
from devices.drivers.ticket_printer.queue_jobs import QueueJobs
from devices.faults import SettingsWrong
from devices.frames.printers import escpos_status, ipp
from devices.frames.printers.escpos_text import INITIALISE
from devices.frames.printers.ipp import JobState
from devices.kinds.driver import Feeling
from devices.kinds.ticket_printer import PrinterCondition, PrintOutcome
from devices.ports.address import CupsAddress
from devices.ports.printers.cups_port import CupsPort

STATUS_PAUSE_S: Final = 2.0
PROBE_PAUSE_S: Final = 0.25
"""While an empty job is under way."""
LOOK_PAUSE_S: Final = 0.1
"""Between two looks at a job that prints."""
PROBE_STUCK_S: Final = 5.0
"""An empty job that takes longer has met a printer that does not answer."""


class CupsOptions(PaperOptions):
    """What differs between queues."""

    patience_s: Annotated[float, Field(ge=1, le=25)] = 10.0
    probe_s: Annotated[float, Field(ge=0.1, le=600)] = 20.0


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
        self._queue = QueueJobs(CupsPort(address))
        self._pause = pause
        self._clock = clock
        self._probe: int | None = None
        self._probe_due = 0.0
        self._probed_at = 0.0

    @property
    def pause_s(self) -> float:
        """How often the queue is asked."""
        return STATUS_PAUSE_S if self._probe is None else PROBE_PAUSE_S

    def open(self) -> None:
        """Ask the queue how it is. Raises PortGone."""
        self._probe = None
        self._condition = self.condition()

    def step(self) -> Sequence[Never]:
        """Have the queue look at its printer when that is due; ask how it is. Raises PortGone."""
        if self._probe is None and self._clock() >= self._probe_due:
            self._probed_at = self._clock()
            self._probe_due = self._probed_at + self._options.probe_s
            self._probe = self._queue.send(INITIALISE, "status")
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
        """What the queue says of its printer; one at which an empty job is stuck gives *no answer*. Raises PortGone."""
        if self._probe is not None and self._queue.job(self._probe).ended:
            self._probe = None
        told = ipp.conditions(self._queue.reasons())
        if self._probe is not None:  # it is on its way to the printer: too early to say that it does not get there
            told.discard(PrinterCondition.NO_ANSWER)
            stuck = self._clock() - self._probed_at >= PROBE_STUCK_S
            if (stuck or self._condition is PrinterCondition.NO_ANSWER) and told <= {PrinterCondition.PAPER_NEAR_END}:
                return PrinterCondition.NO_ANSWER
        return escpos_status.worst(told)

    def _print(self, data: bytes) -> PrintOutcome:
        job = self._queue.send(data + bytes.fromhex(self._profile.eject), "ticket")
        until = self._clock() + self._options.patience_s
        while not (state := self._queue.job(job)).ended and self._clock() < until:
            self._condition = self.condition()
            if FEELINGS[self._condition][0] is DeviceState.DOWN:
                break
            self._pause(LOOK_PAUSE_S)
        self._condition = self.condition()
        if not state.ended:
            self._queue.cancel(job)
            self._probe_due = 0.0  # the next one finds out when the printer can again
        return self._outcome(state)

    def _outcome(self, state: JobState) -> PrintOutcome:
        feels, trouble = FEELINGS[self._condition]
        if state is JobState.COMPLETED and feels is not DeviceState.DOWN:
            return PrintOutcome(PrintState.PRINTED, trouble)
        trouble = Trouble.NO_ANSWER if trouble is Trouble.NONE else trouble
        said = f"the job is {state.name.lower()}"
        return PrintOutcome(PrintState.UNSURE if state.begun else PrintState.FAILED, trouble, said)
