"""The kiosk as its own process: a real window touched through the X server, and an ordered end."""

import json
import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from config.settings.load import CHECKOUT
from config.vocabulary import TicketClass
from config.wire.appointments import CheckIn
from tests.kiosk import samples, stage

SIZE = (768, 1366)
LOOK_S = 0.05
PERSONAL = re.compile(r"李|张\*|cccc")


@dataclass
class Window:
    """A running kiosk and where its touchables are."""

    process: subprocess.Popen[str]
    display: str
    map_file: Path

    def now(self) -> dict[str, Any]:
        """The newest map."""
        empty: dict[str, Any] = {"screen": "", "touchables": {}}
        return json.loads(self.map_file.read_text()) if self.map_file.exists() else empty

    def until(self, screen: str, touchable: str = "language") -> dict[str, list[int]]:
        """The touchables, once this screen is up and has this one."""
        pause = threading.Event()
        for _ in range(int(stage.WAIT_S / LOOK_S)):
            now = self.now()
            if now["screen"] == screen and touchable in now["touchables"]:
                found: dict[str, list[int]] = now["touchables"]
                return found
            pause.wait(LOOK_S)
        raise AssertionError(f"{screen} with {touchable} never came, but {self.now()}")

    def touch(self, screen: str, touchable: str) -> None:
        """One real press in the middle of it."""
        x, y, width, height = self.until(screen, touchable)[touchable]
        words = ["xdotool", "mousemove", str(x + width // 2), str(y + height // 2), "click", "1"]
        subprocess.run(words, check=True, env={**os.environ, "DISPLAY": self.display})

    def scan(self, code: str) -> None:
        """As a scanner that types, with Enter at the end."""
        for words in (["type", "--delay", "5", code], ["key", "Return"]):
            subprocess.run(["xdotool", *words], check=True, env={**os.environ, "DISPLAY": self.display})


@pytest.fixture
def server(tmp_path: Path) -> Iterator[stage.ServerStandIn]:
    with stage.broker(tmp_path) as port:
        standing_in = stage.ServerStandIn(port)
        standing_in.start()
        yield standing_in
        standing_in.stop()


@pytest.fixture
def window(server: stage.ServerStandIn, tmp_path: Path) -> Iterator[Window]:
    settings = tmp_path / "settings.toml"
    settings.write_text(
        f'[folders]\nvar = "{tmp_path}"\n[broker]\nport = {server.link.address.port}\n'
        f"[kiosk]\nsize = [{SIZE[0]}, {SIZE[1]}]\nidle_return_s = 3\nstill_there_s = 60\n"
    )
    with stage.display(*SIZE) as name:
        map_file = tmp_path / "map.json"
        environment = {
            **os.environ,
            "DISPLAY": name,
            "LIBGL_ALWAYS_SOFTWARE": "1",
            "SERVICE_HALL_TOUCH_MAP": str(map_file),
        }
        words = [sys.executable, "-m", "kiosk", "--settings", str(settings)]
        process = subprocess.Popen(words, cwd=CHECKOUT, env=environment, text=True, stderr=subprocess.PIPE)
        yield Window(process, name, map_file)
        if process.poll() is None:
            process.kill()
        process.communicate()


def test_a_visit_by_real_touches_then_an_ordered_end(window: Window, server: stage.ServerStandIn) -> None:
    window.touch("welcome", "begin")
    window.touch("departments", f"department-{samples.PLAN.departments[0].id}")
    window.touch("services", "priority")
    window.touch("services", f"service-{samples.PLAN.services[0].id}")
    window.touch("who", "without-card")
    request = server.next_ticket_request()
    assert request.service == samples.PLAN.services[0].id
    assert request.ticket_class is TicketClass.PRIORITY
    window.touch("number", "done")
    window.until("welcome")
    server.show(samples.ALL_WAYS)
    window.until("welcome", "check-in")
    window.scan("12345678")
    while not isinstance(scanned := server.asked.get(timeout=stage.WAIT_S), CheckIn):
        pass
    assert scanned.code == "12345678"
    window.touch("number", "done")
    window.touch("welcome", "language")
    window.touch("welcome", "begin")
    window.touch("still-there", "stay")
    window.until("departments")
    window.process.send_signal(signal.SIGTERM)
    _, said = window.process.communicate(timeout=stage.WAIT_S)
    assert window.process.returncode == 0
    assert "Traceback" not in said
    for event in ("request", "reply to", "print of", "screen number"):
        assert event in said
    assert not PERSONAL.search(said)


def test_a_wrong_name_is_named() -> None:
    words = [sys.executable, "-m", "kiosk", "--name", "kiosk-99"]
    ended = subprocess.run(words, cwd=CHECKOUT, capture_output=True, text=True, timeout=stage.WAIT_S, check=False)
    assert ended.returncode == 1
    assert "kiosk-99" in ended.stderr
