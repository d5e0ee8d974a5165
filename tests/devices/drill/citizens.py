"""Visitors at one kiosk, one after the other: a card or a code if the kiosk takes one, then a number and its paper."""

import time
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Final, assert_never

from config.plan import Service
from config.settings.plan_files import DeviceSettings
from config.vocabulary import TicketId
from devices.host import Host
from devices.kinds.card_reader import CardSeen
from devices.simulated.cards.samples import SAMPLES, CardForm, SampleCard, checked, resident
from devices.simulated.cards.slot_twin import CardSlotTwin
from devices.simulated.stage import Stage
from kiosk.flow import happenings as h
from kiosk.flow import states as s
from kiosk.flow.visits.progress import GivingUp, Progress
from kiosk.peripherals import PRINTER, READER, Peripherals
from tests.devices.drill.hour import Hour
from tests.devices.rig import SITE_KEY
from tests.processes.kiosks.lone_kiosk import LoneKiosk
from tests.processes.server import HallServer

CARD_PATIENCE_S: Final = 2.5
"""Then the visitor goes on without."""
VISIT_S: Final = 0.8
"""Nobody is quicker, not even where no paper is waited for; no card follows another sooner."""
TOUCH_PATIENCE_S: Final = 1.0
NUMBER_PATIENCE_S: Final = 60.0
REPLY_TIMEOUT_S: Final = 5.0
"""Nobody is sent away by a busy machine: a ticket that was asked for in vain may still be given."""
YEARS: Final = 40
MONTHS: Final = 9
SOCIAL_CARD: Final = SAMPLES["zhang-social"]


@dataclass
class Given:
    """What the visitors of one kiosk went home with."""

    visitors: int = 0
    own: list[TicketId] = field(default_factory=list)
    """Each visitor's."""
    numbers: dict[TicketId, str] = field(default_factory=dict)
    """All that were shown: a card that is read late, beside a number, counts for the kiosk as the next visitor's."""


class KioskInDrill(LoneKiosk):
    """A kiosk with its real devices, and whoever stands before it."""

    def __init__(
        self, server: HallServer, folder: Path, name: str, devices: list[DeviceSettings], stage: Stage, hour: Hour
    ) -> None:
        mine = [device for device in devices if device.at == name]
        super().__init__(
            server,
            folder / name,
            name,
            lambda link: Peripherals(Host(mine, SITE_KEY, stage.ports_dir), mine, link),
            REPLY_TIMEOUT_S,
        )
        named = {device.kind: device.name for device in mine}
        self._names, self._hour = named, hour
        self._reader = stage.readers.get(named.get(READER, ""))
        self._scanner = stage.scanners.get(named.get("code_scanner", ""))
        self.given = Given()

    def live(self, chance: Random) -> None:
        """One visitor after the other until the hour is over."""
        self.until(lambda state: state.hall.open)
        while not self._hour.over.is_set():
            next_s = time.monotonic() + VISIT_S
            self._visit(chance.choice(self.plan.services), chance)
            self._hour.over.wait(next_s - time.monotonic())

    def _visit(self, service: Service, chance: Random) -> None:
        self.given.visitors += 1
        if self._reader is not None:
            self._lay(chance)
        if self._scanner is not None:
            self._used("code_scanner")
            self._scanner.scan(f"drill-{self.given.visitors:06}")
            self._hour.is_true(lambda: self._work("code_scanner") >= self.given.visitors, CARD_PATIENCE_S)
        number = self._number(service)
        self.given.own.append(TicketId(number.ticket.ticket))
        if number.paper is s.Paper.PRINTED:
            self._hour.worked(self._names[PRINTER])
        self.station.touch(h.GoHome())
        self.until(lambda state: not isinstance(state.screen, s.Number))

    def _lay(self, chance: Random) -> None:
        reader, before = self._reader, self._work(READER)
        assert reader is not None
        self._used(READER)
        reader.place(SOCIAL_CARD if isinstance(reader, CardSlotTwin) else _somebody(self.given.visitors, chance))
        self._hour.is_true(lambda: self._work(READER) > before, CARD_PATIENCE_S)
        reader.lift()

    def _number(self, service: Service) -> s.Number:
        """Touch what has to be touched until the number is there and its paper is done."""
        end, printing = time.monotonic() + NUMBER_PATIENCE_S, False
        while time.monotonic() < end:
            screen = self.station.state.screen
            if isinstance(screen, s.Number):
                if not printing:
                    printing = True
                    self._used(PRINTER)
                if screen.paper is not s.Paper.PRINTING:
                    return screen
            touch = _touch(screen, service)
            if touch is not None:
                self.station.touch(touch)
            self._changes(screen)
        raise AssertionError(f"{self.given.visitors}. visitor has no number: {self.station.state.screen}")

    def _changes(self, screen: s.Screen) -> None:
        with self.news:
            self.news.wait_for(lambda: self.station.state.screen is not screen, TOUCH_PATIENCE_S)

    def _used(self, kind: str) -> None:
        self._hour.used(self._names[kind])

    def _work(self, kind: str) -> int:
        return self._hour.work[self._names[kind]]

    def _changed(self) -> None:
        screen = self.station.state.screen
        if isinstance(screen, s.Number):
            self.given.numbers[TicketId(screen.ticket.ticket)] = screen.ticket.number
        super()._changed()

    def _happened(self, happening: h.Happening) -> None:
        if isinstance(happening, CardSeen):
            self._hour.worked(happening.reader)
        if isinstance(happening, h.Scanned):
            self._hour.worked(self._names["code_scanner"])
        super()._happened(happening)


def _touch(screen: s.Screen, service: Service) -> h.Touch | None:
    match screen:
        case s.Welcome() | s.Standing():
            return h.Begin()
        case s.Departments():
            return h.PickDepartment(service.department)
        case s.Services():
            return h.PickService(service.id)
        case s.Who():
            return h.WithoutCard()
        case s.StillThere():
            return h.NeedMoreTime()
        case s.Opening():
            return h.GoBack()
        case s.Refusal() | s.Typing() | s.Groups() | s.Levels() | s.Reasons() | s.Thanks():
            return h.GoHome()
        case Progress() | GivingUp():
            return h.GoHome()
        case s.Asking() | s.Waiting() | s.Number() | s.OutOfOrder():
            return None
    assert_never(screen)


def _somebody(number: int, chance: Random) -> SampleCard:
    """A person of their own."""
    born = f"{1960 + chance.randrange(YEARS)}0{1 + chance.randrange(MONTHS)}1{chance.randrange(MONTHS)}"
    card = resident(f"c{number}", "", "", f"赵某{number}", "1", checked(f"522730{born}{number % 1000:03}"))
    assert card.form is CardForm.IDENTITY
    return card
