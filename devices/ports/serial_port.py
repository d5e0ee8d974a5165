"""A serial line, by pyserial: 8N1, exclusive, with bounded reads and writes."""

import errno
import termios
from typing import Any, Final

import serial

from config.vocabulary import Trouble
from devices.faults import PortGone, trouble_of, why
from devices.ports.address import SerialAddress

WRITE_TIMEOUT_S: Final = 2.0
READ_MAX_BYTES: Final = 4096


class SerialPort:
    """One serial line at one speed."""

    def __init__(self, address: SerialAddress, baud: int) -> None:
        self._path = str(address.path)
        self._baud = baud
        self._tap = address.tap
        self._line: Any = None

    def open(self) -> None:
        """Claim the line. Raises PortGone."""
        self.close()
        try:
            self._line = serial.Serial(self._path, self._baud, write_timeout=WRITE_TIMEOUT_S, exclusive=True)
        except (OSError, ValueError) as error:
            raise PortGone(f"{self._path} cannot be opened: {why(error)}", _trouble_of(error)) from error

    def read(self, timeout_s: float) -> bytes:
        """Whatever has come; waits for the first byte only."""
        line = self._open_line()
        try:
            line.timeout = timeout_s
            first: bytes = line.read(1)
            came = first + bytes(line.read(min(line.in_waiting, READ_MAX_BYTES))) if first else b""
        except (OSError, TypeError) as error:
            raise PortGone(f"{self._path} is gone: {why(error)}") from error
        self._tap.came(came)
        return came

    def write(self, data: bytes) -> None:
        """Send all, or raise PortGone."""
        line = self._open_line()
        self._tap.sent(data)
        try:
            line.write(data)
        except OSError as error:
            raise PortGone(f"{self._path} takes no bytes: {why(error)}") from error

    def forget_input(self) -> None:
        """Throw away unread input."""
        line = self._open_line()
        try:
            line.reset_input_buffer()
        except (OSError, termios.error) as error:
            raise PortGone(f"{self._path} is gone: {why(error)}") from error

    def close(self) -> None:
        """Let go of the line."""
        line, self._line = self._line, None
        if line is not None:
            try:
                line.close()
            except OSError:
                return

    def _open_line(self) -> Any:
        if self._line is None:
            raise PortGone(f"{self._path} is not open")
        return self._line


def _trouble_of(error: OSError | ValueError) -> Trouble:
    """A line that another program has locked says that it would have to wait."""
    if not isinstance(error, OSError):
        return Trouble.PORT_GONE
    return Trouble.PORT_BUSY if error.errno == errno.EAGAIN else trouble_of(error)
