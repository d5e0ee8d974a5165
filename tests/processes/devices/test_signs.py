"""A counter with a pad and a strip, each on its own port: a press on the pad becomes bytes on the strip."""

import sys
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest

from config.wire.replies import TicketGiven
from config.wire.requests import CloseCounter, TakeTicket
from devices.simulated.evaluators.ff68_twin import Ff68Twin
from devices.simulated.lines.pty_line import PtyLine
from devices.simulated.signs.maker import sign_twin
from devices.simulated.signs.sign_twin import SignTwin
from tests.devices.rig import device, watch_until
from tests.processes.server import HallServer, ask_until
from tests.queue_server.console.child_processes import Child, running

STRIP_ENTRY = """
[[device]]
name = "strip-1"
kind = "sign"
driver = "template"
at = "counters-1"
port = "serial:strip-1"

[device.options]
template = "a1"
counters = { "1" = "z01" }
colours = { paused = "yellow" }
"""
STRIP = device("strip-1", "sign", "template", "serial:strip-1", template="a1", counters={"1": "z01"})
SERVICE = "information-request"


@dataclass
class CounterHall:
    """A hall with one counter's pad and strip."""

    server: HallServer
    pad: Ff68Twin
    strip: SignTwin
    devices: Child

    def stands(self, line: str) -> None:
        """Wait until this stands on the strip."""
        lines = (line,) if line else ()
        watch_until(lambda: self.strip.shown("z01").lines == lines, f"{line!r} on the strip")

    def take(self) -> str:
        """A visitor takes a number."""
        request = TakeTicket(request_id=f"ticket-{self.server.lines.qsize()}", kiosk="kiosk-1", service=SERVICE)
        given = ask_until(self.server.link("kiosk-1"), request)
        assert isinstance(given, TicketGiven)
        return given.number


@pytest.fixture(name="hall")
def _hall(tmp_path: Path) -> Iterator[CounterHall]:
    server, ports = HallServer(tmp_path), tmp_path / "ports"
    with (server.settings.plan_dir / "devices.toml").open("a") as devices:
        devices.write(STRIP_ENTRY)
    with server.file.open("a") as settings:
        settings.write(f'[devices]\nports_dir = "{ports}"\n')
    pad, strip = Ff68Twin(ports / "bus-1", {1: "z01"}), sign_twin(STRIP, lambda hear: PtyLine(ports / "strip-1", hear))
    with ExitStack() as parts:
        parts.enter_context(server)
        for twin in (pad, strip):
            twin.start()
            parts.callback(twin.stop)
        words = [sys.executable, "-m", "devices", "--settings", str(server.file), "--at", "counters-1"]
        child = parts.enter_context(running(words))
        child.wait_for("strip-1 is ok")
        yield CounterHall(server, pad, strip, child)


def test_a_press_at_the_counter_becomes_bytes_on_its_strip(hall: CounterHall) -> None:
    watch_until(lambda: hall.strip.heard != b"", "the counter's picture")
    number = hall.take()
    hall.pad.press("z01", "call_next")
    hall.stands(f"请{number}到综合1号窗口")
    assert number.encode("gbk") in hall.strip.heard
    hall.pad.press("z01", "ask_evaluation")
    hall.stands("请等候叫号")


def test_a_strip_that_was_away_shows_what_happened_meanwhile(hall: CounterHall) -> None:
    watch_until(lambda: hall.strip.heard != b"", "the counter's picture")
    number = hall.take()
    hall.pad.press("z01", "call_next")
    hall.stands(f"请{number}到综合1号窗口")
    hall.strip.switch("unplugged", True)
    hall.devices.wait_for("strip-1 is down")
    hall.pad.press("z01", "ask_evaluation")
    watch_until(lambda: hall.pad.shown("z01") == "", "the pad to go on without the strip")
    hall.pad.press("z01", "pause")
    hall.strip.switch("unplugged", False)
    hall.stands("暂停服务")
    assert hall.strip.shown("z01").colour == "yellow"
    ask_until(hall.server.link("console"), CloseCounter(request_id="closing-1", counter="z01", by="li"))
    hall.stands("")
