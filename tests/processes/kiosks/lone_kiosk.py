"""A kiosk without a window: its station, its disk, its paper, against a real server."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from threading import Condition
from typing import Final, TypeVar

from config.settings.plan_files import DeviceSettings
from config.visit_key import ticket_of, visit_key
from config.vocabulary import Language
from config.wire.link import Address, Link
from devices.kinds.card_reader import CardSeen
from kiosk.away.block import Block
from kiosk.flow import happenings as h
from kiosk.flow import states as s
from kiosk.pending import PendingWish
from kiosk.peripherals import Peripherals
from kiosk.station import Station, listens_to
from tests.kiosk import stage
from tests.kiosk.samples import RULES
from tests.ports import LOOPBACK
from tests.processes.server import HallServer

S = TypeVar("S")
PRINTER: Final = DeviceSettings(name="k1-printer", kind="ticket_printer", driver="escpos", at="kiosk-1", port="tcp:x:1")
REPLY_TIMEOUT_S: Final = 0.3
SITE_KEY: Final = b"k" * 32


class LoneKiosk:
    """A kiosk without a window: its station, its disk, its paper."""

    def __init__(
        self,
        server: HallServer,
        folder: Path,
        name: str = "kiosk-1",
        room: Callable[[Link], Peripherals] | None = None,
        reply_timeout_s: float = REPLY_TIMEOUT_S,
    ) -> None:
        self.plan = server.plan
        self.service = server.plan.services[0]
        hall = server.settings.hall
        address = Address(LOOPBACK, server.settings.broker.port, name, server.passwords[name])
        self.link = Link(hall, address, listens_to(hall, name))
        self.printer = stage.DevicesStandIn()
        self.peripherals = room(self.link) if room else Peripherals(self.printer, [PRINTER], self.link)
        self.block = Block(folder / "block.json", server.plan)
        rules = replace(
            RULES,
            kiosk=name,
            language=Language.ENGLISH,
            time_zone=server.plan.time_zone,
            reply_tries_max=3,
            key_of=partial(visit_key, SITE_KEY),
            ticket_of=partial(ticket_of, SITE_KEY),
        )
        pending = PendingWish(folder / "wish.json")
        self.station = Station(rules, self.link, pending, self.block, self.peripherals, reply_timeout_s, _now)
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

    def lay(self, card: CardSeen) -> None:
        """A card on the reader, once the kiosk is at its welcome."""
        self.until(lambda state: isinstance(state.screen, s.Welcome) and state.hall.open)
        self.station.happened(card)

    def on(self, screen: type[S]) -> S:
        """The screen that is waited for."""
        shown = self.until(lambda state: isinstance(state.screen, screen)).screen
        assert isinstance(shown, screen)
        return shown

    def told_all(self) -> None:
        """The server knows every number."""
        while self.block.untold() is not None:
            with self.news:
                self.news.wait(stage.WAIT_S / 100)

    def _changed(self) -> None:
        with self.news:
            self.news.notify_all()

    def start(self) -> None:
        """Begin to decide, connect, open the devices."""
        self.station.start()
        self.link.start()
        self.peripherals.start(self._happened)

    def stop(self) -> None:
        """In reverse."""
        self.peripherals.stop()
        self.link.stop()
        self.station.stop()

    def _happened(self, happening: h.Happening) -> None:
        self.station.happened(happening)


@contextmanager
def running(server: HallServer, folder: Path) -> Iterator[LoneKiosk]:
    """Started, and stopped in reverse."""
    one = LoneKiosk(server, folder)
    one.start()
    try:
        yield one
    finally:
        one.stop()


def _now() -> datetime:
    return datetime.now(UTC)
