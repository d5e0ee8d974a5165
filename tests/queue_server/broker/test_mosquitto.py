"""The broker's process: started once, taken over when its owner died, started anew when its files have changed."""

import os
import signal
import socket
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.settings.load import CHECKOUT
from queue_server.broker.access import access_list
from queue_server.broker.mosquitto import BrokerFault
from tests.ports import LOOPBACK, free_port
from tests.processes.raw_client import RawClient
from tests.queue_server.broker.longli import HALL, PASSWORDS, USERS, mosquitto

OWNER = [sys.executable, "-m", "tests.queue_server.broker.owner"]


def pid_in(folder: Path) -> int:
    """The broker's process number."""
    return int((folder / "mosquitto.pid").read_text())


def runs(pid: int) -> bool:
    """Whether this process is a running mosquitto."""
    command = Path(f"/proc/{pid}/cmdline")
    return command.exists() and b"mosquitto" in command.read_bytes()


@pytest.fixture
def orphan(tmp_path: Path) -> Iterator[int]:
    """A port with a broker whose owner was killed."""
    port = free_port()
    owner = subprocess.Popen([*OWNER, str(tmp_path), str(port)], cwd=CHECKOUT, stdin=subprocess.PIPE, stdout=-1)
    with owner:
        assert owner.stdout is not None
        assert owner.stdout.readline() == b"started\n"
        owner.send_signal(signal.SIGKILL)
    assert runs(pid_in(tmp_path)), "the broker went with its owner"
    yield port
    left = tmp_path / "mosquitto.pid"
    if left.exists() and runs(pid_in(tmp_path)):
        os.kill(pid_in(tmp_path), signal.SIGKILL)


def test_an_orphan_is_taken_over_with_its_connections(tmp_path: Path, orphan: int) -> None:
    pid = pid_in(tmp_path)
    with RawClient(HALL, orphan, "wall-1", PASSWORDS["wall-1"]) as wall:
        assert wall.verdict() == 0
        broker = mosquitto(tmp_path, orphan)
        broker.start()
        assert pid_in(tmp_path) == pid
        assert wall.listen("hall/longli/picture/wall") < 128, "the connection was lost"
        assert wall.codes.empty()
    broker.stop()
    assert not runs(pid)


def test_an_orphan_with_other_rights_is_replaced(tmp_path: Path, orphan: int) -> None:
    pid = pid_in(tmp_path)
    broker = mosquitto(tmp_path, orphan, access_list("other", USERS))
    broker.start()
    assert pid_in(tmp_path) != pid
    assert not runs(pid)
    with RawClient(HALL, orphan, "wall-1", PASSWORDS["wall-1"]) as wall:
        assert wall.verdict() == 0
        assert wall.send("hall/longli/presence/wall-1", b"{}") == 135
        assert wall.send("hall/other/presence/wall-1", b"{}") < 128
    broker.stop()


def test_a_stop_ends_it_and_may_come_twice(tmp_path: Path) -> None:
    broker = mosquitto(tmp_path, free_port())
    broker.stop()
    broker.start()
    pid = pid_in(tmp_path)
    assert runs(pid)
    broker.stop()
    broker.stop()
    assert not runs(pid)
    assert not (tmp_path / "mosquitto.pid").exists()


def test_a_taken_port_is_a_fault_that_names_it(tmp_path: Path) -> None:
    port = free_port()
    with socket.create_server((LOOPBACK, port)):
        broker = mosquitto(tmp_path, port)
        with pytest.raises(BrokerFault, match=f"port {port} is taken by another program"):
            broker.start()
    assert not (tmp_path / "mosquitto.pid").exists()


def test_passwords_are_kept_as_hashes_that_only_the_owner_reads(tmp_path: Path) -> None:
    broker = mosquitto(tmp_path, free_port())
    broker.start()
    broker.stop()
    for name in ("passwords", "access.list", "mosquitto.conf"):
        assert stat.S_IMODE((tmp_path / name).stat().st_mode) & 0o077 == 0, name
    for file in tmp_path.iterdir():
        assert b"the word of" not in file.read_bytes(), file.name


def test_passwords_half_written_are_written_anew(tmp_path: Path) -> None:
    """The owner died between writing them and hashing them."""
    port = free_port()
    first = mosquitto(tmp_path, port)
    first.start()
    first.stop()
    (tmp_path / "passwords").write_text("wall-1:the word of wall-1\n")
    (tmp_path / "passwords.stamp").unlink()
    second = mosquitto(tmp_path, port)
    second.start()
    with RawClient(HALL, port, "wall-1", PASSWORDS["wall-1"]) as wall:
        assert wall.verdict() == 0
    second.stop()
