"""A real queue server with its real mosquitto: Longli's plan on any morning, in a folder of its own, on a free port."""

import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable
from concurrent.futures import CancelledError
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from config.settings.load import CHECKOUT, load_settings
from config.settings.plan_files import load_hall
from config.settings.secrets import load_secrets
from config.settings.users import users_of
from config.wire.link import Address, Link
from config.wire.message import Message
from config.wire.replies import Reply
from config.wire.requests import Request
from config.wire.topics import filter_of
from tests.open_plan import copy_morning_plan
from tests.ports import LOOPBACK, free_port

READY_TIMEOUT_S: Final = 30.0
STOP_TIMEOUT_S: Final = 15.0
ASK_AGAIN_S: Final = 0.5
KIOSK_ENTRY: Final = """
[[device]]
name = "k{number}-printer"
kind = "ticket_printer"
driver = "escpos"
at = "kiosk-{number}"
port = "tcp:127.0.0.1:{port}"
"""


class HallServer:
    """One hall's files, its server process, and links of its users. Leaving ends everything, however it stands."""

    def __init__(
        self,
        folder: Path,
        kiosks: int = 1,
        journal_url: str = "",
        copy_plan: Callable[[Path], object] = copy_morning_plan,
    ) -> None:
        halls = folder / "halls"
        copy_plan(halls / "longli")
        with (halls / "longli" / "devices.toml").open("a") as devices:
            for number in range(2, kiosks + 1):
                devices.write(KIOSK_ENTRY.format(number=number, port=19100 + number))
        self.file = folder / "settings.toml"
        self.file.write_text(
            f'[folders]\nvar = "{folder / "var"}"\nhalls = "{halls}"\n[broker]\nport = {free_port()}\n'
            f'[journal]\nurl = "{journal_url}"\n'
        )
        self.settings = load_settings(self.file)
        files = load_hall(self.settings.plan_dir)
        self.plan = files.plan
        users = [user.name for user in users_of(files.plan, files.devices)]
        self.passwords = load_secrets(self.settings.hall_var, users).passwords
        self.lines: queue.Queue[str] = queue.Queue()
        self.process: subprocess.Popen[str] | None = None
        self._links: list[Link] = []

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for link in self._links:
            link.stop()
        if self.process is not None and self.process.poll() is None:
            self.stop()
        broker = self.broker_pid()
        if broker is not None:
            os.kill(broker, signal.SIGKILL)

    def start(self) -> None:
        """Start the server and wait until it serves."""
        self.spawn()
        self.wait_for_line("broker reached")

    def spawn(self) -> None:
        """Start the server and wait for nothing."""
        self.process = subprocess.Popen(
            [sys.executable, "-m", "queue_server", "--settings", str(self.file)],
            cwd=CHECKOUT,
            stderr=subprocess.PIPE,
            text=True,
        )
        threading.Thread(target=_read, args=(self.process, self.lines), daemon=True).start()

    def wait_for_line(self, words: str, timeout_s: float = READY_TIMEOUT_S) -> str:
        """The next line of the server's log with these words. Raises AssertionError with what came instead."""
        seen: list[str] = []
        deadline = time.monotonic() + timeout_s
        while (left := deadline - time.monotonic()) > 0:
            try:
                seen.append(self.lines.get(timeout=left))
            except queue.Empty:
                break
            if words in seen[-1]:
                return seen[-1]
        raise AssertionError(f"the server did not say {words!r}, but:\n" + "".join(seen[-20:]))

    def kill(self) -> None:
        """kill -9, and nothing else: the broker stays."""
        assert self.process is not None
        self.process.kill()
        self.process.wait(STOP_TIMEOUT_S)

    def stop(self) -> int:
        """An ordered stop; the exit code."""
        assert self.process is not None
        self.process.terminate()
        return self.ended()

    def ended(self) -> int:
        """The exit code of a server that ends."""
        assert self.process is not None
        return self.process.wait(STOP_TIMEOUT_S)

    def broker_pid(self) -> int | None:
        """The process number of this hall's mosquitto, if it runs."""
        file = self.settings.hall_var / "broker" / "mosquitto.pid"
        if not file.exists():
            return None
        pid = int(file.read_text())
        command = Path(f"/proc/{pid}/cmdline")
        return pid if command.exists() and b"mosquitto" in command.read_bytes() else None

    def link(self, user: str, listen: Iterable[type[Message]] = ()) -> Link:
        """A connected link of one of the hall's users."""
        filters = [filter_of(self.settings.hall, kind) for kind in listen]
        address = Address(LOOPBACK, self.settings.broker.port, user, self.passwords[user])
        made = Link(self.settings.hall, address, filters)
        self._links.append(made)
        made.start()
        assert made.connected.wait(READY_TIMEOUT_S), f"{user} can't connect"
        return made


def ask_until(link: Link, request: Request, timeout_s: float = READY_TIMEOUT_S) -> Reply:
    """Ask again and again with one request id until somebody answers, as a kiosk does."""
    deadline = time.monotonic() + timeout_s
    while time.monotonic() < deadline:
        future = link.ask(request)
        try:
            return future.result(ASK_AGAIN_S)
        except (TimeoutError, CancelledError):
            future.cancel()
    raise AssertionError(f"nobody answered {request.request_id} within {timeout_s:g} s")


def _read(process: subprocess.Popen[str], lines: "queue.Queue[str]") -> None:
    assert process.stderr is not None
    with process.stderr as stream:
        for line in stream:
            lines.put(line)
