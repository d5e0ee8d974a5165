"""A printer's port, by python-escpos' connectors: only their opening, their ``_raw`` and their ``_read`` are used.

Everything above bytes is ours: the library prints Chinese punctuation as ``?`` and takes *no answer* for *paper out*.
"""

import logging
import socket
import termios
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from devices.faults import PortGone, why
from devices.ports.address import SerialAddress, TcpAddress


@contextmanager
def _root_log_as_it_was() -> Iterator[None]:
    """The library sets up the root log when it is imported; that is the program's business."""
    before = list(logging.root.handlers)
    yield
    logging.root.handlers[:] = before


with _root_log_as_it_was():
    from escpos.exceptions import Error as EscposError
    from escpos.printer import Network, Serial

CONNECT_TIMEOUT_S: Final = 2.0
WRITE_TIMEOUT_S: Final = 5.0
FORGET_TIMEOUT_S: Final = 0.001
WEB: Final = b"HTTP/"
"""Some of its letters would pass for a printer's status."""
READS_FORGOTTEN_MAX: Final = 64
"""Stale bytes are thrown away in at most this many reads."""


class PromptNetwork(Network):  # type: ignore[misc]
    """The library's connector, connected without delay; its own ``open`` leaves the socket open when nobody answers."""

    def open(self, raise_not_found: bool = True) -> None:
        """Connect. Raises OSError whatever is asked: the caller names the fault."""
        del raise_not_found
        self.close()
        self.device = socket.create_connection((self.host, self.port), self.timeout)
        self.device.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


class EscposPort:
    """A byte port over a python-escpos connector."""

    def __init__(self, address: SerialAddress | TcpAddress, baud: int) -> None:
        self._name, self._connector = _connector(address, baud)
        self._tap = address.tap

    def open(self) -> None:
        """Connect. Raises PortGone."""
        self.close()
        try:
            self._connector.open()
        except (EscposError, OSError) as error:
            raise PortGone(f"printer at {self._name} cannot be reached: {why(error)}") from error
        if isinstance(self._connector, Serial):
            self._connector.device.write_timeout = WRITE_TIMEOUT_S

    def read(self, timeout_s: float) -> bytes:
        """Whatever has come within the timeout. Raises PortGone."""
        try:
            self._wait_at_most(timeout_s)
            came = self._receive()
        except TimeoutError:
            return b""
        except (OSError, TypeError) as error:
            raise PortGone(f"printer at {self._name} is gone: {why(error)}") from error
        if not came and isinstance(self._connector, Network):
            raise PortGone(f"printer at {self._name} closed the connection")
        if came.startswith(WEB):
            raise PortGone(f"a web server answers at {self._name}, no printer")
        self._tap.came(came)
        return came

    def write(self, data: bytes) -> None:
        """Send all. Raises PortGone."""
        self._tap.sent(data)
        try:
            self._wait_at_most(WRITE_TIMEOUT_S)
            self._connector._raw(data)
        except OSError as error:
            raise PortGone(f"printer at {self._name} takes no bytes: {why(error)}") from error

    def forget_input(self) -> None:
        """Throw away unread input."""
        for _ in range(READS_FORGOTTEN_MAX):
            if not self.read(FORGET_TIMEOUT_S):
                return

    def close(self) -> None:
        """Disconnect; what was not sent is thrown away, so that closing never waits for a dead printer."""
        try:
            if isinstance(self._connector, Serial) and self._connector._device:
                self._connector._device.reset_output_buffer()
            self._connector.close()
        except (OSError, termios.error):
            self._connector._device = False

    def _receive(self) -> bytes:
        """On a serial line ``_read`` would wait for 16 bytes, so the line is read as far as it has come."""
        if isinstance(self._connector, Network):
            return bytes(self._connector._read())
        line = self._connector.device
        first = bytes(line.read(1))
        return first + bytes(line.read(line.in_waiting)) if first else b""

    def _wait_at_most(self, timeout_s: float) -> None:
        device = self._connector._device
        if not device:
            raise PortGone(f"printer at {self._name} is not connected")
        if isinstance(self._connector, Network):
            device.settimeout(timeout_s)
        else:
            device.timeout = timeout_s


def _connector(address: SerialAddress | TcpAddress, baud: int) -> tuple[str, Any]:
    match address:
        case TcpAddress(host, port):
            return f"{host}:{port}", PromptNetwork(host, port, timeout=CONNECT_TIMEOUT_S)
        case SerialAddress(path, wanted):
            return str(path), Serial(str(path), wanted or baud, timeout=CONNECT_TIMEOUT_S, dsrdtr=False)
