"""A link whose network is driven by its owner's own thread: no hand-over between threads, and whatever has arrived
together is handed over together. For the desk, which does nothing but wait for messages.
"""

import select
import ssl
import time
from typing import Any, Final

from config.wire.link import RECONNECT_MAX_S, RECONNECT_MIN_S, Inbound, Link

READ_MAX: Final = 256
"""Packets read in one go, so that a flood can't keep the owner from working."""


class PumpedLink(Link):
    """All methods belong to one thread, which has to call ``receive`` again and again."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._client.on_socket_register_write = _write_later
        self._dial_at = 0.0
        self._pause_s = RECONNECT_MIN_S

    def start(self) -> None:
        """Connect; ``receive`` stays connected. Raises TlsWrong."""
        self._aim()
        self._dial()

    def stop(self) -> None:
        """Say goodbye and close."""
        self._leave()
        self.flush()

    def receive(self, timeout_s: float, most: int) -> list[Inbound]:
        """What has arrived, at most so many; waits for the first no longer than ``timeout_s``."""
        self.flush()
        if self.inbox.empty():
            self._pump(timeout_s)
        count = min(most, self.inbox.qsize())
        return [self.inbox.get_nowait() for _ in range(count)]

    def flush(self) -> None:
        """Send what was published since."""
        if self._client.want_write():
            self._client.loop_write()

    def _pump(self, timeout_s: float) -> None:
        connection = self._client.socket()
        if connection is None:
            time.sleep(max(0.0, min(timeout_s, self._dial_at - time.monotonic())))
            if time.monotonic() >= self._dial_at:
                self._dial()
            return
        writers = [connection] if self._client.want_write() else []
        ahead = _read_ahead(connection)
        readable, writable, _ = select.select([connection], writers, [], 0 if ahead else timeout_s)
        if writable:
            self._client.loop_write()
        more = ahead or bool(readable)
        for _ in range(READ_MAX):
            if not more or self._client.socket() is not connection:
                break
            self._client.loop_read()
            more = self._client.socket() is connection and (
                _read_ahead(connection) or bool(select.select([connection], [], [], 0)[0])
            )
        self._client.loop_misc()

    def _dial(self) -> None:
        try:
            self._client.reconnect()
            self.flush()
            self._pause_s = RECONNECT_MIN_S
        except OSError as error:
            self._dial_at = time.monotonic() + self._pause_s
            self._pause_s = min(RECONNECT_MAX_S, 2 * self._pause_s)
            self._not_reached(error)


def _read_ahead(connection: Any) -> bool:
    """Whether TLS has taken more from the network than was asked for: no select tells of that."""
    return isinstance(connection, ssl.SSLSocket) and connection.pending() > 0


def _write_later(*_: object) -> None:
    """Its presence keeps the client from writing at once: packets leave together with ``flush``."""
