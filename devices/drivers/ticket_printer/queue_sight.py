"""How the printer behind a queue is: what both ways to know it promise, and the one of asking it beside its queue."""

from collections.abc import Callable
from typing import Final, Protocol
from urllib.parse import urlsplit

from devices.drivers.ticket_printer.queue_jobs import JobSeen, QueueJobs
from devices.drivers.ticket_printer.talk import Talk
from devices.faults import PortGone
from devices.frames.printers import escpos_status, ipp
from devices.frames.printers.profile import Profile
from devices.kinds.ticket_printer import PrinterCondition
from devices.ports.address import CupsAddress, PortAddress, TcpAddress
from devices.ports.byte_port import BytePort
from devices.ports.printer_port import printer_port
from devices.ports.tcp_port import TcpPort

Clock = Callable[[], float]
ASK_PAUSE_S: Final = 0.75
SOCKET_PORT: Final = 9_100
"""Of a queue's device that names none."""
LOCAL: Final = frozenset({"localhost", "127.0.0.1", "::1"})
BAUD: Final = 115_200
OWN_REASONS: Final = frozenset({"paused", "moving-to-paused"})
"""What is true of the queue, whatever its printer says."""
PRINTING_MAX_S: Final = 1.5
"""Many printers serve one at a time: while the queue prints they are left alone, but not for longer."""
TICKET: Final = "ticket"


class Sight(Protocol):
    """One way. Every call may raise PortGone."""

    pause_s: float
    settle_s: float
    """How long after a ticket's job the outcome is looked at."""
    first_look_s: float
    """So long the first answer is waited for."""

    def begin(self) -> None:
        """What is to be begun regularly, when it is due."""

    def send(self, data: bytes) -> int:
        """Queue a ticket; the job's number."""

    def ticket(self, seen: JobSeen) -> None:
        """How far the ticket is just now."""

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

    def send(self, data: bytes) -> int:
        """Queue a ticket."""
        return self._queue.send(data, TICKET)

    def ticket(self, seen: JobSeen) -> None:
        """It tells nothing that the printer does not tell itself."""

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
