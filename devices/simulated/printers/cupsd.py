"""A private cupsd with one raw queue to the printer's twin, beside a system's own without touching it; needs no root.

The queue's backend is a twin too, in two forms: ``socket`` is as dumb as CUPS' own of that name; ``twin`` speaks
DLE EOT with the printer as a maker's backend does, tells the scheduler its reasons, and waits with the job while the
printer can't.
"""

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from devices.ports.address import CupsAddress
from devices.simulated.child import end
from devices.simulated.lines.tcp_line import TcpLine
from devices.simulated.printers import cups_backend

DAEMON_FOLDER: Final = Path("/usr/lib/cups/daemon")
START_TIMEOUT_S: Final = 10.0
LOOK_PAUSE_S: Final = 0.02
FILES: Final = """\
ServerRoot {folder}/root
ServerBin {folder}/bin
DataDir /usr/share/cups
CacheDir {folder}/cache
StateDir {folder}/state
RequestRoot {folder}/spool
TempDir {folder}/temp
ErrorLog {folder}/errors
AccessLog {folder}/accesses
PageLog {folder}/pages
"""
SETTINGS: Final = """\
LogLevel warn
Listen {address.host}:{address.port}
Browsing Off
DefaultAuthType None
ErrorPolicy retry-current-job
JobRetryInterval 1
<Location />
  Order allow,deny
  Allow from 127.0.0.1
</Location>
<Policy default>
  <Limit All>
    Order allow,deny
    Allow all
  </Limit>
</Policy>
"""
QUEUE: Final = """\
<Printer {address.queue}>
DeviceURI {backend}://127.0.0.1:{line}
State Idle
Accepting Yes
ErrorPolicy retry-current-job
</Printer>
"""
BACKEND: Final = """\
#!{python} -IB
import sys
sys.path.insert(0, {checkout!r})
from {module} import main
sys.exit(main())
"""


class CupsMissing(RuntimeError):
    """cupsd is not installed (package cups-daemon)."""


class CupsLine(TcpLine):
    """The printer's side of its queue's backend; the scheduler comes and goes with the twin, not with the plug."""

    def __init__(self, address: CupsAddress, hear: Callable[[bytes], None], tells: bool = False) -> None:
        super().__init__(0, hear)
        self._backend = "twin" if tells else "socket"
        self._address = address
        self._folder: Path | None = None
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start the scheduler and wait until it can be asked. Raises CupsMissing."""
        super().start()
        program = shutil.which("cupsd", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
        if program is None:
            raise CupsMissing((CupsMissing.__doc__ or "").strip())
        self._folder = folder = self._folder or Path(tempfile.mkdtemp(prefix="cups-"))
        folder.chmod(0o755)
        self._write(folder)
        settings = ["-c", str(folder / "cupsd.conf"), "-s", str(folder / "cups-files.conf")]
        self._process = subprocess.Popen(
            [program, "-f", *settings], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        until = time.monotonic() + START_TIMEOUT_S
        while not self._listening():
            if self._process.poll() is not None or time.monotonic() > until:
                self.stop()
                raise CupsMissing("cupsd did not start")
            time.sleep(LOOK_PAUSE_S)

    def stop(self) -> None:
        """End the scheduler and unplug the printer."""
        self.halt()
        super().stop()
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder = None

    def halt(self) -> None:
        """End the scheduler only; ``start`` brings it back at the same place."""
        process, self._process = self._process, None
        end(process)

    def _write(self, folder: Path) -> None:
        backend = folder / "bin" / "backend" / self._backend
        for name in ("root", "bin/backend", "cache", "state", "spool", "temp"):
            (folder / name).mkdir(parents=True, exist_ok=True)
        if not (folder / "bin" / "daemon").exists():
            (folder / "bin" / "daemon").symlink_to(DAEMON_FOLDER)
        checkout = str(Path(__file__).parents[3])
        backend.write_text(BACKEND.format(python=sys.executable, checkout=checkout, module=cups_backend.__name__))
        backend.chmod(0o700)  # for its owner only: so it runs as whoever runs the scheduler, and can read the checkout
        (folder / "cups-files.conf").write_text(FILES.format(folder=folder))
        (folder / "cupsd.conf").write_text(SETTINGS.format(address=self._address))
        queue = QUEUE.format(address=self._address, backend=self._backend, line=self.port)
        (folder / "root" / "printers.conf").write_text(queue)

    def _listening(self) -> bool:
        with contextlib.suppress(OSError), socket.create_connection((self._address.host, self._address.port), 1):
            return True
        return False
