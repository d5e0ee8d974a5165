"""One driver of every make of printer with its twin on a real port, as the contract and the makes' own tests use it."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from config.vocabulary import DeviceState, Trouble
from devices.drivers.ticket_printer.cups_queue import CupsPrinter
from devices.drivers.ticket_printer.escpos import EscposPrinter
from devices.faults import PortGone
from devices.frames.printers.profile import profile_names
from devices.ports.address import CupsAddress, UsbAddress
from devices.simulated.lines.pty_line import PtyLine
from devices.simulated.lines.tcp_line import TcpLine
from devices.simulated.lines.usb_line import UsbLine
from devices.simulated.printers.cupsd import CupsLine
from devices.simulated.printers.maker import printer_twin
from devices.simulated.printers.printer_twin import PrinterTwin
from tests.devices.drill.table import OF_PRINTER, Told
from tests.devices.rig import device, site, watch_until
from tests.ports import free_port

CONNECTORS = ("tcp", "serial", "file", "usb")
BESIDE, TOLD = "queue_beside", "queue_told"
QUEUES: Final[Mapping[str, dict[str, object]]] = {
    BESIDE: {"settle_s": 0.1},
    TOLD: {"beside": "none", "probe_s": 0.2},
}
"""Print queues: the printer is asked beside its queue, or a maker's backend tells the queue."""
DRIVERS: Final = frozenset({"escpos", "cups_queue"})
QUEUE_NAMES = [f"{name}-cups" for name in QUEUES]
ALL = [f"{name}-{connector}" for name in profile_names() for connector in CONNECTORS] + QUEUE_NAMES
EACH = [f"{name}-{CONNECTORS[place % len(CONNECTORS)]}" for place, name in enumerate(profile_names())] + QUEUE_NAMES
"""Every profile once, every connector at least once."""
FAMILIES = ["generic_80-serial", "epson_tm-file", "custom_vkp80-tcp", "citizen_ppu700-serial", *QUEUE_NAMES]
"""One for each way of telling how it is."""
Felt = tuple[DeviceState, Trouble]
WELL: Final[Felt] = (DeviceState.OK, Trouble.NONE)


@dataclass
class Clock:
    """A clock that is set by hand."""

    now: float = 1_000.0

    def __call__(self) -> float:
        return self.now


@dataclass
class KnownPrinter(ABC):
    """A driver whose twin's switches stand in a table of the drill."""

    name: str
    twin: PrinterTwin

    @abstractmethod
    def asked(self) -> Felt:
        """How it feels after the next regular question. Raises PortGone."""

    def becomes(self, wanted: Felt) -> None:
        """It feels so; a port that is gone is a feeling too."""

        def feels() -> Felt:
            try:
                return self.asked()
            except PortGone as gone:
                return DeviceState.DOWN, gone.trouble

        watch_until(lambda: feels() == wanted, f"{self.name} feels {wanted}")

    def leads_to(self, switch: str) -> Felt:
        """What a switch has to make it feel."""
        row = OF_PRINTER[self.name][switch]
        return (row.state, row.trouble) if isinstance(row, Told) else WELL


@dataclass
class PrinterBench(KnownPrinter):
    """A driver of ESC/POS."""

    driver: EscposPrinter
    clock: Clock

    def asked(self) -> Felt:
        """Once, whenever it was asked before."""
        self.clock.now += 3
        self.driver.step()
        if self.driver.pause_s < 1:
            self.driver.step()
        feeling = self.driver.feeling()
        return feeling.state, feeling.trouble

    def impatient(self) -> None:
        """It gives a slip up at once anyway."""


@dataclass
class QueueBench(KnownPrinter):
    """A driver of a print queue, with the real scheduler."""

    driver: CupsPrinter
    line: CupsLine

    def asked(self) -> Felt:
        """After one more look."""
        self.driver.step()
        feeling = self.driver.feeling()
        return feeling.state, feeling.trouble

    def impatient(self, patience_s: float = 1) -> None:
        """Tickets are given up soon."""
        self.driver._options = self.driver._options.model_copy(update={"patience_s": patience_s})


Bench = PrinterBench | QueueBench


def made(name: str, connector: str, ports: Path, **options: object) -> PrinterBench:
    """The profile's printer behind this connector."""
    lines: list[TcpLine] = []

    def line(hear: Callable[[bytes], None]) -> TcpLine | PtyLine:
        if connector == "usb":
            return UsbLine(UsbAddress(ports / "bus/usb", 0x04B8, 0x0E15), hear)
        if connector != "tcp":
            return PtyLine(ports / "printer", hear)
        lines.append(TcpLine(0, hear))
        return lines[0]

    port = "usb:04b8:0e15" if connector == "usb" else f"{connector}:printer"
    settings = device("printer", "ticket_printer", "escpos", port, profile=name, settle_s=0, **options)
    twin = printer_twin(settings, line)
    twin.start()
    if lines:
        settings = settings.model_copy(update={"port": f"tcp:127.0.0.1:{lines[0].port}"})
    clock = Clock()
    driver = EscposPrinter(settings, site(ports), pause=lambda _: None, clock=clock)
    driver.open()
    return PrinterBench(name, twin, driver, clock)


def queue(name: str, ports: Path) -> QueueBench:
    """A queue that works."""
    address, lines = CupsAddress("ticket", "127.0.0.1", free_port()), list[CupsLine]()

    def line(hear: Callable[[bytes], None]) -> CupsLine:
        lines.append(CupsLine(address, hear, tells=name == TOLD))
        return lines[0]

    port = f"cups:ticket@127.0.0.1:{address.port}"
    settings = device("printer", "ticket_printer", "cups_queue", port, patience_s=20, **QUEUES[name])
    twin = printer_twin(settings, line)
    twin.start()
    driver = CupsPrinter(settings, site(ports))
    driver.open()
    return QueueBench(name, twin, driver, lines[0])


@contextmanager
def printers(wanted: str, ports: Path) -> Iterator[Bench]:
    """What a name of ``ALL`` means, until nobody needs it."""
    name, connector = wanted.split("-")
    bench = queue(name, ports) if name in QUEUES else made(name, connector, ports)
    yield bench
    bench.driver.close()
    bench.twin.stop()
