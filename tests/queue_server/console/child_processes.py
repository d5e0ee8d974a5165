"""Real processes for tests: a broker, the queue server, the console. Waiting is reading what a process prints."""

import queue
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from tests.open_plan import copy_morning_plan

CHECKOUT: Final = Path(__file__).parents[3]
START_MAX_S: Final = 20.0
STOP_MAX_S: Final = 10.0


class Child:
    """One process, its output read by a thread."""

    def __init__(self, arguments: list[str]) -> None:
        self.arguments = arguments
        self.lines: list[str] = []
        self._fresh: queue.Queue[str | None] = queue.Queue()
        self.process = subprocess.Popen(
            arguments, cwd=CHECKOUT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        with self.process.stdout as stream:
            for line in stream:
                self.lines.append(line)
                self._fresh.put(line)
        self._fresh.put(None)

    def wait_for(self, words: str) -> None:
        """Until the process prints these words; fails with all that it printed when it does not."""
        while True:
            try:
                line = self._fresh.get(timeout=START_MAX_S)
            except queue.Empty:
                line = None
            if line is None:
                raise AssertionError(f"{self.arguments} never printed {words!r}:\n{''.join(self.lines)}")
            if words in line:
                return

    def stop(self) -> int:
        """SIGTERM; the exit status."""
        self.process.terminate()
        status = self.process.wait(STOP_MAX_S)
        self._reader.join(STOP_MAX_S)
        return status


@contextmanager
def running(arguments: list[str]) -> Iterator[Child]:
    """A process that ends with the block."""
    child = Child(arguments)
    try:
        yield child
    finally:
        if child.process.poll() is None:
            child.stop()


def broker_arguments(folder: Path, port: int) -> list[str]:
    """A mosquitto for everybody on this machine."""
    program = shutil.which("mosquitto", path="/usr/sbin:/usr/bin")
    assert program, "mosquitto is not installed (apt-get install mosquitto)"
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "mosquitto.conf"
    file.write_text(f"listener {port} 127.0.0.1\nallow_anonymous true\nset_tcp_nodelay true\n")
    return [program, "-c", str(file)]


def settings_file(folder: Path, broker_port: int, console_port: int) -> Path:
    """A hall of its own in this folder, on any morning."""
    folder.mkdir(parents=True, exist_ok=True)
    copy_morning_plan(folder / "halls" / "longli")
    file = folder / "settings.toml"
    file.write_text(
        f'hall = "longli"\n[folders]\nvar = "{folder / "var"}"\nhalls = "{folder / "halls"}"\n'
        f"[broker]\nport = {broker_port}\n[console]\nport = {console_port}\n"
    )
    return file


def server_arguments(settings: Path) -> list[str]:
    """The queue server with its own broker."""
    return [sys.executable, "-m", "queue_server", "--settings", str(settings)]


def console_arguments(settings: Path) -> list[str]:
    """The console."""
    return [sys.executable, "-m", "queue_server.console", "--settings", str(settings)]


def add_account(settings: Path, name: str, password: str, *more: str) -> None:
    """By the command line, as an administrator does."""
    arguments = [sys.executable, "-m", "queue_server.console.accounts", "--settings", str(settings)]
    arguments += ["add", name, "--password-stdin", *more]
    subprocess.run(arguments, input=password, text=True, check=True, cwd=CHECKOUT)
