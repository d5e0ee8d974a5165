"""A real mosquitto for one test: a child process on a free port of the loopback, its files in the test's folder."""

import os
import shutil
import socket
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Event
from time import monotonic
from typing import Final

from tests.certificates import Authority
from tests.ports import free_port

PROGRAM: Final = shutil.which("mosquitto") or "/usr/sbin/mosquitto"
START_MAX_S: Final = 10
STOP_MAX_S: Final = 5
LOOK_AGAIN_S: Final = 0.01


def until(holds: Callable[[], bool], what: str, at_most_s: float = START_MAX_S) -> None:
    """Wait until something holds; fails with ``what`` after ``at_most_s``. The one place that looks again and again."""
    end, never = monotonic() + at_most_s, Event()
    while not holds():
        assert monotonic() < end, f"after {at_most_s} s still not: {what}"
        never.wait(LOOK_AGAIN_S)


def secured(
    authority: Authority, clients: bool = False, address: str = "127.0.0.1", ended: bool = False
) -> tuple[str, ...]:
    """Lines for TLS. ``clients``: whoever comes must show a certificate too."""
    certificate, key = authority.certificate("broker", address, ended)
    who = (f"cafile {authority.ca}", "require_certificate true") if clients else ()
    own = ("user root",) if os.geteuid() == 0 else ()
    return f"certfile {certificate}", f"keyfile {key}", *who, *own


class Broker:
    """One mosquitto. Started again after a stop it has the same port and has forgotten everything."""

    def __init__(self, folder: Path, more: Sequence[str] = ()) -> None:
        """``more``: further lines of its configuration."""
        self._more = more
        self.host = "127.0.0.1"
        self.port = free_port()
        self._folder = folder
        self._child: subprocess.Popen[bytes] | None = None

    def start(self, more: Sequence[str] | None = None) -> None:
        """Start, with other lines than before if there are any, and wait until it answers. Fails with what it said."""
        self._more = self._more if more is None else more
        assert Path(PROGRAM).exists(), f"{PROGRAM} is missing: ./hall setup installs mosquitto"
        lines = (
            f"listener {self.port} {self.host}",
            "allow_anonymous true",
            "persistence false",
            "set_tcp_nodelay true",
            *self._more,
        )
        file = self._folder / "mosquitto.conf"
        file.write_text("\n".join(lines) + "\n", "utf-8")
        with (self._folder / "mosquitto.log").open("ab") as said:
            self._child = subprocess.Popen([PROGRAM, "-c", str(file)], stdout=said, stderr=said)
        until(self._answers, "mosquitto answers")

    def stop(self) -> None:
        """End it; harmless when it is not running."""
        if self._child is not None:
            self._child.terminate()
            self._child.wait(STOP_MAX_S)
            self._child = None

    def _answers(self) -> bool:
        assert self._child is not None
        assert self._child.poll() is None, (self._folder / "mosquitto.log").read_text("utf-8")
        with socket.socket() as probe:
            return probe.connect_ex((self.host, self.port)) == 0
