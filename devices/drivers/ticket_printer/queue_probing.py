"""The other way to know how the printer behind a queue is: empty jobs have the queue look."""

from collections.abc import Sequence
from typing import Final

from devices.drivers.ticket_printer.printing import ABLE
from devices.drivers.ticket_printer.queue_jobs import JobSeen, QueueJobs
from devices.drivers.ticket_printer.queue_sight import TICKET, Clock
from devices.frames.printers import escpos_status, ipp
from devices.frames.printers.escpos_text import INITIALISE
from devices.frames.printers.ipp import JobState
from devices.kinds.ticket_printer import PrinterCondition

PROBE_PAUSE_S: Final = 0.25
STUCK_FIRST_S: Final = 5.0
"""An empty job that takes longer has met a printer that does not answer; nobody knows yet how quick its backend is."""
STUCK_S: Final = 1.2
SLOWER: Final = 1.5
"""The same once one went through: longer than this and so many times as long as that one."""
OFFLINE_REPORT: Final = "offline-report"
"""CUPS takes this one back itself at the end of every job, unless the device is on USB."""


class Turn:
    """Jobs of one sort: how long one takes once it is its turn, and so when one is stuck."""

    def __init__(self, clock: Clock) -> None:
        self.limit_s = STUCK_FIRST_S
        self._clock = clock
        self._begun_s: float | None = None
        self._hindered = False

    def begin(self) -> None:
        """Another one was sent."""
        self._begun_s, self._hindered = None, False

    def hinder(self) -> None:
        """Something is known to be wrong: how long this one takes says nothing, and nobody is silent."""
        self._begun_s, self._hindered = None, True

    def is_stuck(self, seen: JobSeen) -> bool:
        """Whether it takes longer than one may; learns from one that ends."""
        now = self._clock()
        if seen.begun and self._begun_s is None:
            self._begun_s = now
        took_s = 0.0 if self._begun_s is None else now - self._begun_s
        if not seen.state.ended:
            self._hindered |= took_s >= self.limit_s
            return took_s >= self.limit_s
        if seen.state is JobState.COMPLETED and not self._hindered:
            self.limit_s = min(max(STUCK_S, took_s * SLOWER), STUCK_FIRST_S)
        return False


class Probing:
    """Has the queue print nothing now and then: only while it prints does a backend tell how its printer is."""

    pause_s = PROBE_PAUSE_S
    settle_s = 0.0
    first_look_s = 2.5

    def __init__(self, queue: QueueJobs, probe_s: float, clock: Clock) -> None:
        self._queue = queue
        self._probe_s = probe_s
        self._clock = clock
        self._empty, self._tickets = Turn(clock), Turn(clock)
        self._job: int | None = None
        """The empty one that is under way."""
        self._due_s = 0.0
        self._reached = False
        self._connects_s: float | None = None
        """Since when the queue connects to its printer."""
        self._offline = self._offline_now = False
        """Whether nothing was told but that it is offline, and whether that was during this empty job."""

    def begin(self) -> None:
        """Send the next empty job when that is due."""
        now = self._clock()
        if self._job is None and now >= self._due_s:
            self._due_s = now + self._probe_s
            self._job = self._queue.send(INITIALISE, "status")
            self._empty.begin()
            self._offline_now = False

    def send(self, data: bytes) -> int:
        """Queue a ticket."""
        self._tickets.begin()
        return self._queue.send(data, TICKET)

    def ticket(self, seen: JobSeen) -> None:
        """A stuck one is not known from the empty job, which stands behind it."""
        stuck = self._tickets.is_stuck(seen)
        self._reached = not stuck and (self._reached or seen.state is JobState.COMPLETED)

    def condition(self) -> PrinterCondition:
        """What the queue says; a printer at which a job is stuck gives *no answer*. Raises PortGone."""
        if self._job is not None:
            self._follow(self._job)
        told = self._told(self._queue.state().reasons)
        if not self._reached and told <= {PrinterCondition.PAPER_NEAR_END}:
            return PrinterCondition.NO_ANSWER
        worst = escpos_status.worst(told)
        if worst not in ABLE:
            self._empty.hinder()
            self._tickets.hinder()
        return worst

    def _told(self, reasons: Sequence[str]) -> set[PrinterCondition]:
        """What the reasons mean: that it connects only when that lasts, *offline* until a job went through without."""
        now = self._clock()
        connects = any(reason.startswith(ipp.CONNECTING) for reason in reasons)
        self._connects_s = (now if self._connects_s is None else self._connects_s) if connects else None
        if self._connects_s is not None and now - self._connects_s < self._empty.limit_s:
            reasons = [reason for reason in reasons if not reason.startswith(ipp.CONNECTING)]
        others = ipp.conditions([reason for reason in reasons if reason != OFFLINE_REPORT])
        if OFFLINE_REPORT in reasons:
            self._offline = self._offline_now = others <= ABLE
        return others | ({PrinterCondition.OFFLINE} if self._offline or OFFLINE_REPORT in reasons else set())

    def _follow(self, job: int) -> None:
        """How far the empty job is. One that is stuck and waits to be tried again is not."""
        seen = self._queue.job(job)
        stuck = self._empty.is_stuck(seen)
        self._reached = not stuck and (self._reached or seen.state.ended)
        if seen.state.ended:
            self._offline &= self._offline_now
        elif stuck and seen.came_back:
            self._queue.cancel(job)
        else:
            return
        self._queue.forget(job)
        self._job = None
