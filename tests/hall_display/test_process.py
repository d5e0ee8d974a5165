"""The screens as processes: a real broker, a real window, a call that arrives, a broker that goes and comes back."""

import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.wire.link import Address, Link
from tests.hall_display import makers as m
from tests.hall_display.virtual_display import virtual_display

ROOT = Path(__file__).parents[2]
WAIT_S = 30
SCREENS = (("calls", "calls-1"), ("wall", "wall-1"), ("counter", "counter-screen-z01"))


class Broker:
    """A mosquitto that lets everybody in, on a port that stays the same when it is started again."""

    def __init__(self, folder: Path) -> None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port: int = free.getsockname()[1]
        self._plan = folder / "mosquitto.conf"
        self._plan.write_text(f"listener {self.port} 127.0.0.1\nallow_anonymous true\nset_tcp_nodelay true\n")
        self.start()

    def start(self) -> None:
        """Start it; clients connect when it listens."""
        search = f"{os.environ['PATH']}:/usr/sbin"
        self._child = subprocess.Popen(
            ["mosquitto", "-c", str(self._plan)], stderr=subprocess.DEVNULL, env=os.environ | {"PATH": search}
        )

    def stop(self) -> None:
        """End it."""
        self._child.terminate()
        self._child.wait(WAIT_S)


class Running:
    """One screen's process; ``wait_for`` reads its log until a text stands there."""

    def __init__(self, kind: str, settings: Path, display: str) -> None:
        self._child = subprocess.Popen(
            [sys.executable, "-m", "hall_display", kind, "--settings", str(settings), "--size", "640x360"],
            cwd=ROOT,
            env=os.environ | {"DISPLAY": display},
            stderr=subprocess.PIPE,
            text=True,
        )
        self._limit = threading.Timer(WAIT_S, self._child.kill)
        self._limit.start()

    def wait_for(self, text: str) -> str:
        """The line that holds the text."""
        read = []
        assert self._child.stderr is not None
        for line in self._child.stderr:
            read.append(line)
            if text in line:
                return line
        pytest.fail(f"{text!r} never came: {''.join(read)}")

    def end(self, how: signal.Signals) -> int:
        """The exit code after this signal."""
        self._child.send_signal(how)
        _, _ = self._child.communicate()
        self._limit.cancel()
        return self._child.returncode

    def kill(self) -> None:
        """Leave nothing behind."""
        self._limit.cancel()
        self._child.kill()
        self._child.wait()
        if self._child.stderr is not None:
            self._child.stderr.close()


@pytest.fixture
def broker(tmp_path: Path) -> Iterator[Broker]:
    """A broker for one test."""
    broker = Broker(tmp_path)
    yield broker
    broker.stop()


@pytest.fixture
def screens(broker: Broker, tmp_path: Path) -> Iterator[dict[str, Running]]:
    """All three screens, started together."""
    settings = tmp_path / "settings.toml"
    settings.write_text(f'[folders]\nvar = "{tmp_path}"\n[broker]\nport = {broker.port}\n')
    with virtual_display() as display:
        running = {kind: Running(kind, settings, display) for kind, _ in SCREENS}
        yield running
        for screen in running.values():
            screen.kill()


def test_a_call_reaches_the_screens_which_outlive_the_broker_and_end_in_peace(
    broker: Broker, screens: dict[str, Running]
) -> None:
    server = Link("longli", Address("127.0.0.1", broker.port, "queue-server", ""))
    server.start()
    for screen in screens.values():
        screen.wait_for("connected")
    for message in (m.SERVER_HERE, m.calls(), m.wall(), m.counter(), m.news(m.call(1))):
        server.send(message)
    for kind in ("calls", "counter"):
        line = screens[kind].wait_for("call on the board number=A001 counter=z01 times=1 monotonic_s=")
        assert float(line.rpartition("=")[2]) > 0
    broker.stop()
    for screen in screens.values():
        screen.wait_for("not connected")
    broker.start()
    for screen in screens.values():
        screen.wait_for("connected")
    server.stop()
    assert screens["calls"].end(signal.SIGTERM) == 0
    assert screens["wall"].end(signal.SIGTERM) == 0
    assert screens["counter"].end(signal.SIGINT) == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["counter", "--counter", "nowhere"], "no such counter: 'nowhere'"),
        (["calls", "--settings", "nowhere.toml"], "nowhere.toml: (file): 缺少这个文件 / is missing"),
    ],
)
def test_what_cannot_be_started_says_why(arguments: list[str], said: str) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "hall_display", *arguments], cwd=ROOT, capture_output=True, text=True, timeout=WAIT_S
    )
    assert (run.returncode, said in run.stderr) == (1, True), run.stderr
