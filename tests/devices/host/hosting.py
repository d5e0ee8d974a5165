"""A running host whose events a test takes one by one, and the three devices that it has."""

import queue
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from config.settings.plan_files import DeviceSettings
from config.vocabulary import DeviceState
from devices.events import DeviceEvent, DeviceHealth
from devices.host import Host
from devices.simulated.stage import Stage
from tests.devices.rig import LEVELS, PATIENCE_S, SITE_KEY, device

COUNTERS = {"1": "z01", "2": "z02"}
DEVICES = (
    device("id", "card_reader", "sam_v", "serial:id"),
    device("printer", "ticket_printer", "escpos", "serial:printer?baud=115200", settle_s=0),
    device("bus", "call_pad", "ff68_bus", "serial:bus?baud=9600", counters=COUNTERS, levels=LEVELS),
)


class Hosting:
    """A running host whose events are taken one by one."""

    def __init__(self, host: Host) -> None:
        self.host = host
        self.taken: list[DeviceEvent] = []

    def next(self, wanted: Callable[[Any], bool]) -> Any:
        """The next event that is wanted; the others are kept in ``taken``."""
        until = time.monotonic() + PATIENCE_S
        while (left := until - time.monotonic()) > 0:
            try:
                event = self.host.events.get(timeout=left)
            except queue.Empty:
                break
            self.taken.append(event)
            if wanted(event):
                return event
        raise AssertionError(f"not among {self.taken}")

    def health_of(self, name: str, state: DeviceState) -> DeviceHealth:
        """Wait for a device's state."""
        event = self.next(lambda each: isinstance(each, DeviceHealth) and (each.name, each.state) == (name, state))
        assert isinstance(event, DeviceHealth)
        return event


def hosting(devices: tuple[DeviceSettings, ...], ports: Path, **more: Any) -> Hosting:
    """A started host."""
    host = Host(devices, SITE_KEY, ports, **more)
    host.start()
    return Hosting(host)


def twin_of(stage: Stage, name: str) -> Any:
    return stage.twins[name]
