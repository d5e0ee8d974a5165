"""Two ways to know how the printer behind a queue is: to ask it itself beside the queue, or to have the queue look."""

from collections.abc import Callable
from typing import Final, Protocol
from urllib.parse import urlsplit

from devices.drivers.ticket_printer.printing import ABLE
from devices.drivers.ticket_printer.queue_jobs import QueueJobs
from devices.drivers.ticket_printer.talk import Talk
from devices.faults import PortGone
from devices.frames.printers import escpos_status, ipp
from devices.frames.printers.escpos_text import INITIALISE
from devices.frames.printers.profile import Profile
from devices.kinds.ticket_printer import PrinterCondition
from devices.ports.address import CupsAddress, PortAddress, TcpAddress
from devices.ports.byte_port import BytePort
from devices.ports.printer_port import printer_port
from devices.ports.tcp_port import TcpPort

Clock = Callable[[], float]
ASK_PAUSE_S: Final = 0.75
PROBE_PAUSE_S: Final = 0.25
SOCKET_PORT: Final = 9_100
"""Of a queue's device that names none."""
LOCAL: Final = frozenset({"localhost", "127.0.0.1", "::1"})
BAUD: Final = 115_200
OWN_REASONS: Final = frozenset({"paused", "moving-to-paused"})
"""What is true of the queue, whatever its printer says."""
PRINTING_MAX_S: Final = 1.5
"""Many printers serve one at a time: while the queue prints they are left alone, but not for longer."""
STUCK_FIRST_S: Final = 5.0
"""An empty job that takes longer has met a printer that does not answer; nobody knows yet how quick its backend is."""
STUCK_S: Final = 1.2
SLOWER: Final = 1.5
"""The same once one went through: longer than this and so many times as long as that one."""
QUIET_AFTER_S: Final = 600.0
QUIET_PROBE_S: Final = 20.0
"""The pace of empty jobs when no ticket was printed for a while."""


class Sight(Protocol):
    """One way. Every call may raise PortGone."""

    pause_s: float
    settle_s: float
    """How long after a ticket's job the outcome is looked at."""
    first_look_s: float
    """So long the first answer is waited for."""

    def begin(self) -> None:
        """What is to be begun regularly, when it is due."""

    def used(self) -> None:
        """A ticket was printed just now."""

    def condition(self) -> PrinterCondition:
        """How the printer is."""


class Beside:
    """Asks the printer itself: what it says counts for more than what a backend told the queue some time ago."""

    pause_s = ASK_PAUSE_S
    first_look_s = 0.0

    def __init__(self, queue: QueueJobs, address: PortAddress, profile: Profile, settle_s: float, clock: Clock) -> None:
        self._queue = queue
        self._port: BytePort = TcpPort(address) if isinstance(address, TcpAddress) else printer_port(address, BAUD)
        self._talk = Talk(self._port, profile, clock)
        self._clock = clock
        self._asked = PrinterCondition.NO_ANSWER
        self._printing_since: float | None = None
        self.settle_s = settle_s

    def begin(self) -> None:
        """Nothing: it is asked each time."""

    def used(self) -> None:
        """It is asked at the same pace all day."""

    def condition(self) -> PrinterCondition:
        """Its answer; the last one while the queue has the printer to itself. Raises PortGone."""
        told = self._queue.state()
        connects = any(reason.startswith(ipp.CONNECTING) for reason in told.reasons)
        if not self._is_taken(told.printing and not connects):
            self._asked = self._ask()
        own = ipp.conditions([reason for reason in told.reasons if reason in OWN_REASONS])
        return escpos_status.worst(own) if own else self._asked

    def _is_taken(self, printing: bool) -> bool:
        if not printing:
            self._printing_since = None
            return False
        self._printing_since = self._clock() if self._printing_since is None else self._printing_since
        return self._clock() - self._printing_since < PRINTING_MAX_S

    def _ask(self) -> PrinterCondition:
        try:
            self._port.open()
            return self._talk.ask()
        except PortGone:
            return PrinterCondition.NO_ANSWER
        finally:
            self._port.close()


class Probing:
    """Has the queue print nothing now and then: only while it prints does a backend tell how its printer is."""

    pause_s = PROBE_PAUSE_S
    settle_s = 0.0
    first_look_s = 2.5

    def __init__(self, queue: QueueJobs, probe_s: float, clock: Clock) -> None:
        self._queue = queue
        self._probe_s = probe_s
        self._clock = clock
        self._job: int | None = None
        self._due_s = 0.0
        self._used_s = clock()
        self._begun_s: float | None = None
        self._stuck_s = STUCK_FIRST_S
        self._reached = False
        self._hindered = False
        """Whether anything was wrong during this job: how long it takes then says nothing."""

    def begin(self) -> None:
        """Send the next empty job when that is due."""
        now = self._clock()
        if self._job is None and now >= self._due_s:
            quiet = now - self._used_s > QUIET_AFTER_S
            self._due_s = now + (max(self._probe_s, QUIET_PROBE_S) if quiet else self._probe_s)
            self._job, self._begun_s = self._queue.send(INITIALISE, "status"), None
            self._hindered = False

    def used(self) -> None:
        """From now on the pace is the quick one."""
        self._used_s = self._clock()
        self._due_s = min(self._due_s, self._used_s + self._probe_s)

    def condition(self) -> PrinterCondition:
        """What the queue says; a printer at which an empty job is stuck gives *no answer*. Raises PortGone."""
        if self._job is not None:
            self._follow(self._job)
        reasons = self._queue.state().reasons
        if self._job is not None:  # it is on its way to the printer: too early to say that it does not get there
            reasons = [reason for reason in reasons if not reason.startswith(ipp.CONNECTING)]
        told = ipp.conditions(reasons)
        if not self._reached and told <= {PrinterCondition.PAPER_NEAR_END}:
            return PrinterCondition.NO_ANSWER
        worst = escpos_status.worst(told)
        self._hindered |= worst not in ABLE
        return worst

    def _follow(self, job: int) -> None:
        """How far the empty job is; its time runs from when it is its turn. One that is to be tried again is not."""
        state, now = self._queue.job(job), self._clock()
        if state.begun and self._begun_s is None:
            self._begun_s = now
        took_s = 0.0 if self._begun_s is None else now - self._begun_s
        stuck = not state.ended and took_s >= self._stuck_s
        self._hindered |= stuck
        if state.ended:
            self._reached = True
            if not self._hindered:
                self._stuck_s = min(max(STUCK_S, took_s * SLOWER), STUCK_FIRST_S)
        elif stuck:
            self._reached = False
        if state.ended or (stuck and not state.begun):
            self._queue.cancel(job)
            self._queue.forget(job)
            self._job = None


def device_of(queue: CupsAddress, uri: str) -> TcpAddress | None:
    """The port that CUPS' own backend ``socket`` prints at; None for others, and where only the queue's machine is."""
    where = urlsplit(uri)
    try:
        host, port = where.hostname, where.port or SOCKET_PORT
    except ValueError:
        return None
    if where.scheme != "socket" or not host or (host in LOCAL and queue.host not in LOCAL):
        return None
    return TcpAddress(host, port)
