"""A passport's printed zone under the scanner opens the passport on the reader, and goes nowhere else."""

import queue
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import pytest

from config.vocabulary import Trouble
from devices.host import Host
from devices.kinds.card_reader import CardSeen, CardTrouble, CardType
from devices.kinds.code_scanner import CodeScanned
from devices.simulated.cards.samples import SAMPLES, ZONE
from devices.simulated.cards.slot_twin import CardSlotTwin
from devices.simulated.scanners.scanner_twin import ScannerTwin, as_keys
from tests.devices.rig import PATIENCE_S, SITE_KEY, device

Event = TypeVar("Event", CardSeen, CardTrouble, CodeScanned)
DEVICES = (
    device("card", "card_reader", "pcsc", "pcsc:Virtual PCD 00 00"),
    device("scanner", "code_scanner", "keyboard_scanner", "input:scanner"),
)


@pytest.fixture
def scanner(ports: Path) -> Iterator[ScannerTwin]:
    """A scanner that plays a keyboard."""
    twin = ScannerTwin(ports / "scanner", as_keys)
    twin.start()
    yield twin
    twin.stop()


@pytest.fixture
def host(slot: CardSlotTwin, scanner: ScannerTwin, ports: Path) -> Iterator[Host]:
    """A host with a reader and a scanner."""
    del slot, scanner
    host = Host(DEVICES, SITE_KEY, ports)
    host.start()
    yield host
    host.stop()


def told(host: Host, kind: type[Event]) -> Event:
    """The next event of this kind."""
    while not isinstance(event := host.events.get(timeout=PATIENCE_S), kind):
        assert not isinstance(event, CodeScanned)
    return event


def test_a_scanned_zone_opens_the_passport(host: Host, slot: CardSlotTwin, scanner: ScannerTwin) -> None:
    slot.place(SAMPLES["anna"])
    while told(host, CardTrouble) != CardTrouble("card", Trouble.CARD_KEY_WANTED):
        """The daemon may still have had the card of the test before."""
    for line in (ZONE[:44], ZONE[44:]):
        scanner.scan(line.decode())
    seen = told(host, CardSeen)
    assert (seen.card_type, seen.masked_name, seen.reader) == (CardType.PASSPORT, "ERIKSSON*女士", "card")
    with pytest.raises(queue.Empty):
        host.events.get(timeout=0.3)


def test_other_codes_are_events_and_a_typed_key_is_taken(host: Host, slot: CardSlotTwin, scanner: ScannerTwin) -> None:
    scanner.scan("87654321")
    assert told(host, CodeScanned) == CodeScanned("87654321", "scanner")
    assert not host.give_key("L898902C3 740812 12041")
    assert host.give_key("L898902C3 740812 120415")
    slot.place(SAMPLES["anna"])
    assert told(host, CardSeen).card_type is CardType.PASSPORT
