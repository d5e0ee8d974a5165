"""The deciding thread over a real broker: a card, a number, a slip; a silent server; a restart in the middle."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import pytest

from config.paper.fields import PaperName
from config.settings.plan_files import DeviceSettings
from config.settings.user_names import SERVER
from config.vocabulary import DepartmentId, DeviceState, PrintState, ServiceId, Trouble
from config.wire.link import Address, Inbound, Link, Received
from config.wire.papers.orders import PaperPrinted, PrintDaily, PrintReceipt
from config.wire.presence import Presence
from config.wire.requests import ReportPrint
from config.wire.topics import filter_of
from devices.events import DeviceHealth
from devices.kinds.card_reader import CardSeen, CardTrouble, CardType
from devices.kinds.code_scanner import CodeScanned
from devices.kinds.ticket_printer import PrintOutcome
from kiosk.away.block import Block
from kiosk.flow import happenings as h
from kiosk.flow import states as s
from kiosk.pending import PendingWish
from kiosk.peripherals import Peripherals
from kiosk.station import Station, listens_to
from tests.kiosk import samples, stage

CARD = CardSeen("a" * 32, "李*", CardType.RESIDENT, "k1-id")
READER = DeviceSettings(name="k1-id", kind="card_reader", driver="sam_v", at="kiosk-1", port="serial:k1-id")
PRINTER = DeviceSettings(name="k1-printer", kind="ticket_printer", driver="escpos", at="kiosk-1", port="tcp:x:1")
REPLY_TIMEOUT_S = 0.3


def clock() -> datetime:
    return samples.NOW


@dataclass
class Kiosk:
    """One kiosk without a window."""

    station: Station
    devices: stage.DevicesStandIn
    news: threading.Condition

    def until(self, wanted: Callable[[s.State], bool]) -> s.State:
        with self.news:
            assert self.news.wait_for(lambda: wanted(self.station.state), stage.WAIT_S), self.station.state.screen
            return self.station.state

    def on(self, screen: type[s.Screen]) -> s.State:
        return self.until(lambda state: isinstance(state.screen, screen))

    def take_number(self) -> None:
        """Card first, then the service."""
        self.devices.events.put(CARD)
        self.on(s.Departments)
        self.station.touch(h.PickDepartment(DepartmentId(samples.SERVICE.department)))
        self.station.touch(h.PickService(ServiceId(samples.SERVICE.id)))


@contextmanager
def kiosk(port: int, folder: Path) -> Iterator[Kiosk]:
    link = Link(stage.HALL, Address("127.0.0.1", port, "kiosk-1", ""), listens_to(stage.HALL, "kiosk-1"))
    host = stage.DevicesStandIn()
    host.devices = [DeviceHealth("k1-id", "card_reader", DeviceState.OK, Trouble.NONE, "", samples.NOW)]
    peripherals = Peripherals(host, [READER, PRINTER], link)
    own = Block(folder / "block.json", samples.PLAN)
    station = Station(samples.RULES, link, PendingWish(folder / "wish.json"), own, peripherals, REPLY_TIMEOUT_S, clock)
    one = Kiosk(station, host, threading.Condition())

    def changed() -> None:
        with one.news:
            one.news.notify_all()

    station.changed = changed
    station.start()
    link.start()
    peripherals.start(station.happened)
    try:
        yield one
    finally:
        peripherals.stop()
        link.stop()
        station.stop()


@pytest.fixture
def port(tmp_path: Path) -> Iterator[int]:
    with stage.broker(tmp_path) as number:
        yield number


@pytest.fixture
def server(port: int) -> Iterator[stage.ServerStandIn]:
    standing_in = stage.ServerStandIn(port)
    standing_in.start()
    yield standing_in
    standing_in.stop()


def inbox(link: Link) -> Iterator[Inbound]:
    """What comes in, as it comes."""
    while True:
        yield link.inbox.get(timeout=stage.WAIT_S)


def test_a_card_a_touch_a_number_a_slip(server: stage.ServerStandIn, port: int, tmp_path: Path) -> None:
    with kiosk(port, tmp_path) as one:
        one.until(lambda state: isinstance(state.screen, s.Welcome) and state.hall.reader_ok)
        one.take_number()
        request = server.next_ticket_request()
        assert (request.card, request.masked_name, request.service) == (CARD.token, "李*", samples.SERVICE.id)
        printer, slip = one.devices.slips.get(timeout=stage.WAIT_S)
        assert (printer, slip.number) == ("k1-printer", "A012")
        one.until(lambda state: isinstance(state.screen, s.Number) and state.screen.paper is s.Paper.PRINTED)
        report = server.asked.get(timeout=stage.WAIT_S)
        assert isinstance(report, ReportPrint)
        assert report.state is PrintState.PRINTED
    assert not (tmp_path / "wish.json").exists()


def test_a_typed_key_goes_to_the_reader_that_wants_it(server: stage.ServerStandIn, port: int, tmp_path: Path) -> None:
    del server
    with kiosk(port, tmp_path) as one:
        one.until(lambda state: isinstance(state.screen, s.Welcome) and state.hall.reader_ok)
        one.devices.events.put(CardTrouble("k1-id", Trouble.CARD_KEY_WANTED))
        one.on(s.Opening)
        for text in ("L898902C3", "19740812", "20120415"):
            for sign in text:
                one.station.touch(h.TypeSign(sign))
            one.station.touch(h.SendTyped())
        assert one.devices.keys.get(timeout=stage.WAIT_S) == ("k1-id", "L898902C3 740812 120415")
        one.devices.events.put(CARD)
        one.on(s.Departments)


def test_the_list_of_what_to_bring_is_printed(server: stage.ServerStandIn, port: int, tmp_path: Path) -> None:
    with kiosk(port, tmp_path) as one:
        one.until(lambda state: isinstance(state.screen, s.Welcome) and state.hall.reader_ok)
        one.take_number()
        server.next_ticket_request()
        one.until(lambda state: isinstance(state.screen, s.Number) and state.screen.paper is s.Paper.PRINTED)
        one.station.touch(h.PrintList())
        paper = one.devices.papers.get(timeout=stage.WAIT_S)
        assert (paper.paper, paper.texts["service"]) == (PaperName.NOTICE, samples.SERVICE.name.zh)
        one.until(lambda state: state.visit.notice is not None and state.visit.notice.paper is s.Paper.PRINTED)


@pytest.mark.parametrize("order", [samples.daily_order(), samples.receipt_order()])
def test_what_a_hall_lead_orders_is_printed_and_told_back(
    server: stage.ServerStandIn, port: int, tmp_path: Path, order: PrintDaily | PrintReceipt
) -> None:
    console = Link(stage.HALL, Address("127.0.0.1", port, "console", ""), [filter_of(stage.HALL, PaperPrinted)])
    with kiosk(port, tmp_path) as one:
        one.until(lambda state: isinstance(state.screen, s.Welcome))
        console.start()
        assert console.connected.wait(stage.WAIT_S)
        console.send(order)
        assert one.devices.papers.get(timeout=stage.WAIT_S).texts
        told = next(item.message for item in inbox(console) if isinstance(item, Received))
        assert told == PaperPrinted(kiosk="kiosk-1", paper=order.paper, state=PrintState.PRINTED, trouble=Trouble.NONE)
    console.stop()
    assert server.asked.empty()


def test_no_paper_leaves_the_number_on_the_screen(server: stage.ServerStandIn, port: int, tmp_path: Path) -> None:
    with kiosk(port, tmp_path) as one:
        one.devices.outcome = PrintOutcome(PrintState.FAILED, Trouble.PAPER_OUT)
        one.on(s.Welcome)
        one.take_number()
        shown = one.until(lambda state: isinstance(state.screen, s.Number) and state.screen.paper is s.Paper.FAILED)
        assert isinstance(shown.screen, s.Number)
        server.next_ticket_request()
        report = server.asked.get(timeout=stage.WAIT_S)
        assert isinstance(report, ReportPrint)
        assert report.reason == "paper_out"


def test_a_silent_server_is_asked_again_with_the_same_id(
    server: stage.ServerStandIn, port: int, tmp_path: Path
) -> None:
    server.answer = lambda _request: None
    with kiosk(port, tmp_path) as one:
        one.on(s.Welcome)
        one.take_number()
        first = server.next_ticket_request()
        assert (tmp_path / "wish.json").exists()
        server.answer = lambda request: samples.ticket(request.request_id)
        assert server.next_ticket_request() == first
        one.on(s.Number)


def test_a_restarted_kiosk_asks_for_the_same_number(server: stage.ServerStandIn, port: int, tmp_path: Path) -> None:
    server.answer = lambda _request: None
    with kiosk(port, tmp_path) as one:
        one.on(s.Welcome)
        one.take_number()
        first = server.next_ticket_request()
    while not server.asked.empty():
        server.asked.get()
    server.answer = lambda request: samples.ticket(request.request_id)
    with kiosk(port, tmp_path) as again:
        assert server.next_ticket_request() == first
        again.on(s.Number)


def test_a_disk_that_takes_nothing_keeps_nobody_from_a_number(
    server: stage.ServerStandIn, port: int, tmp_path: Path
) -> None:
    (tmp_path / "wish.part").mkdir()
    with kiosk(port, tmp_path) as one:
        one.on(s.Welcome)
        one.take_number()
        one.on(s.Number)
        assert server.next_ticket_request().service == samples.SERVICE.id


def test_the_server_goes_and_comes_back(server: stage.ServerStandIn, port: int, tmp_path: Path) -> None:
    with kiosk(port, tmp_path) as one:
        one.on(s.Welcome)
        server.link.send(Presence(user=SERVER, online=False))
        one.on(s.OutOfOrder)
        server.link.send(Presence(user=SERVER, online=True))
        one.on(s.Welcome)


def test_a_scanned_code_checks_an_appointment_in(server: stage.ServerStandIn, port: int, tmp_path: Path) -> None:
    with kiosk(port, tmp_path) as one:
        one.on(s.Welcome)
        server.show(samples.ALL_WAYS)
        one.until(lambda state: state.hall.picture == samples.ALL_WAYS)
        one.devices.events.put(CodeScanned("12345678", "k1-scanner"))
        shown = one.on(s.Waiting)
        assert isinstance(shown.screen, s.Waiting)
        assert shown.screen.request.model_dump(include={"code", "card"}) == {"code": "12345678", "card": None}


def test_a_reader_that_fails_hides_its_hint(server: stage.ServerStandIn, port: int, tmp_path: Path) -> None:
    assert server.link.hall == stage.HALL
    with kiosk(port, tmp_path) as one:
        one.until(lambda state: state.hall.reader_ok)
        one.devices.events.put(replace(one.devices.devices[0], state=DeviceState.DOWN, trouble=Trouble.PORT_GONE))
        one.until(lambda state: not state.hall.reader_ok)
