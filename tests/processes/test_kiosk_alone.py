"""The server is away, the kiosk goes on giving numbers; when it is back, everybody waits in the right order."""

import queue
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from threading import Condition
from typing import Final

import pytest

from config.settings.plan_files import DeviceSettings
from config.settings.user_names import SERVER
from config.vocabulary import Language
from config.wire.link import Address, Link, Received
from config.wire.pictures import BlockPicture, CounterPicture, ServicesPicture
from config.wire.presence import Presence
from config.wire.replies import Done, Refused
from config.wire.requests import CallNext, FinishService, OpenCounter
from config.wire.topics import filter_of
from kiosk.away.block import Block
from kiosk.flow import happenings as h
from kiosk.flow import states as s
from kiosk.pending import PendingWish
from kiosk.peripherals import Peripherals
from kiosk.station import Station
from tests.kiosk import stage
from tests.kiosk.samples import RULES
from tests.ports import LOOPBACK
from tests.processes.server import HallServer, ask_until

PRINTER: Final = DeviceSettings(name="k1-printer", kind="ticket_printer", driver="escpos", at="kiosk-1", port="tcp:x:1")
REPLY_TIMEOUT_S: Final = 0.3


class LoneKiosk:
    """A kiosk without a window: its station, its disk, its paper."""

    def __init__(self, server: HallServer, folder: Path) -> None:
        self.plan = server.plan
        self.service = server.plan.services[0]
        hall = server.settings.hall
        listen = [
            filter_of(hall, ServicesPicture),
            filter_of(hall, BlockPicture, {"kiosk": "kiosk-1"}),
            filter_of(hall, Presence, {"user": SERVER}),
        ]
        address = Address(LOOPBACK, server.settings.broker.port, "kiosk-1", server.passwords["kiosk-1"])
        self.link = Link(hall, address, listen)
        self.printer = stage.DevicesStandIn()
        self.peripherals = Peripherals(self.printer, [PRINTER], self.link)
        self.block = Block(folder / "block.json", server.plan)
        rules = replace(RULES, language=Language.ENGLISH, time_zone=server.plan.time_zone, reply_tries_max=3)
        pending = PendingWish(folder / "wish.json")
        self.station = Station(rules, self.link, pending, self.block, self.peripherals, REPLY_TIMEOUT_S, _now)
        self.news = Condition()
        self.station.changed = self._changed

    def until(self, wanted: Callable[[s.State], bool]) -> s.State:
        """The state that is waited for."""
        with self.news:
            assert self.news.wait_for(lambda: wanted(self.station.state), stage.WAIT_S), self.station.state.screen
            return self.station.state

    def take(self) -> str:
        """A visitor takes a number, and the paper comes."""
        self.until(lambda state: isinstance(state.screen, s.Welcome))
        for touch in (
            h.Begin(),
            h.PickDepartment(self.service.department),
            h.PickService(self.service.id),
            h.WithoutCard(),
        ):
            self.station.touch(touch)
        _, slip = self.printer.slips.get(timeout=stage.WAIT_S)
        self.until(lambda state: isinstance(state.screen, s.Number) and state.screen.paper is s.Paper.PRINTED)
        self.station.touch(h.GoHome())
        return slip.number

    def told_all(self) -> None:
        """The server knows every number."""
        while self.block.untold() is not None:
            with self.news:
                self.news.wait(stage.WAIT_S / 100)

    def _changed(self) -> None:
        with self.news:
            self.news.notify_all()


@contextmanager
def running(server: HallServer, folder: Path) -> Iterator[LoneKiosk]:
    """Started, and stopped in reverse."""
    one = LoneKiosk(server, folder)
    one.station.start()
    one.link.start()
    one.peripherals.start(one.station.happened)
    try:
        yield one
    finally:
        one.peripherals.stop()
        one.link.stop()
        one.station.stop()


def called(server: HallServer, service: str, times: int) -> list[str]:
    """A counter opens and calls so often; the numbers it called."""
    console = server.link("console", [CounterPicture])
    counter = next(c for c in server.plan.counters if service in c.services).id
    ask_until(console, OpenCounter(request_id="open-0001", counter=counter, by="lan"))
    numbers: list[str] = []
    for n in range(times):
        reply = ask_until(console, CallNext(request_id=f"call-{n:04}", counter=counter, by="lan"))
        assert isinstance(reply, Done), reply
        while True:
            item = console.inbox.get(timeout=stage.WAIT_S)
            picture = item.message if isinstance(item, Received) else None
            if not isinstance(picture, CounterPicture) or picture.counter != counter or picture.ticket is None:
                continue
            if picture.ticket.number not in numbers:
                numbers.append(picture.ticket.number)
                break
        ask_until(console, FinishService(request_id=f"done-{n:04}", counter=counter, by="lan"))
    nobody = ask_until(console, CallNext(request_id="call-last", counter=counter, by="lan"))
    assert isinstance(nobody, Refused), nobody
    return numbers


@pytest.mark.parametrize("end", [HallServer.stop, HallServer.kill])
def test_numbers_given_while_the_server_is_away_wait_in_their_order(
    server: HallServer, tmp_path: Path, end: Callable[[HallServer], object]
) -> None:
    folder = tmp_path / "kiosk"
    with running(server, folder) as kiosk:
        kiosk.until(lambda state: state.hall.open and state.hall.own is not None)
        first = kiosk.take()
        end(server)
        kiosk.until(lambda state: not state.hall.open)
        second = kiosk.take()
    with running(server, folder) as kiosk:  # switched off and on: the number that was given stays given
        third = kiosk.take()
        assert third != second
        server.start()
        kiosk.until(lambda state: state.hall.open)
        kiosk.told_all()
        fourth = kiosk.take()
    assert len({first, second, third, fourth}) == 4
    assert called(server, kiosk.service.id, 4) == [first, second, third, fourth]


def test_a_slip_of_the_kiosks_own_says_so(server: HallServer, tmp_path: Path) -> None:
    with running(server, tmp_path / "kiosk") as kiosk:
        kiosk.until(lambda state: state.hall.open and state.hall.own is not None)
        server.stop()
        kiosk.until(lambda state: not state.hall.open and isinstance(state.screen, s.Welcome))
        for touch in (h.Begin(), h.PickDepartment(kiosk.service.department), h.PickService(kiosk.service.id)):
            kiosk.station.touch(touch)
        kiosk.station.touch(h.WithoutCard())
        _, slip = kiosk.printer.slips.get(timeout=stage.WAIT_S)
        assert (slip.people_ahead, slip.wait, slip.counted_from) == (None, "", "")
        assert slip.notes[0].startswith("Given while the server was away")
        with pytest.raises(queue.Empty):
            kiosk.printer.slips.get_nowait()


def _now() -> datetime:
    return datetime.now(UTC)
