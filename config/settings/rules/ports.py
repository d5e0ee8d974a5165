"""Where a device is plugged in: a line, a key device or a unit on USB belongs to one device of its computer.

A bus with many addresses is one device. What takes several is not looked at: brokers, network printers, slots of card
readers, and sound devices, where speakers take turns.
"""

from collections.abc import Iterator
from typing import Final, Protocol

from config.settings.problems import Problem
from config.text import Text

FOR_ONE: Final = ("serial:", "input:", "file:", "usb:")


class Plugged(Protocol):
    """What is asked of a device."""

    @property
    def name(self) -> str:
        """Its name in the hall."""

    @property
    def at(self) -> str:
        """The host that drives it: a user of the wire."""

    @property
    def port(self) -> str:
        """Where it is plugged in."""


def port_problems(devices: tuple[Plugged, ...]) -> Iterator[Problem]:
    """Ports that another device of the same computer has."""
    first: dict[tuple[str, str], str] = {}
    for device in devices:
        port, _, _ = device.port.partition("?")
        if not port.startswith(FOR_ONE):
            continue
        other = first.setdefault((device.at, port), device.name)
        if other != device.name:
            zh = f"“{port}”已由 {device.at} 上的 {other} 使用；一条总线上的多个地址是一台设备"
            en = f"{port!r} is {other}'s, at {device.at}; a bus with several addresses is one device"
            yield Problem("devices.toml", f"{device.name}.port", Text(zh, en))
