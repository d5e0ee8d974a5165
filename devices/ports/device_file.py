"""A device file such as ``/dev/usb/lp0``, read and written with bounded waits.

The library's own connector for files can only write, so a printer behind it could never say how it is.
"""

import contextlib
import os
import select
import time
from typing import Final

from devices.faults import PortGone, trouble_of
from devices.ports.address import FileAddress

READ_MAX_BYTES: Final = 4096
WRITE_MAX_BYTES: Final = 4096
WRITE_TIMEOUT_S: Final = 5.0
EMPTY_PAUSE_S: Final = 0.01
"""Some printers answer a read with nothing."""
READS_FORGOTTEN_MAX: Final = 64
"""Stale bytes are thrown away in at most this many reads."""


class DeviceFile:
    """One file of bytes, both ways."""

    def __init__(self, address: FileAddress) -> None:
        self._path = str(address.path)
        self._tap = address.tap
        self._file = -1

    def open(self) -> None:
        """Open it. Raises PortGone."""
        self.close()
        try:
            self._file = os.open(self._path, os.O_RDWR | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC)
        except OSError as error:
            raise PortGone(f"{self._path} cannot be opened: {error.strerror}", trouble_of(error)) from error

    def read(self, timeout_s: float) -> bytes:
        """Whatever has come; empty when nothing came in time. Raises PortGone."""
        until = time.monotonic() + timeout_s
        while True:
            try:
                ready, _, _ = select.select([self._opened()], [], [], max(until - time.monotonic(), 0))
                came = os.read(self._file, READ_MAX_BYTES) if ready else b""
            except BlockingIOError:
                came = b""
            except OSError as error:
                raise PortGone(f"{self._path} is gone: {error.strerror}") from error
            left_s = until - time.monotonic()
            if came or left_s <= 0:
                self._tap.came(came)
                return came
            select.select([], [], [], min(left_s, EMPTY_PAUSE_S))

    def write(self, data: bytes) -> None:
        """Send all. Raises PortGone, also when the printer takes nothing in time."""
        until = time.monotonic() + WRITE_TIMEOUT_S
        self._tap.sent(data)
        while data:
            try:
                _, ready, _ = select.select([], [self._opened()], [], max(until - time.monotonic(), 0))
                if not ready:
                    raise PortGone(f"{self._path} takes no bytes")
                data = data[os.write(self._file, data[:WRITE_MAX_BYTES]) :]
            except BlockingIOError:
                continue
            except OSError as error:
                raise PortGone(f"{self._path} takes no bytes: {error.strerror}") from error

    def forget_input(self) -> None:
        """Throw away unread input. Raises PortGone."""
        for _ in range(READS_FORGOTTEN_MAX):
            if not self.read(0):
                return

    def close(self) -> None:
        """Give it back."""
        file, self._file = self._file, -1
        if file >= 0:
            with contextlib.suppress(OSError):
                os.close(file)

    def _opened(self) -> int:
        if self._file < 0:
            raise PortGone(f"{self._path} is not open")
        return self._file
