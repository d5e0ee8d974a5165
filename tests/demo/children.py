"""Child processes that are started in order, started again when they die, and all gone at the end."""

import ctypes
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from devices.simulated.child import end

STOP_TIMEOUT_S: Final = 8.0
WATCH_S: Final = 0.3
PR_SET_PDEATHSIG: Final = 1
_LIBC: Final = ctypes.CDLL(None)


@dataclass
class Child:
    """One process. ``again``: it is started anew when it dies, as a hall's supervisor would."""

    name: str
    command: Sequence[str]
    log: Path
    environment: Mapping[str, str]
    again: bool
    process: subprocess.Popen[bytes]
    deaths: int = 0


class Children:
    """All processes of a run; leaving the context ends them in reverse order."""

    def __init__(self, logs: Path) -> None:
        self._logs = logs
        self._children: list[Child] = []
        self._leaving = threading.Event()
        self._watcher = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Self:
        self._logs.mkdir(parents=True, exist_ok=True)
        self._watcher.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._leaving.set()
        self._watcher.join()
        for child in reversed(self._children):
            end_group(child.process)

    def start(
        self,
        name: str,
        command: Sequence[str],
        environment: Mapping[str, str] | None = None,
        *,
        again: bool = False,
        pass_files: Sequence[int] = (),
    ) -> Child:
        """Start a process whose output goes to ``<logs>/<name>.log``; it inherits the descriptors ``pass_files``."""
        surroundings = {**os.environ, **(environment or {})}
        log = self._logs / f"{name}.log"
        child = Child(name, command, log, surroundings, again, _spawn(command, log, surroundings, pass_files))
        self._children.append(child)
        return child

    def python(self, name: str, module: str, *words: str, environment: Mapping[str, str] | None = None) -> Child:
        """Start one of our own programs; it is started again when it dies."""
        return self.start(name, [sys.executable, "-m", module, *words], environment, again=True)

    def kill(self, name: str) -> None:
        """End one child the hard way; its watcher starts it again."""
        next(child for child in self._children if child.name == name).process.kill()

    def last_words(self) -> str:
        """The last line of each child that is not alive, for whoever has to find out why."""
        dead = [child for child in self._children if child.deaths or child.process.poll() is not None]
        lines = {child.name: child.log.read_text("utf-8", errors="replace").strip().splitlines() for child in dead}
        return "\n".join(f"{name}: {said[-1]}" for name, said in lines.items() if said)

    def deaths(self) -> dict[str, int]:
        """How often each child died."""
        return {child.name: child.deaths for child in self._children if child.deaths}

    def _watch(self) -> None:
        while not self._leaving.wait(WATCH_S):
            for child in list(self._children):
                if child.again and child.process.poll() is not None:
                    child.deaths += 1
                    child.process = _spawn(child.command, child.log, child.environment)


def _spawn(
    command: Sequence[str], log: Path, environment: Mapping[str, str], pass_files: Sequence[int] = ()
) -> subprocess.Popen[bytes]:
    with log.open("ab") as output:
        return subprocess.Popen(
            list(command),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            env=dict(environment),
            start_new_session=True,
            pass_fds=tuple(pass_files),
            preexec_fn=_die_with_parent,
        )


def _die_with_parent() -> None:
    """If we are killed the hard way, the kernel ends our children."""
    _LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def end_group(process: subprocess.Popen[bytes]) -> None:
    """Ask a process and its group to end, then make them."""
    end(process, STOP_TIMEOUT_S)
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        return


def wait_until(what: str, ready: Callable[[], object], timeout_s: float = 20.0, poll_s: float = 0.02) -> float:
    """Wait until ``ready()`` is true; returns the seconds it took. Raises TimeoutError with ``what``."""
    began, pause = time.monotonic(), threading.Event()
    while not ready():
        if time.monotonic() - began > timeout_s:
            raise TimeoutError(f"{what}: not within {timeout_s:g} s")
        pause.wait(poll_s)
    return time.monotonic() - began
