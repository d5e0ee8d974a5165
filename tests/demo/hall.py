"""The demo's hall: its folder and settings, its twins, and its real processes in the order in which a hall starts."""

import fcntl
import secrets
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from config.settings.load import CHECKOUT, load_settings
from config.settings.model import Settings
from tests.demo.children import Children
from tests.demo.screens import Display, open_display, show_in_browser
from tests.demo.twins import Twins
from tests.open_plan import copy_morning_plan, copy_open_plan
from tests.ports import LOOPBACK, free_port

FOLDER: Final = CHECKOUT / "var" / "demo"
LOGS: Final = FOLDER / "logs"
TOUCH_MAP: Final = FOLDER / "touch-map.json"
HALL: Final = "longli"
PRINTER_PORT: Final = 19100
CLERK: Final = "demo-clerk"
PASSWORD_BYTES: Final = 6
KIOSK_SIZE: Final = (1080, 1920)
SCREEN_SIZE: Final = (1920, 1080)
VIEW_PORT: Final = 18082


@dataclass(frozen=True)
class DemoHall:
    """A hall that runs."""

    settings: Settings
    file: Path
    twins: Twins
    kiosk: Display
    calls: Display
    wall: Display
    addresses: dict[str, str]
    clerk: str
    password: str

    @property
    def logs(self) -> Path:
        """Where each process writes."""
        return LOGS

    @property
    def touch_map(self) -> Path:
        """Where the kiosk says what can be touched."""
        return TOUCH_MAP


def open_hall(children: Children, file: Path) -> DemoHall:
    """Start everything; returns when each process was started, not when it is ready."""
    settings = load_settings(file)
    password = secrets.token_urlsafe(PASSWORD_BYTES)
    _add_clerk(file, password)
    twins = Twins.start(children, file)
    kiosk = open_display(children, "kiosk", KIOSK_SIZE)
    calls = open_display(children, "calls", SCREEN_SIZE)
    wall = open_display(children, "wall", SCREEN_SIZE)
    words = ("--settings", str(file))
    children.python("server", "queue_server", *words)
    children.python("devices", "devices", *words, "--at", "counters-1")
    children.python("console", "queue_server.console", *words)
    children.python("calls", "hall_display", "calls", *words, environment=calls.environment)
    children.python("wall", "hall_display", "wall", *words, environment=wall.environment)
    at_kiosk = kiosk.environment | twins.environment | {"SERVICE_HALL_TOUCH_MAP": str(TOUCH_MAP)}
    children.python("kiosk", "kiosk", *words, environment=at_kiosk)
    addresses = show_in_browser(children, [kiosk, calls, wall], FOLDER, free_port(VIEW_PORT))
    addresses["console"] = f"http://{settings.console.host}:{settings.console.port}/"
    addresses["bench"] = str(twins.http.base_url)
    return DemoHall(settings, file, twins, kiosk, calls, wall, addresses, CLERK, password)


class DemoRuns(Exception):
    """Another demo runs in this checkout; end it first (Ctrl-C in its terminal)."""


@contextmanager
def fresh_folder(*, on_any_morning: bool) -> Iterator[Path]:
    """An empty folder with the demo's settings, held for this demo alone; by Longli's clock or on a morning that lasts.

    Raises DemoRuns.
    """
    FOLDER.parent.mkdir(parents=True, exist_ok=True)
    with (FOLDER.parent / "demo.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise DemoRuns(DemoRuns.__doc__) from None
        shutil.rmtree(FOLDER, ignore_errors=True)
        (FOLDER / "ports").mkdir(parents=True)
        _copy_plan(copy_morning_plan if on_any_morning else copy_open_plan)
        yield _settings_file()


def _copy_plan(copy: Callable[[Path], object]) -> None:
    """Longli's plan, always open, marks by phone too, with the printer on a port that is free on this machine."""
    plan = FOLDER / "halls" / HALL
    copy(plan)
    _replace(plan / "devices.toml", f":{PRINTER_PORT}", f":{free_port(PRINTER_PORT)}")
    _replace(plan / "hall.toml", "elsewhere_window_min = 0 ", "elsewhere_window_min = 600 ")


def _replace(file: Path, entry: str, by: str) -> None:
    text = file.read_text("utf-8")
    assert entry in text, f"{file.name} has no {entry!r} any more"
    file.write_text(text.replace(entry, by), "utf-8")


def _settings_file() -> Path:
    """The demo's own ports, ptys and journal."""
    file = FOLDER / "settings.toml"
    console = free_port(18080)
    lines = [
        "[folders]",
        f'var = "{FOLDER / "var"}"',
        f'halls = "{FOLDER / "halls"}"',
        "[broker]",
        f"port = {free_port(18830)}",
        "[console]",
        f'host = "{LOOPBACK}"',
        f"port = {console}",
        f'phone_address = "http://{LOOPBACK}:{console}"',
        "[kiosk]",
        f"size = {list(KIOSK_SIZE)}",
        "[display]",
        f"size = {list(SCREEN_SIZE)}",
        "[devices]",
        f'ports_dir = "{FOLDER / "ports"}"',
    ]
    file.write_text("\n".join(lines) + "\n")
    return file


def _add_clerk(file: Path, password: str) -> None:
    """An account for the clerk's page; its password is made anew for each demo."""
    words = ["-m", "queue_server.console.accounts", "--settings", str(file), "add", CLERK, "--password-stdin"]
    subprocess.run(
        [sys.executable, *words, "--role", "hall_lead"],
        input=password + "\n",
        text=True,
        check=True,
        capture_output=True,
    )
