"""A PC/SC reader behind the real daemon, its card slot empty at first."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from devices.drivers.card_reader.pcsc import PcscReader
from devices.simulated.cards.slot_twin import CardSlotTwin
from tests.devices.rig import device, site


@dataclass
class Bench:
    """A driver with its twin, and two cards that it can read."""

    driver: Any
    twin: Any
    card: str
    other: str


@pytest.fixture
def pcsc(slot: CardSlotTwin, ports: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bench]:
    """A PC/SC reader behind the real daemon, looked at in short steps."""
    monkeypatch.setattr("devices.drivers.card_reader.pcsc.WATCH_S", 0.1)
    driver = PcscReader(device("card", "card_reader", "pcsc", "pcsc:Virtual PCD 00 00"), site(ports))
    driver.open()
    yield Bench(driver, slot, "zhang-social", "plain")
    driver.close()
