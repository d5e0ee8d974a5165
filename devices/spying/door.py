"""Where a technician's program comes in: a socket on the disk, open to the user alone whose program drives the devices.

The visitor names a device in one line and is told lines until one of the two goes. What is personal never gets here.
"""

import contextlib
import logging
import os
import select
import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Final, Self

from devices.clock import utc_now
from devices.host import Host
from devices.spying.listening import Listening

log = logging.getLogger(__name__)

SOCKET: Final = "spy.sock"
OURS_ALONE: Final = 0o600
VISITORS_MAX: Final = 4
NAME_MAX_BYTES: Final = 100
NAME_TIMEOUT_S: Final = 5.0
WRITE_TIMEOUT_S: Final = 5.0
LOOK_S: Final = 0.2
"""How often a visitor is looked after, and the program's end."""


@contextlib.contextmanager
def short_path(folder: Path, name: str) -> Iterator[str]:
    """The file's path in few signs: a socket's may have 107 at most. Raises OSError."""
    opened = os.open(folder, os.O_PATH | os.O_DIRECTORY)
    try:
        yield f"/proc/self/fd/{opened}/{name}"
    finally:
        os.close(opened)


class Door:
    """One for each program that drives devices. A disk that lets no socket be made closes it; the devices go on."""

    def __init__(self, host: Host, folder: Path) -> None:
        self._host = host
        self._folder = folder
        self._stopping = threading.Event()
        self._socket: socket.socket | None = None
        self._thread = threading.Thread(target=self._welcome, name="spy door", daemon=True)
        self._free = threading.Semaphore(VISITORS_MAX)

    def __enter__(self) -> Self:
        """Open it."""
        try:
            self._socket = self._listening()
        except OSError as error:
            log.warning("nobody can listen to devices: %s: %s", self._folder, error.strerror)
        else:
            self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Close it; whoever is inside is told no more."""
        self._stopping.set()
        if self._socket is None:
            return
        self._thread.join()
        self._socket.close()
        (self._folder / SOCKET).unlink(missing_ok=True)

    def _listening(self) -> socket.socket:
        self._folder.mkdir(parents=True, exist_ok=True)
        (self._folder / SOCKET).unlink(missing_ok=True)
        with short_path(self._folder, SOCKET) as path, contextlib.ExitStack() as undo:
            made = undo.enter_context(socket.socket(socket.AF_UNIX, socket.SOCK_STREAM))
            os.fchmod(made.fileno(), OURS_ALONE)
            made.bind(path)
            made.listen()
            made.settimeout(LOOK_S)
            undo.pop_all()
            return made

    def _welcome(self) -> None:
        while self._socket is not None and not self._stopping.is_set():
            try:
                visitor, _ = self._socket.accept()
            except TimeoutError:
                continue
            except OSError:
                return
            if self._free.acquire(blocking=False):
                threading.Thread(target=self._serve, args=(visitor,), name="spy", daemon=True).start()
            else:
                visitor.close()

    def _serve(self, visitor: socket.socket) -> None:
        with visitor, contextlib.suppress(OSError):
            self._tell(visitor)
        self._free.release()

    def _tell(self, visitor: socket.socket) -> None:
        """Until one goes. Raises OSError when the visitor does."""
        visitor.settimeout(NAME_TIMEOUT_S)
        name = visitor.recv(NAME_MAX_BYTES).decode("utf-8", "replace").strip()
        found = self._host.tap(name)
        visitor.settimeout(WRITE_TIMEOUT_S)
        if found is None:
            visitor.sendall(f"the program that runs here does not drive {name!r}\n".encode())
            return
        listening = Listening(*found, utc_now)
        with listening.begin():
            visitor.sendall(f"listening to {name} in the program that drives it; nothing is stopped\n".encode())
            while not self._stopping.is_set() and not _gone(visitor):
                for line in listening.lines(LOOK_S):
                    visitor.sendall(f"{line}\n".encode())


def _gone(visitor: socket.socket) -> bool:
    """Whether the other side has hung up; it never says anything after the name."""
    readable, _, _ = select.select([visitor], [], [], 0)
    return bool(readable) and not visitor.recv(NAME_MAX_BYTES)
