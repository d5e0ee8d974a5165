"""A PC/SC reader behind the real daemon, its card slot empty at first."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from devices.drivers.card_reader.pcsc import PcscReader
from devices.kinds.card_reader import CardSeen, CardTrouble
from devices.simulated.cards.slot_twin import CardSlotTwin
from tests.devices.rig import device, site

QUIET_STEPS = 2


@dataclass
class Bench:
    """A driver with its twin, and two cards that it can read."""

    driver: Any
    twin: Any
    card: str
    other: str


def seen(event: object) -> bool:
    return isinstance(event, CardSeen)


def trouble(event: object) -> bool:
    return isinstance(event, CardTrouble)


def lift(bench: Bench) -> None:
    """Take the card away and let the driver notice."""
    bench.twin.lift()
    for _ in range(QUIET_STEPS):
        assert not bench.driver.step()


@pytest.fixture
def pcsc(slot: CardSlotTwin, ports: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bench]:
    """A PC/SC reader behind the real daemon, looked at in short steps."""
    monkeypatch.setattr("devices.drivers.card_reader.pcsc.WATCH_S", 0.1)
    driver = PcscReader(device("card", "card_reader", "pcsc", "pcsc:Virtual PCD 00 00"), site(ports))
    driver.open()
    yield Bench(driver, slot, "zhang-social", "plain")
    driver.close()
