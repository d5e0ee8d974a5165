"""What the device tests share: settings for a driver on a twin's port, and patience without sleeping."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from config.settings.plan_files import DeviceSettings
from devices.drivers.options import Site
from devices.simulated.lines.tcp_line import TcpLine

SITE_KEY = b"a key of the tests, 32 bytes long"
PATIENCE_S = 10.0
LEVELS = {
    "1": "very_satisfied",
    "2": "satisfied",
    "3": "basically_satisfied",
    "4": "dissatisfied",
    "5": "very_dissatisfied",
}


def device(name: str, kind: str, driver: str, port: str, **options: Any) -> DeviceSettings:
    """A device's settings as they come from devices.toml."""
    return DeviceSettings(name=name, kind=kind, driver=driver, at="bench", port=port, options=options)


def site(ports_dir: Path) -> Site:
    """The tests' site."""
    return Site(SITE_KEY, ports_dir)


def step_until(driver: Any, wanted: Callable[[Any], bool]) -> Any:
    """Let a driver work until it yields an event that is wanted; every step waits on a real port."""
    until = time.monotonic() + PATIENCE_S
    while time.monotonic() < until:
        for event in driver.step():
            if wanted(event):
                return event
    raise AssertionError(f"nothing came in {PATIENCE_S} s; the driver feels {driver.feeling()}")


def watch_until(true: Callable[[], bool], what: str) -> None:
    """Look at something that another thread does, until it is so."""
    until = time.monotonic() + PATIENCE_S
    while not true():
        assert time.monotonic() < until, f"not within {PATIENCE_S} s: {what}"


def tcp(hear: Callable[[bytes], None]) -> TcpLine:
    """A printer's line on any free port."""
    return TcpLine(0, hear)
