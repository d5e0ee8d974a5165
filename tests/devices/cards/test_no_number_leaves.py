"""A day with many cards: no raw number is in a log, on a topic, or anywhere in the hall's files.

Real readers on real ports, the kiosk's own room of devices, pads behind the bridge, a real server, broker and journal;
readers misbehave in between. All that could be read from outside is searched for all that stood on the cards.
"""

import contextlib
import logging
import queue
import time
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from config.vocabulary import CounterId, DeviceState, RequestId, ServiceId
from config.wire.pictures import CounterPicture
from config.wire.replies import TicketGiven
from config.wire.requests import TakeTicket
from devices.asking import Asking
from devices.bridge import Bridge
from devices.counters import CountersLoop
from devices.drivers.presses.counting import BOUNCE_S
from devices.host import Host
from devices.kinds.call_pad import PadKey
from devices.kinds.card_reader import CardSeen, CardTrouble
from devices.simulated.cards.sam_v_twin import SamVTwin
from devices.simulated.cards.samples import SAMPLES, ZONE, CardForm, SampleCard, checked, resident
from devices.simulated.cards.slot_twin import CardSlotTwin
from devices.simulated.evaluators.ff68_twin import Ff68Twin
from devices.simulated.scanners.scanner_twin import ScannerTwin, as_keys
from kiosk.flow import happenings as h
from kiosk.peripherals import Peripherals
from tests.devices.rig import LEVELS, SITE_KEY, device
from tests.processes.raw_client import RawClient
from tests.processes.server import HallServer, ask_until

PATIENCE_S = 20.0
CITIZENS = 20
ELECTRONIC_CARD = "SSC" + checked("52273019700101001") + "E"
UNKNOWN_CARD = "HEC" + checked("52273019700101003")
"""A code that holds a number, in a hall that does not take such codes for cards."""
KIOSK_DEVICES = (
    device("k1-id", "card_reader", "sam_v", "serial:id"),
    device("k1-card", "card_reader", "pcsc", "pcsc:Virtual PCD 00 00"),
    device("k1-codes", "code_scanner", "keyboard_scanner", "input:codes", electronic_card="SSC([0-9]{17}[0-9X])E"),
)
MISHAPS: dict[type, dict[int, str]] = {
    SamVTwin: {2: "read_fails_once", 4: "pulled_mid_read"},
    CardSlotTwin: {0: "garbled", 2: "read_fails_once", 4: "pulled_mid_read"},
}
SPIES = ("queue-server", "console", "kiosk-1", "counters-1")


class Day:
    """A kiosk's devices on the wire, and whoever comes with a card."""

    def __init__(self, server: HallServer, ports: Path, slot: CardSlotTwin) -> None:
        self.reader, self.slot = SamVTwin(ports / "id"), slot
        self.scanner = ScannerTwin(ports / "codes", as_keys)
        self.link = server.link("kiosk-1")
        self.room = Peripherals(Host(KIOSK_DEVICES, SITE_KEY, ports), KIOSK_DEVICES, self.link)
        self.happened: queue.Queue[h.Happening] = queue.Queue()
        self.service = ServiceId(server.plan.services[0].id)
        self.tickets = 0
        self.token = ""

    def __enter__(self) -> "Day":
        self.reader.start()
        self.scanner.start()
        self.room.start(self.happened.put)
        return self

    def __exit__(self, *_: object) -> None:
        self.room.stop()
        self.scanner.stop()
        self.reader.stop()

    def next(self, *kinds: type) -> h.Happening:
        """The next happening of these kinds."""
        while not isinstance(happening := self.happened.get(timeout=PATIENCE_S), kinds):
            logging.getLogger("day").info("%r", happening)
        logging.getLogger("day").info("%r", happening)
        return happening

    def visit(self, card: SampleCard) -> None:
        """Lay a card, take a number with it, lift it; as a kiosk does."""
        twin = self.reader if card.form is CardForm.IDENTITY else self.slot
        twin.place(card)
        seen = self.next(CardSeen, CardTrouble)
        if isinstance(seen, CardSeen):
            self.token = seen.token
            name = seen.masked_name or None
            wish = TakeTicket(
                request_id=uuid4().hex, kiosk="kiosk-1", service=self.service, card=seen.token, masked_name=name
            )
            self.tickets += isinstance(ask_until(self.link, wish), TicketGiven)
        twin.lift()
        self.look()

    def look(self) -> None:
        """Until the readers have seen that the card is gone."""
        self.reader.commands.clear()
        until = time.monotonic() + PATIENCE_S
        while len(self.reader.commands) < 2 and time.monotonic() < until:
            with contextlib.suppress(queue.Empty):
                self.happened.get(timeout=0.05)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[HallServer]:
    """A hall that is served."""
    with HallServer(tmp_path) as running:
        yield running


@pytest.fixture
def day(server: HallServer, ports: Path, slot: CardSlotTwin) -> Iterator[Day]:
    """The kiosk's readers, all well."""
    with Day(server, ports, slot) as opened:
        waiting = {settings.name for settings in KIOSK_DEVICES}
        until = time.monotonic() + PATIENCE_S
        while waiting:
            assert time.monotonic() < until, waiting
            waiting -= {each.name for each in opened.room.host.health() if each.state is DeviceState.OK}
        yield opened


def citizens() -> list[SampleCard]:
    """People with numbers of their own."""
    numbers = [checked(f"522730{1960 + n}0{1 + n % 9}1{n % 9}0{n:02}") for n in range(CITIZENS)]
    return [resident(f"c{n}", "", "", f"赵某某{n}", "1", number) for n, number in enumerate(numbers)]


def serve_some(server: HallServer, ports: Path, counter: CounterId) -> int:
    """A clerk calls with the pad until two were there; how many numbers the pad showed."""
    twin = Ff68Twin(ports / "bus", {1: counter})
    twin.start()
    settings = device("bus", "call_pad", "ff68_bus", "serial:bus", counters={"1": counter}, levels=LEVELS)
    host, link = Host([settings], SITE_KEY, ports), server.link("counters-1", [CounterPicture])
    asking = Asking(link.ask, link.connected.is_set, 2.0)
    loop = CountersLoop(host, link, Bridge(lambda: RequestId(uuid4().hex)), asking)
    host.start()
    shown: set[str] = set()
    until, again = time.monotonic() + PATIENCE_S, 0.0
    while len(shown) < 2 and time.monotonic() < until:
        if asking.waiting == 0 and time.monotonic() > again:
            twin.press(counter, PadKey.CALL_NEXT.value)
            again = time.monotonic() + 2 * BOUNCE_S  # sooner it would be the same press
        loop.turn(time.monotonic())
        shown |= {twin.shown(counter)} - {""}
    host.stop()
    twin.stop()
    return len(shown)


def forms_of(secret: str) -> set[bytes]:
    """How a secret could have been written down."""
    raw = secret.encode()
    wide = secret.encode("utf-16-le")
    return {raw, wide, raw.hex().encode(), raw.hex().upper().encode(), wide.hex().encode(), repr(raw)[2:-1].encode()}


def secrets_of(cards: list[SampleCard]) -> set[str]:
    """What must not be found anywhere."""
    secrets = {card.number for card in cards if card.number} | {card.holder for card in cards if len(card.holder) > 3}
    secrets |= {ZONE.decode()[44:], "L898902C3", "740812", ELECTRONIC_CARD, UNKNOWN_CARD}
    secrets |= {ELECTRONIC_CARD[3:-1], UNKNOWN_CARD[3:]}
    secrets |= {card.content.hex() for card in cards if card.form in (CardForm.CHIP, CardForm.PLAIN)}
    return secrets


def test_no_number_of_any_card_is_found_after_a_day(
    server: HallServer,
    day: Day,
    ports: Path,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("devices.drivers.card_reader.sam_v.POLL_PAUSE_S", 0.02)
    caplog.set_level(logging.DEBUG)
    others = [card for card in SAMPLES.values() if card.form is not CardForm.PASSPORT]
    cards = [others[0], SAMPLES["anna"], *others[1:], *citizens()]
    with contextlib.ExitStack() as parts:
        port = server.settings.broker.port
        spies = [
            parts.enter_context(RawClient("longli", port, user, server.passwords[user], f"spy-{user}"))
            for user in SPIES
        ]
        for spy in spies:
            assert spy.verdict() == 0
            spy.listen("#")
        for line in (ZONE[:44].decode(), ZONE[44:].decode(), ELECTRONIC_CARD, UNKNOWN_CARD):
            day.scanner.scan(line)
        assert isinstance(day.next(CardSeen, h.Scanned), CardSeen)
        assert isinstance(code := day.next(h.Scanned), h.Scanned)
        assert code.text == UNKNOWN_CARD
        for at, card in enumerate(cards):
            twin = day.reader if card.form is CardForm.IDENTITY else day.slot
            switch = MISHAPS[type(twin)].get(at % 5)
            if switch:
                twin.switch(switch, True)
            day.visit(card)
            if switch:
                twin.switch(switch, False)
        counter = server.plan.counters_of[day.service][0].id
        assert serve_some(server, ports, counter) == 2
        heard = [f"{m.topic} ".encode() + m.payload for spy in spies for m in spy.messages.queue]
    server.stop()
    assert day.tickets > len(cards) / 2
    out, err = capfd.readouterr()
    said = [caplog.text.encode(), out.encode(), err.encode(), "".join(server.lines.queue).encode(), *heard]
    files = [file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()]
    assert len(heard) > day.tickets
    assert any(day.token.encode() in part for part in files), "the journal is among what is searched"
    said += files
    found = {secret for secret in secrets_of(cards) for form in forms_of(secret) for part in said if form in part}
    assert not found
