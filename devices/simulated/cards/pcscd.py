"""A private pcscd with the virtual reader, beside a system's own without touching it.

The daemon's socket folder is compiled in, so it runs in a mount namespace of its own in which ``/run`` is a private
folder with a short path (a socket's may have 107 bytes). Clients find it by PCSCLITE_CSOCK_NAME, which their library
reads once.
The daemon ends with its starter, also with one that is killed.
"""

import contextlib
import os
import shutil
import socket
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Final

from devices.simulated.child import end

SOCKET_VARIABLE: Final = "PCSCLITE_CSOCK_NAME"
READER: Final = "Virtual PCD"
DRIVER_FILES: Final = (
    Path("/usr/lib/pcsc/drivers/serial/libifdvpcd.so"),
    Path("/usr/lib/x86_64-linux-gnu/pcsc/drivers/serial/libifdvpcd.so"),
    Path("/usr/lib/aarch64-linux-gnu/pcsc/drivers/serial/libifdvpcd.so"),
)
START_TIMEOUT_S: Final = 5.0
LOOK_PAUSE_S: Final = 0.02
SLOTS: Final = 2
PORT_FIRST: Final = 28_000
PORT_LAST: Final = 32_000
"""Below those that Linux gives to whoever asks for any."""
RUN: Final = """
mount --bind "$1" /run || exit 1
no_polkit=$(pcscd --help | grep -o -- --disable-polkit) || true
exec setpriv --pdeathsig TERM pcscd --foreground --config "$2" --critical $no_polkit
"""
"""Newer daemons ask polkit about each client, which the private ``/run`` hides; their socket folder is ours alone."""


class PcscdMissing(RuntimeError):
    """pcscd, unshare or the virtual reader is not installed (packages pcscd, vsmartcard-vpcd, util-linux)."""


class PrivatePcscd:
    """One daemon; slot 0 of its reader takes a card on ``port``, slot 1 on the next. ``folder`` is made if need be."""

    def __init__(self, folder: Path | None = None) -> None:
        self._wanted = folder
        self._folder: Path | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._reader = READER
        self.port = 0

    @property
    def socket_path(self) -> Path:
        """What clients have to set PCSCLITE_CSOCK_NAME to."""
        if self._folder is None:
            raise RuntimeError("pcscd was not started")
        return self._folder / "run" / "pcscd" / "pcscd.comm"

    def start(self) -> None:
        """Start and wait until it can be asked. Raises PcscdMissing."""
        driver = next((file for file in DRIVER_FILES if file.exists()), None)
        if driver is None or not shutil.which("pcscd") or not shutil.which("unshare"):
            raise PcscdMissing((PcscdMissing.__doc__ or "").strip())
        if self._folder is None:
            self._folder = self._wanted or Path(tempfile.mkdtemp(prefix="pcsc-", dir="/tmp"))
            self.port = free_ports()
        self._write_reader(self._folder, driver)
        self._spawn(self._folder)

    def stop(self) -> None:
        """End the daemon and remove its folder."""
        self.halt()
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder = None

    def halt(self) -> None:
        """End the daemon only; ``start`` brings it back at the same place."""
        process, self._process = self._process, None
        end(process)

    def plug(self, reader: str) -> None:
        """Have a reader of this name, or none; this sort of reader is looked for only when the daemon starts."""
        self.halt()
        self._reader = reader
        self.start()

    def _write_reader(self, folder: Path, driver: Path) -> None:
        (folder / "run" / "pcscd").mkdir(parents=True, exist_ok=True)
        (folder / "readers").mkdir(exist_ok=True)
        listed = folder / "readers" / "vpcd"
        if not self._reader:
            listed.unlink(missing_ok=True)
            return
        listed.write_text(
            f'FRIENDLYNAME "{self._reader}"\nDEVICENAME /dev/null:{self.port:#x}\n'
            f"LIBPATH {driver}\nCHANNELID {self.port:#x}\n"
        )

    def _spawn(self, folder: Path) -> None:
        self.socket_path.unlink(missing_ok=True)
        user = [] if os.geteuid() == 0 else ["--map-root-user"]
        command = ["unshare", *user, "--mount", "sh", "-c", RUN, "sh", str(folder / "run"), str(folder / "readers")]
        words = folder / "words"
        with words.open("wb") as out:
            self._process = subprocess.Popen(command, stdout=out, stderr=out)
        until = time.monotonic() + START_TIMEOUT_S
        while not self._listening():
            if self._process.poll() is not None or time.monotonic() > until:
                self.halt()
                raise PcscdMissing(f"pcscd did not start: {words.read_text(errors='replace').strip()}")
            time.sleep(LOOK_PAUSE_S)

    def _listening(self) -> bool:
        with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX) as client:
            client.connect(str(self.socket_path))
            return True
        return False


def free_ports() -> int:
    """The first of as many free neighbouring TCP ports as the reader has slots."""
    start = PORT_FIRST + os.getpid() % 1000 * SLOTS
    for first in range(start, PORT_LAST, SLOTS):
        with contextlib.suppress(OSError), contextlib.ExitStack() as stack:
            for slot in range(SLOTS):
                taken = stack.enter_context(socket.socket())
                taken.bind(("", first + slot))
            return first
    raise RuntimeError("no free ports for the virtual card reader")
