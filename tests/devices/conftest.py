"""Real ports for the device tests: a folder of ptys, and one private pcscd for the whole run."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from devices.simulated.cards.pcscd import SOCKET_VARIABLE, PrivatePcscd
from devices.simulated.cards.slot_twin import CardSlotTwin


@pytest.fixture(scope="session")
def pcscd() -> Iterator[PrivatePcscd]:
    """A pcscd of our own. Its clients' library reads the socket's name once, so one serves the whole run."""
    daemon = PrivatePcscd()
    daemon.start()
    os.environ[SOCKET_VARIABLE] = str(daemon.socket_path)
    yield daemon
    daemon.stop()


@pytest.fixture(scope="session")
def card_slot(pcscd: PrivatePcscd) -> CardSlotTwin:
    """The virtual reader's first slot."""
    return CardSlotTwin(pcscd.port)


@pytest.fixture
def slot(card_slot: CardSlotTwin) -> Iterator[CardSlotTwin]:
    """The slot, empty at first, behaving well."""
    yield card_slot
    card_slot.lift()
    for name in card_slot.switches():
        card_slot.switch(name, False)


@pytest.fixture
def ports(tmp_path: Path) -> Path:
    """A folder for ptys."""
    return tmp_path / "ports"
