"""The console as a process: starts before its broker, says what is wrong, stops when told."""

import signal
import socket
import subprocess
from pathlib import Path

import httpx
import pytest

from queue_server.console.__main__ import listening_socket
from queue_server.console.accounts import FILE
from tests.ports import free_port
from tests.queue_server.console.child_processes import CHECKOUT, console_arguments, running, settings_file


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_answers_without_a_broker_and_stops_when_told(tmp_path: Path, number: signal.Signals) -> None:
    port = free_port()
    with running(console_arguments(settings_file(tmp_path, free_port(), port))) as console:
        console.wait_for("pages at")
        assert httpx.get(f"http://127.0.0.1:{port}/healthz").json() == {"broker": False, "server": False}
        console.process.send_signal(number)
        assert console.process.wait(10) == 0, console.lines
    assert not any("Traceback" in line for line in console.lines)


def test_answers_are_not_held_back() -> None:
    with (
        listening_socket("127.0.0.1", 0) as listening,
        socket.create_connection(listening.getsockname()),
        listening.accept()[0] as accepted,
    ):
        assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


def refusal_to_start(settings: Path) -> str:
    """What it says when it can't start."""
    ended = subprocess.run(console_arguments(settings), cwd=CHECKOUT, capture_output=True, text=True, timeout=20)
    assert ended.returncode == 1
    assert "Traceback" not in ended.stderr
    return ended.stderr


def test_a_broken_accounts_file_refuses_to_start(tmp_path: Path) -> None:
    settings = settings_file(tmp_path, 1, free_port())
    folder = tmp_path / "var" / "longli"
    folder.mkdir(parents=True)
    (folder / FILE).write_text("[]")
    assert FILE in refusal_to_start(settings)


def test_a_taken_port_refuses_to_start(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        said = refusal_to_start(settings_file(tmp_path, 1, taken.getsockname()[1]))
    assert "Address already in use" in said


def test_wrong_settings_are_named(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text("[console]\nport = 0\n")
    assert "console.port" in refusal_to_start(file)
