"""A queue of CUPS, asked by IPP: raw documents, job by job, and how the queue says it is.

Nothing is read back from the printer itself: what the queue knows of it is what its backend told while it last printed.
"""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from devices.faults import PortGone
from devices.frames.printers import ipp
from devices.frames.printers.ipp import Attribute, IppAnswer, JobState, Operation
from devices.ports.printers.cups_port import CupsPort

RAW: Final = "application/vnd.cups-raw"
OWNER: Final = "service-hall"
REASONS: Final = "printer-state-reasons"
STATE: Final = "printer-state"
DEVICE: Final = "device-uri"
PRINTING: Final = 4
JOB_STATE: Final = "job-state"
FIRST_TURN: Final = "time-at-processing"


@dataclass(frozen=True)
class QueueState:
    """How a queue says it is: its reasons, whether a job is under way, and where its printer is."""

    reasons: Sequence[str]
    printing: bool
    device: str


@dataclass(frozen=True)
class JobSeen:
    """How far a job is. *Begun*: its turn came at least once, so bytes may have gone to the printer."""

    state: JobState
    begun: bool

    @property
    def came_back(self) -> bool:
        """Whether its backend gave up, and it is to be tried again."""
        return self.begun and self.state.waits


class QueueJobs:
    """One queue. Every call may raise PortGone."""

    def __init__(self, port: CupsPort) -> None:
        self._port = port
        self._numbers = itertools.count(1)
        self._uri = f"ipp://{port.address.host}:{port.address.port}/printers/{port.address.queue}"

    def state(self) -> QueueState:
        """How it is."""
        wanted: list[Attribute] = [(ipp.KEYWORD, "requested-attributes", REASONS)]
        wanted += [(ipp.KEYWORD, "", more) for more in (STATE, DEVICE)]
        found = self._ask(Operation.GET_PRINTER_ATTRIBUTES, wanted).values
        (device,) = found.get(DEVICE, ("",))
        return QueueState(tuple(map(str, found.get(REASONS, ()))), found.get(STATE) == (PRINTING,), str(device))

    def send(self, data: bytes, name: str) -> int:
        """Queue a document that goes to the printer as it is; the job's number."""
        attributes = [(ipp.NAME, "job-name", name), (ipp.MIME, "document-format", RAW)]
        (job,) = self._ask(Operation.PRINT_JOB, attributes, data).values.get("job-id", (0,))
        return int(job)

    def job(self, job: int) -> JobSeen:
        """How far it is; one that the queue has forgotten has ended."""
        wanted = [(ipp.KEYWORD, "requested-attributes", JOB_STATE), (ipp.KEYWORD, "", FIRST_TURN)]
        found = self._ask(Operation.GET_JOB_ATTRIBUTES, wanted, job=job)
        if found.status == ipp.NOT_FOUND:
            return JobSeen(JobState.COMPLETED, begun=True)
        (state,) = found.values.get(JOB_STATE, (JobState.PENDING,))
        return JobSeen(JobState(int(state)), bool(found.values.get(FIRST_TURN)) or not JobState(int(state)).waits)

    def cancel(self, job: int) -> None:
        """Take it back, as far as that is possible; one that has ended stays as it is."""
        self._ask(Operation.CANCEL_JOB, [], job=job)

    def forget(self, job: int) -> None:
        """Strike one that has ended off the queue's history, which holds so many jobs; best effort."""
        self._ask(Operation.CANCEL_JOB, [(ipp.BOOLEAN, "purge-job", True)], job=job)

    def _ask(
        self, operation: Operation, attributes: Sequence[Attribute], data: bytes = b"", job: int | None = None
    ) -> IppAnswer:
        """About the queue, or about one job of it, which may be none any more."""
        target: list[Attribute] = [(ipp.URI, "printer-uri", self._uri)]
        target += [] if job is None else [(ipp.INTEGER, "job-id", job)]
        whole = [*target, (ipp.NAME, "requesting-user-name", OWNER), *attributes]
        sent = ipp.request(operation, next(self._numbers), whole) + data
        try:
            found = ipp.answer(self._port.exchange(sent))
        except ValueError as error:
            raise PortGone(f"{self._port.address}: {error}") from error
        if job is None and not found.carried_out:
            why = "there is no such queue" if found.status == ipp.NOT_FOUND else f"IPP status {found.status:#06x}"
            raise PortGone(f"{self._port.address}: {why}")
        return found
