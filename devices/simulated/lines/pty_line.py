"""The far end of a serial line: a pty shown as a link in a folder, paced like a wire of the speed that the driver set.

Everything happens in one thread of the line's own; what other threads want done goes through ``soon``.
"""

import os
import select
import termios
import threading
import time
import tty
from collections.abc import Callable
from pathlib import Path
from typing import Final

SPEEDS: Final = {
    termios.B9600: 9_600,
    termios.B19200: 19_200,
    termios.B38400: 38_400,
    termios.B57600: 57_600,
    termios.B115200: 115_200,
}
SPEED_AT: Final = 5
"""Place of the output speed in what tcgetattr gives."""
BITS_PER_BYTE: Final = 10
FULL_WAIT_S: Final = 0.005
CHUNK_BYTES: Final = 32
READ_MAX_BYTES: Final = 4096


class PtyLine:
    """One serial line; ``hear`` is called with whatever the driver sends."""

    def __init__(self, link: Path, hear: Callable[[bytes], None], paced: bool = True) -> None:
        self._link = link
        self._hear = hear
        self._paced = paced
        self._lock = threading.RLock()
        self._master = self._slave = -1
        self._wake_out, self._wake_in = -1, -1
        self._outbox: list[tuple[float, bytes]] = []
        self._thread: threading.Thread | None = None
        self._running = False
        self._free_at = 0.0
        self._talking = False
        """Pieces follow one another: what one was late, the next is early, as on a wire."""

    def start(self) -> None:
        """Plug in and begin to listen."""
        self._wake_out, self._wake_in = os.pipe()
        self._running = True
        self.plug_in()
        self._thread = threading.Thread(target=self._run, name=f"pty {self._link.name}", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Unplug and end."""
        thread, self._thread = self._thread, None
        if thread is not None:
            self._running = False
            self._wake()
            thread.join()
            self.unplug()
            os.close(self._wake_in)
            os.close(self._wake_out)

    def plug_in(self) -> None:
        """Make the port appear."""
        with self._lock:
            if self._master >= 0:
                return
            self._master, self._slave = os.openpty()
            tty.setraw(self._slave)
            os.set_blocking(self._master, False)
            self._link.parent.mkdir(parents=True, exist_ok=True)
            self._link.unlink(missing_ok=True)
            self._link.symlink_to(os.ttyname(self._slave))
        self._wake()

    def unplug(self) -> None:
        """Make the port vanish, also under a driver that has it open."""
        with self._lock:
            if self._master < 0:
                return
            self._link.unlink(missing_ok=True)
            os.close(self._master)
            os.close(self._slave)
            self._master = self._slave = -1
            self._outbox.clear()
        self._wake()

    def send(self, data: bytes, delay_s: float = 0.0) -> None:
        """Send bytes, at the line's speed, not before the delay is over."""
        with self._lock:
            due = time.monotonic() + delay_s
            pieces = [data[at : at + CHUNK_BYTES] for at in range(0, len(data), CHUNK_BYTES)]
            self._outbox += [(due, piece) for piece in pieces]
        self._wake()

    @property
    def baud(self) -> int:
        """The speed that the driver set."""
        with self._lock:
            return 0 if self._master < 0 else SPEEDS.get(termios.tcgetattr(self._master)[SPEED_AT], 0)

    def _wake(self) -> None:
        if self._wake_in >= 0:
            os.write(self._wake_in, b".")

    def _run(self) -> None:
        while self._running:
            with self._lock:
                master = self._master
                wait_s = self._outbox[0][0] - time.monotonic() if self._outbox else None
            heard = [self._wake_out] + ([master] if master >= 0 else [])
            try:
                ready, _, _ = select.select(heard, [], [], None if wait_s is None else max(wait_s, 0))
            except OSError:
                continue  # unplugged while we listened
            if self._wake_out in ready:
                os.read(self._wake_out, READ_MAX_BYTES)
            if master in ready:
                self._listen(master)
            self._speak()

    def _listen(self, master: int) -> None:
        with self._lock:
            if master != self._master:
                return
            try:
                came = os.read(master, READ_MAX_BYTES)
            except (BlockingIOError, OSError):
                return
        self._hear(came)

    def _speak(self) -> None:
        with self._lock:
            if not self._outbox or self._master < 0 or self._outbox[0][0] > time.monotonic():
                return
            _, piece = self._outbox.pop(0)
            try:
                written = os.write(self._master, piece)
            except BlockingIOError:
                written = 0
            if written < len(piece):  # the driver has not read yet: a line that caught up in one go would lose the rest
                self._outbox.insert(0, (time.monotonic() + FULL_WAIT_S, piece[written:]))
            pace_s = written * BITS_PER_BYTE / (self.baud or max(SPEEDS.values())) if self._paced else 0.0
            now = time.monotonic()
            self._free_at = (self._free_at if self._talking else now) + pace_s
            self._talking = bool(self._outbox)
            wait_s = max(self._free_at - now, 0)
        time.sleep(wait_s)
