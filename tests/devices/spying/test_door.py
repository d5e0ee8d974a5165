"""A technician comes in while the devices work: nothing is stopped; a device that nobody drives is opened."""

import queue
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from config.vocabulary import DeviceState
from devices.clock import utc_now
from devices.host import Host
from devices.meanings.piece import Unexplained
from devices.ports.tap import Tap, Way
from devices.simulated.stage import Stage
from devices.spying.door import SOCKET, VISITORS_MAX, Door
from devices.spying.listening import WAITING_MAX, Listening
from devices.spying.watching import lines_of
from tests.devices.host.hosting import Hosting, hosting
from tests.devices.rig import LEVELS, PATIENCE_S, SITE_KEY, device, watch_until

BUS = device("bus", "call_pad", "ff68_bus", "serial:bus", counters={"1": "z01"}, levels=LEVELS)


class Technician:
    """Somebody in front of the program's lines."""

    def __init__(self, name: str, folder: Path, ports: Path) -> None:
        self.lines: queue.Queue[str] = queue.Queue()
        self._leaving = threading.Event()
        self._lines = lines_of(name, folder, Host([BUS], SITE_KEY, ports), self._leaving.is_set)
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()

    def reads(self, words: str) -> None:
        """Wait for a line with these words."""
        while words not in self.lines.get(timeout=PATIENCE_S):
            """Others in between."""

    def _read(self) -> None:
        for line in self._lines:
            self.lines.put(line)

    def leave(self) -> None:
        """Ctrl-C."""
        self._leaving.set()
        self._thread.join()


@pytest.fixture
def stage(ports: Path) -> Iterator[Stage]:
    """A bus of call pads."""
    stage = Stage(ports)
    stage.build([BUS])
    stage.start()
    yield stage
    stage.stop()


@contextmanager
def working(ports: Path, folder: Path) -> Iterator[Hosting]:
    """A program that drives the bus, with its door open."""
    running = hosting((BUS,), ports)
    running.health_of("bus", DeviceState.OK)
    with Door(running.host, folder):
        yield running
    running.host.stop()


def test_the_program_that_drives_the_device_tells(stage: Stage, ports: Path, tmp_path: Path) -> None:
    folder = tmp_path / ("a folder whose name is far too long for a socket " * 3)
    with working(ports, folder) as running:
        assert (folder / SOCKET).stat().st_mode & 0o777 == 0o600
        technician = Technician("bus", folder, ports)
        technician.reads("listening to bus in the program that drives it")
        stage.pads["z01"]["bus"].press("z01", "call_next")
        technician.reads("<- pad 1 (z01): key call_next")
        technician.reads("FF 68 03 03 68 01")
        technician.reads("-> pad 1 (z01): heard")
        stage.twins["bus"].switch("unplugged", True)
        technician.reads("== down port_gone")
        stage.twins["bus"].switch("unplugged", False)
        running.health_of("bus", DeviceState.OK)
        strange = Technician("nobodys", folder, ports)
        strange.reads("does not drive 'nobodys'")
        strange.leave()
    technician.reads("the program that drives it has ended")
    technician.leave()
    assert not (folder / SOCKET).exists()


def test_a_device_that_nobody_drives_is_opened(stage: Stage, ports: Path, tmp_path: Path) -> None:
    technician = Technician("bus", tmp_path, ports)
    technician.reads("no program drives bus here")
    technician.reads("== ok")
    stage.pads["z01"]["bus"].press("z01", "call_again")
    technician.reads("<- pad 1 (z01): key call_again")
    technician.leave()


def test_there_is_room_for_so_many_and_for_more_when_they_left(stage: Stage, ports: Path, tmp_path: Path) -> None:
    del stage
    with working(ports, tmp_path):
        inside = [Technician("bus", tmp_path, ports) for _ in range(VISITORS_MAX)]
        for each in inside:
            each.reads("listening to bus")
        outside = Technician("bus", tmp_path, ports)
        outside.reads("too many listen")
        outside.leave()
        inside.pop().leave()
        watch_until(lambda: _welcome(tmp_path, ports), "the place is free again")
        for each in inside:
            each.leave()


def _welcome(folder: Path, ports: Path) -> bool:
    technician = Technician("bus", folder, ports)
    first = technician.lines.get(timeout=PATIENCE_S)
    technician.leave()
    return "listening" in first


def test_no_socket_is_no_trouble(stage: Stage, ports: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    del stage
    (tmp_path / "file").write_text("no folder")
    with working(ports, tmp_path / "file"):
        assert "nobody can listen to devices" in caplog.text


def test_what_comes_too_quickly_is_counted() -> None:
    tap = Tap()
    listening = Listening(tap, Unexplained(BUS), utc_now)
    with listening.begin():
        for _ in range(WAITING_MAX + 3):
            tap.came(b"x" * 300)
    tap.came(b"not heard any more")
    first = list(listening.lines(0))
    assert "3 pieces came too quickly and are left out" in first[0]
    assert "44 bytes more" in first[-1]


def test_an_empty_read_is_no_news() -> None:
    heard: list[tuple[Way, bytes]] = []
    tap, ear = Tap(), lambda way, data: heard.append((way, data))
    listener: Callable[[Way, bytes], None] = ear
    with tap.heard_by(listener):
        tap.came(b"")
        tap.sent("文")
    assert heard == [(Way.TO_DEVICE, "文".encode())]
