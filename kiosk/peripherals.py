"""The kiosk's own devices: what they see goes to the station, their health onto the wire, slips to the printer."""

import logging
import queue
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Protocol, assert_never

from config.settings.plan_files import DeviceSettings
from config.vocabulary import DeviceState, PrintState, TicketId, Trouble
from config.wire.link import Link
from devices import events as d
from devices.events import HEALTH_EVERY_S
from devices.kinds.call_pad import PadPressed
from devices.kinds.card_reader import CardSeen, CardTrouble
from devices.kinds.code_scanner import CodeScanned
from devices.kinds.evaluator import MarkPressed
from devices.kinds.slip import Slip
from kiosk.flow import effects as e
from kiosk.flow import happenings as h

log = logging.getLogger(__name__)

READER: Final = "card_reader"
PRINTER: Final = "ticket_printer"
PRINT_MARK: Final = "/"
"""Between the ticket and the number of the print, in the name of a print job."""
LOOK_S: Final = 0.5
"""How often the link is looked at: when it is back, every device's state is told again."""
STOP_S: Final = 2.0


class DeviceHost(Protocol):
    """What the kiosk uses of ``devices.host.Host``."""

    events: queue.Queue[d.DeviceEvent]

    def start(self) -> None:
        """Open every device."""

    def stop(self) -> None:
        """Close every device."""

    def health(self) -> list[d.DeviceHealth]:
        """Every device's state now."""

    def print_slip(self, printer_name: str, job_id: str, slip: Slip) -> None:
        """Print; exactly one ``PrintFinished`` will come."""

    def give_key(self, text: str, reader: str) -> bool:
        """A passport's key for this reader. False when it is wrong or not taken."""


@dataclass(frozen=True)
class Works:
    """Whether any reader, every reader, and any printer of this kiosk can be used."""

    reader: bool = False
    every_reader: bool = True
    printer: bool = True


class Peripherals:
    """One thread that takes the host's events as they come."""

    def __init__(self, host: DeviceHost, devices: Sequence[DeviceSettings], link: Link) -> None:
        self.host, self.link = host, link
        self._kinds = {device.name: device.kind for device in devices}
        self._states: dict[str, DeviceState] = {}
        self._works = Works()
        self._told_up = False
        self._told_s = 0.0
        self._tell: Callable[[h.Happening], None] = _nobody
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._follow, name="kiosk-devices")

    def start(self, tell: Callable[[h.Happening], None]) -> None:
        """Open the devices; ``tell`` takes what happens, from this room's thread."""
        self._tell = tell
        self.host.start()
        self._thread.start()

    def stop(self) -> None:
        """Close the devices; open print jobs are answered first, and whoever follows the hall is told last."""
        self.host.stop()
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join(STOP_S)
        self._tell_health()

    def start_print(self, effect: e.PrintTicket) -> None:
        """A ticket."""
        self._print(f"{effect.ticket}{PRINT_MARK}{effect.print_no}", effect.slip)

    def start_paper(self, job: str, slip: Slip) -> None:
        """Another paper."""
        self._print(job, slip)

    def give_key(self, effect: e.GiveKey) -> None:
        """What the reader tells next is the answer; of one that takes no keys it is given here."""
        if not self.host.give_key(effect.text, effect.reader):
            self._tell(CardTrouble(effect.reader, Trouble.CARD_UNREADABLE))

    def _print(self, job: str, slip: Slip) -> None:
        """On the first printer that works, else on the first: it says itself why it cannot."""
        printers = [name for name, kind in self._kinds.items() if kind == PRINTER]
        working = [name for name in printers if self._states.get(name) is not DeviceState.DOWN]
        if not printers:
            self._tell(_finished(job, PrintState.FAILED, Trouble.SETTINGS_WRONG))
            return
        self.host.print_slip((working or printers)[0], job, slip)

    def _follow(self) -> None:
        self._judge()
        while not self._stopping.is_set():
            self._tell_health_now_and_then(time.monotonic())
            try:
                event = self.host.events.get(timeout=LOOK_S)
            except queue.Empty:
                continue
            self._take(event)

    def _take(self, event: d.DeviceEvent) -> None:
        match event:
            case CardSeen():
                log.info("card seen at %.4f", time.monotonic())
                self._tell(event)
            case CardTrouble():
                self._tell(event)
            case d.PrintFinished(job, outcome):
                log.info("print of %s finished at %.4f: %s", job, time.monotonic(), outcome)
                self._tell(_finished(job, outcome.state, outcome.trouble))
            case d.DeviceHealth():
                self._states[event.name] = event.state
                self._judge()
                self.link.send(event.on_wire(self.link.address.user))
            case CodeScanned(text):
                self._tell(h.Scanned(text))
            case MarkPressed() | PadPressed():
                log.warning("%s at a kiosk: nobody here takes it", type(event).__name__)
            case _:
                assert_never(event)

    def _judge(self) -> None:
        """Tell the station when what works has changed."""
        works = Works(self._any(READER), self._every(READER), self._any(PRINTER))
        if (works.reader, works.every_reader) != (self._works.reader, self._works.every_reader):
            self._tell(h.ReaderChanged(works.reader, works.every_reader))
        if works.printer != self._works.printer:
            self._tell(h.PrinterChanged(works.printer))
        self._works = works

    def _any(self, kind: str) -> bool:
        """A reader counts once it has said that it works; a printer until it has said that it does not."""
        names = [name for name, its in self._kinds.items() if its == kind]
        unknown = DeviceState.OK if kind == PRINTER else DeviceState.DOWN
        return any(self._states.get(name, unknown) is not DeviceState.DOWN for name in names)

    def _every(self, kind: str) -> bool:
        """Whether none has said that it does not work."""
        return not any(its == kind and self._states.get(name) is DeviceState.DOWN for name, its in self._kinds.items())

    def _tell_health_now_and_then(self, now_s: float) -> None:
        """After each connecting, and for what devices have counted."""
        up = self.link.connected.is_set()
        if up and not (self._told_up and now_s - self._told_s < HEALTH_EVERY_S):
            self._tell_health()
            self._told_s = now_s
        self._told_up = up

    def _tell_health(self) -> None:
        for health in self.host.health():
            self.link.send(health.on_wire(self.link.address.user))


def _finished(job: str, state: PrintState, trouble: Trouble) -> h.PrintFinished | h.PaperFinished:
    """By the job's name."""
    ticket, mark, print_no = job.partition(PRINT_MARK)
    if mark:
        return h.PrintFinished(TicketId(ticket), state, trouble, int(print_no))
    return h.PaperFinished(job, state, trouble)


def _nobody(_happening: h.Happening) -> None:
    """Before the start nobody listens."""
