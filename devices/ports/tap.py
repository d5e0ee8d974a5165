"""Where a technician listens to a port: everything that goes through it, while somebody does.

Every address carries the tap of its device, and every port tells it what it sends and what came. It costs nothing
while nobody listens, and whoever listens must not keep the port waiting.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum


class Way(StrEnum):
    """Which way bytes went; a note is told by the port's owner, in words."""

    TO_DEVICE = "->"
    FROM_DEVICE = "<-"
    NOTE = "=="


Ear = Callable[[Way, bytes], None]


class Tap:
    """Of one device, whatever port it has just now."""

    def __init__(self) -> None:
        self._ears: tuple[Ear, ...] = ()
        self._lock = threading.Lock()

    def sent(self, data: bytes | str) -> None:
        """The port is about to send this."""
        self._tell(Way.TO_DEVICE, data)

    def came(self, data: bytes | str) -> None:
        """This came through the port; nothing at all is not told."""
        if data:
            self._tell(Way.FROM_DEVICE, data)

    def note(self, words: str) -> None:
        """Something happened that has no bytes."""
        self._tell(Way.NOTE, words)

    @contextmanager
    def heard_by(self, ear: Ear) -> Iterator[None]:
        """Meanwhile this one is told; it is called from the device's thread."""
        with self._lock:
            self._ears = (*self._ears, ear)
        try:
            yield
        finally:
            with self._lock:
                self._ears = tuple(each for each in self._ears if each is not ear)

    def _tell(self, way: Way, data: bytes | str) -> None:
        for ear in self._ears:
            ear(way, data.encode() if isinstance(data, str) else data)
