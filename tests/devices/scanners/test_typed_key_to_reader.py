"""A passport on the kiosk's chip reader, its key typed: from the screen through the real daemon to the next screen."""

import logging
import queue
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final
from uuid import uuid4

import pytest

from config.vocabulary import Language, RequestId
from config.wire.link import Address, Link
from devices.host import Host
from devices.simulated.cards.samples import SAMPLES
from devices.simulated.cards.slot_twin import CardSlotTwin
from kiosk.flow import effects as e
from kiosk.flow import happenings as h
from kiosk.flow import states as s
from kiosk.flow.step import step
from kiosk.peripherals import Peripherals
from tests.devices.rig import SITE_KEY, device
from tests.kiosk import samples

WAIT_S: Final = 25.0
DEVICES: Final = (device("card", "card_reader", "pcsc", "pcsc:Virtual PCD 00 00"),)
KEY: Final = ("L898902C3", "19740812", "20120415")
SECRETS: Final = (*KEY, "740812", "120415")


class Kiosk:
    """The kiosk's own room of devices under its flow; nothing else of a kiosk."""

    def __init__(self, ports: Path) -> None:
        link = Link("longli", Address("127.0.0.1", 1, "kiosk-1", ""), [])
        self.room = Peripherals(Host(DEVICES, SITE_KEY, ports), DEVICES, link)
        self.happened: queue.Queue[h.Happening] = queue.Queue()
        self.state = s.State(s.Welcome(), s.Visit(Language.CHINESE), samples.OPEN)
        self.effects: list[e.Effect] = []

    def take(self, happening: h.Happening) -> None:
        """One step of the flow."""
        self.state, effects = step(samples.RULES, self.state, happening, RequestId(uuid4().hex))
        self.effects += effects
        for effect in effects:
            if isinstance(effect, e.GiveKey):
                self.room.give_key(effect)

    def until(self, wanted: Callable[[s.Screen], bool]) -> None:
        """What the devices tell, up to a screen like this."""
        until = time.monotonic() + WAIT_S
        while not wanted(self.state.screen):
            assert time.monotonic() < until, self.state.screen
            try:
                self.take(self.happened.get(timeout=0.1))
            except queue.Empty:
                continue

    def type(self, line: s.KeyLine, text: str) -> None:
        """One line by its keys, in place of what stood there."""
        self.take(h.PickLine(line))
        for _ in range(22):
            self.take(h.EraseSign())
        for sign in text:
            self.take(h.TypeSign(sign))


@pytest.fixture
def kiosk(slot: CardSlotTwin, ports: Path) -> Iterator[Kiosk]:
    """Somebody stands at the welcome."""
    del slot
    kiosk = Kiosk(ports)
    kiosk.room.start(kiosk.happened.put)
    yield kiosk
    kiosk.room.stop()


def waits(screen: s.Screen, lies: bool = True) -> bool:
    """Whether the passport lies there and waits for its key (or was lifted)."""
    return isinstance(screen, s.Opening) and screen.lies == lies and screen.reading_since is None


def test_a_typed_key_opens_the_passport_and_is_said_nowhere(
    kiosk: Kiosk, slot: CardSlotTwin, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    slot.place(SAMPLES["anna"])
    kiosk.until(waits)
    for line, text in zip(s.KeyLine, ("X12345678", *KEY[1:]), strict=True):
        kiosk.type(line, text)
    kiosk.take(h.SendTyped())
    kiosk.until(lambda screen: isinstance(screen, s.Opening) and screen.news is s.ChipNews.REFUSED)
    slot.lift()
    kiosk.until(lambda screen: waits(screen, lies=False))
    assert kiosk.state.screen == s.Opening("card", s.Welcome(), lies=False)
    for line, text in zip(s.KeyLine, KEY, strict=True):
        kiosk.type(line, text)
    slot.place(SAMPLES["anna"])
    kiosk.until(waits)
    said = [repr((kiosk.state, kiosk.effects))]
    kiosk.take(h.SendTyped())
    kiosk.until(lambda screen: isinstance(screen, s.Asking))
    card = kiosk.state.visit.card
    assert card is not None
    assert card.masked_name == "ERIKSSON*女士"
    out, err = capfd.readouterr()
    said += [repr((kiosk.state, kiosk.effects)), repr(kiosk.room.host.health()), caplog.text, out, err]
    assert not [secret for secret in SECRETS for part in said if secret in part]
