"""A device of keys (``/dev/input/event…``), taken for us alone so that its keys reach no screen."""

import contextlib
import errno
import fcntl
import os
import select
from typing import Final

from devices.faults import PortGone, trouble_of
from devices.ports.address import InputAddress

TAKE_ALONE: Final = 0x4004_4590
"""EVIOCGRAB of linux/input.h."""
READ_MAX_BYTES: Final = 4096
NO_KEYS: Final = frozenset({errno.ENOTTY, errno.EINVAL})
"""The file is no device of keys; a twin's is a pty."""


class InputPort:
    """One device; what it gives are the kernel's ``input_event`` records."""

    def __init__(self, address: InputAddress) -> None:
        self._path = str(address.path)
        self._tap = address.tap
        self._file = -1

    def open(self) -> None:
        """Take the device. Raises PortGone."""
        self.close()
        try:
            self._file = os.open(self._path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC)
            fcntl.ioctl(self._file, TAKE_ALONE, 1)
        except OSError as error:
            if self._file >= 0 and error.errno in NO_KEYS:
                return
            self.close()
            raise PortGone(f"{self._path} cannot be opened: {error.strerror}", trouble_of(error)) from error

    def read(self, timeout_s: float) -> bytes:
        """Whatever has come; empty when nothing came in time. Raises PortGone."""
        if self._file < 0:
            raise PortGone(f"{self._path} is not open")
        try:
            ready, _, _ = select.select([self._file], [], [], timeout_s)
            came = os.read(self._file, READ_MAX_BYTES) if ready else b""
        except OSError as error:
            raise PortGone(f"{self._path} is gone: {error.strerror}") from error
        if ready and not came:
            raise PortGone(f"{self._path} is gone")
        self._tap.came(came)
        return came

    def close(self) -> None:
        """Give the device back."""
        file, self._file = self._file, -1
        if file >= 0:
            with contextlib.suppress(OSError):
                os.close(file)
