"""A TCP port as a stream of bytes, with bounded waits and no delay."""

import socket
from typing import Final

from devices.faults import PortGone, why
from devices.ports.address import TcpAddress

CONNECT_TIMEOUT_S: Final = 2.0
WRITE_TIMEOUT_S: Final = 5.0
READ_MAX_BYTES: Final = 4096
WATCHFUL: Final = (
    (socket.IPPROTO_TCP, socket.TCP_NODELAY, 1),
    (socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1),
    (socket.IPPROTO_TCP, socket.TCP_KEEPIDLE, 1),
    (socket.IPPROTO_TCP, socket.TCP_KEEPINTVL, 1),
    (socket.IPPROTO_TCP, socket.TCP_KEEPCNT, 2),
    (socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, 3000),
)
"""A serial server that lost its power closes nothing: the system asks it each second, for drivers that only listen."""


class TcpPort:
    """One connection, made by us."""

    def __init__(self, address: TcpAddress) -> None:
        self._address = address
        self._socket: socket.socket | None = None

    def open(self) -> None:
        """Connect. Raises PortGone."""
        self.close()
        try:
            self._socket = socket.create_connection((self._address.host, self._address.port), CONNECT_TIMEOUT_S)
            for level, option, wanted in WATCHFUL:
                self._socket.setsockopt(level, option, wanted)
        except OSError as error:
            raise PortGone(f"{self._name} cannot be reached: {why(error)}") from error

    def read(self, timeout_s: float) -> bytes:
        """Whatever has come; empty when nothing came in time. Raises PortGone when the far end closed."""
        link = self._connected()
        try:
            link.settimeout(timeout_s)
            came = link.recv(READ_MAX_BYTES)
        except TimeoutError:
            return b""
        except OSError as error:
            raise PortGone(f"{self._name} is gone: {why(error)}") from error
        if not came:
            raise PortGone(f"{self._name} closed the connection")
        self._address.tap.came(came)
        return came

    def write(self, data: bytes) -> None:
        """Send all, or raise PortGone."""
        link = self._connected()
        self._address.tap.sent(data)
        try:
            link.settimeout(WRITE_TIMEOUT_S)
            link.sendall(data)
        except OSError as error:
            raise PortGone(f"{self._name} takes no bytes: {why(error)}") from error

    def forget_input(self) -> None:
        """Throw away unread input, at most one buffer's worth."""
        link = self._connected()
        link.setblocking(False)
        try:
            link.recv(READ_MAX_BYTES)
        except BlockingIOError:
            return
        except OSError as error:
            raise PortGone(f"{self._name} is gone: {why(error)}") from error

    def close(self) -> None:
        """Disconnect."""
        link, self._socket = self._socket, None
        if link is not None:
            link.close()

    @property
    def _name(self) -> str:
        return f"tcp {self._address.host}:{self._address.port}"

    def _connected(self) -> socket.socket:
        if self._socket is None:
            raise PortGone(f"{self._name} is not connected")
        return self._socket
