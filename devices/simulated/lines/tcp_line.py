"""The printer's side of a TCP port: one client after the other, as network printers serve them."""

import contextlib
import socket
import threading
from collections.abc import Callable
from typing import Final

READ_MAX_BYTES: Final = 4096
ACCEPT_TIMEOUT_S: Final = 0.2


class TcpLine:
    """Listens on one port of this machine (0: any free one); ``hear`` is called with whatever comes."""

    def __init__(self, port: int, hear: Callable[[bytes], None]) -> None:
        self._wanted = port
        self._hear = hear
        self._lock = threading.RLock()
        self._server: socket.socket | None = None
        self._client: socket.socket | None = None
        self._thread: threading.Thread | None = None

    @property
    def port(self) -> int:
        """The port in use."""
        return self._wanted

    def start(self) -> None:
        """Plug in."""
        self.plug_in()

    def stop(self) -> None:
        """Unplug."""
        self.unplug()

    def plug_in(self) -> None:
        """Begin to listen. Raises OSError when the port is taken."""
        with self._lock:
            if self._server is not None:
                return
            server = socket.create_server(("127.0.0.1", self._wanted))
            server.settimeout(ACCEPT_TIMEOUT_S)
            self._wanted = server.getsockname()[1]
            self._server = server
            self._thread = threading.Thread(target=self._serve, args=(server,), name="tcp printer", daemon=True)
            self._thread.start()

    def unplug(self) -> None:
        """Close everything, also under a client."""
        with self._lock:
            server, self._server = self._server, None
            client, thread = self._client, self._thread
        if server is None:
            return
        server.close()
        if client is not None:
            with contextlib.suppress(OSError):
                client.shutdown(socket.SHUT_RDWR)
        if thread is not None:
            thread.join()

    def send(self, data: bytes, delay_s: float = 0.0) -> None:
        """Answer the client of the moment, if there is one; with a delay, the client of that moment."""
        if delay_s:
            late = threading.Timer(delay_s, self.send, [data])
            late.daemon = True
            late.start()
            return
        client = self._client
        if client is not None:
            with contextlib.suppress(OSError):
                client.sendall(data)

    def _serve(self, server: socket.socket) -> None:
        while self._server is server:
            try:
                client, _ = server.accept()
            except TimeoutError:
                continue
            except OSError:
                return
            client.settimeout(None)
            client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            with client:
                with self._lock:
                    if self._server is not server:  # unplugged while this client came: nobody would end it
                        return
                    self._client = client
                self._listen(client)
            self._client = None

    def _listen(self, client: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while came := client.recv(READ_MAX_BYTES):
                self._hear(came)
