"""``./hall devices --check``: tries each configured device for a while and tells how it is, a line each."""

import queue
import time
from collections.abc import Sequence
from typing import Final

from config.settings.plan_files import DeviceSettings
from config.vocabulary import DeviceState, Trouble
from devices.events import DeviceHealth
from devices.host import Host

TRIED_S: Final = 8.0
"""The longest greeting: a card reader that is asked at five speeds."""
NAMES_S: Final = 1.5
"""So long after the last one was heard of, each may still say who it is."""
HEAD: Final = ("device", "at", "driver", "port", "state", "trouble", "took", "asset", "firmware", "particulars")


def check(host: Host, devices: Sequence[DeviceSettings]) -> tuple[str, bool]:
    """The table, and whether every device works. Starts and stops the host."""
    began = time.monotonic()
    took: dict[str, float] = {}
    host.start()
    try:
        until = began + TRIED_S
        while (left := until - time.monotonic()) > 0:
            for name in _newly_known(host, left):
                took.setdefault(name, time.monotonic() - began)
            if len(took) == len(devices):
                until = min(until, began + max(took.values()) + NAMES_S)
        health = {each.name: each for each in host.health()}
    finally:
        host.stop()
    rows = [_row(device, health[device.name], took.get(device.name)) for device in devices]
    return _table([HEAD, *rows]), all(each.state is not DeviceState.DOWN for each in health.values())


def _newly_known(host: Host, wait_s: float) -> list[str]:
    """Which device has come out of its start, at most one; what people do meanwhile is left aside."""
    try:
        event = host.events.get(timeout=wait_s)
    except queue.Empty:
        return []
    return [event.name] if isinstance(event, DeviceHealth) and event.trouble is not Trouble.STARTING else []


def _row(device: DeviceSettings, health: DeviceHealth, took_s: float | None) -> tuple[str, ...]:
    took = f"{took_s * 1000:.0f} ms" if took_s is not None else "-"
    told = ", ".join(filter(None, (health.identity, health.detail)))
    trouble = "-" if health.trouble is Trouble.NONE else health.trouble
    unit = (device.asset or "-", health.firmware or "-", told or "-")
    return device.name, device.at, device.driver, device.port, health.state, trouble, took, *unit


def _table(rows: Sequence[tuple[str, ...]]) -> str:
    wide = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = ("  ".join(cell.ljust(width) for cell, width in zip(row, wide, strict=True)) for row in rows)
    return "\n".join(line.rstrip() for line in lines)
