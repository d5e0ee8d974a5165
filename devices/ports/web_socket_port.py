"""A web socket as a port of texts, by websockets: with bounded waits, and pings that find a peer gone."""

import contextlib
from typing import Final

from websockets.exceptions import WebSocketException
from websockets.sync.client import ClientConnection, connect

from devices.faults import PortGone
from devices.ports.address import TcpAddress

OPEN_TIMEOUT_S: Final = 2.0
CLOSE_TIMEOUT_S: Final = 0.5
PING_EVERY_S: Final = 5.0
MESSAGE_MAX_BYTES: Final = 262_144


class WebSocketPort:
    """One connection, made by us."""

    def __init__(self, address: TcpAddress) -> None:
        host = f"[{address.host}]" if ":" in address.host else address.host
        self._uri = f"ws://{host}:{address.port}"
        self._tap = address.tap
        self._socket: ClientConnection | None = None
        self._closing = contextlib.ExitStack()

    def open(self) -> None:
        """Connect. Raises PortGone."""
        self.close()
        try:
            link = connect(
                self._uri,
                open_timeout=OPEN_TIMEOUT_S,
                close_timeout=CLOSE_TIMEOUT_S,
                ping_interval=PING_EVERY_S,
                ping_timeout=PING_EVERY_S,
                max_size=MESSAGE_MAX_BYTES,
                proxy=None,
            )
            self._socket = self._closing.enter_context(link)
        except (OSError, WebSocketException) as error:
            raise PortGone(f"{self._uri} cannot be reached: {type(error).__name__}") from error

    def read(self, timeout_s: float) -> str | bytes | None:
        """The next message, or None when none came in time. Raises PortGone."""
        try:
            message: str | bytes = self._connected().recv(timeout_s)
        except TimeoutError:
            return None
        except (OSError, WebSocketException) as error:
            raise PortGone(f"{self._uri} is gone: {type(error).__name__}") from error
        self._tap.came(message)
        return message

    def write(self, text: str) -> None:
        """Send one message. Raises PortGone."""
        self._tap.sent(text)
        try:
            self._connected().send(text)
        except (OSError, WebSocketException) as error:
            raise PortGone(f"{self._uri} takes no message: {type(error).__name__}") from error

    def close(self) -> None:
        """Disconnect."""
        self._socket = None
        with contextlib.suppress(OSError, WebSocketException):
            self._closing.close()

    def _connected(self) -> ClientConnection:
        if self._socket is None:
            raise PortGone(f"{self._uri} is not connected")
        return self._socket
