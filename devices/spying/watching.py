"""The technician's side: lines from the program that drives the device, or from the device itself when none runs."""

import contextlib
import queue
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from devices.clock import utc_now
from devices.host import Host
from devices.spying.door import SOCKET, short_path
from devices.spying.listening import Listening

HELP: Final = (
    "print what goes to and from this device: time, way, meaning, bytes, but nothing of cards and codes. No program "
    "has to be stopped: the one that drives the device tells; if none does, it is opened alone. Ctrl-C ends it"
)
LOOK_S: Final = 0.2
RECEIVED_MAX_BYTES: Final = 65_536

Stopped = Callable[[], bool]


def lines_of(device: str, folder: Path, alone: Host, stopped: Stopped) -> Iterator[str]:
    """Until ``stopped``, or the program that drives the device ends. ``folder`` is where its door is,
    ``alone`` a host that drives nothing but this device, for when there is none.
    """
    with contextlib.ExitStack() as parts:
        try:
            door = parts.enter_context(_door(folder))
        except OSError:
            yield f"no program drives {device} here: it is opened for you alone, and nobody gives it orders"
            yield from _alone(device, alone, stopped)
        else:
            yield from _told(door, device, stopped)


@contextlib.contextmanager
def _door(folder: Path) -> Iterator[socket.socket]:
    """Raises OSError when nobody opens."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as link:
        with short_path(folder, SOCKET) as path:
            link.connect(path)
        link.settimeout(LOOK_S)
        yield link


def _told(door: socket.socket, name: str, stopped: Stopped) -> Iterator[str]:
    held = b""
    with contextlib.suppress(OSError):  # there may be no room inside; the end is read below
        door.sendall(f"{name}\n".encode())
    while not stopped():
        try:
            came = door.recv(RECEIVED_MAX_BYTES)
        except TimeoutError:
            continue
        except OSError:
            came = b""
        if not came:
            yield "that is all: the program that drives it has ended, or too many listen"
            return
        *whole, held = (held + came).split(b"\n")
        yield from (line.decode("utf-8", "replace") for line in whole)


def _alone(device: str, host: Host, stopped: Stopped) -> Iterator[str]:
    found = host.tap(device)
    if found is None:
        return
    listening = Listening(*found, utc_now)
    with listening.begin():
        host.start()
        try:
            while not stopped():
                yield from listening.lines(LOOK_S)
                with contextlib.suppress(queue.Empty):
                    host.events.get_nowait()
        finally:
            host.stop()
