"""All twins of one hall, made from the same devices.toml that the drivers are made from."""

import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from config.settings.plan_files import DeviceSettings
from config.settings.user_names import BUTTONS_OF
from config.wire.link import Address
from devices.faults import SettingsWrong
from devices.ports.address import (
    CupsAddress,
    FileAddress,
    InputAddress,
    MqttAddress,
    PcscAddress,
    SerialAddress,
    TcpAddress,
    UsbAddress,
    parse_address,
)
from devices.ports.printers.cups_port import ONLY_THE_QUEUE
from devices.simulated.cards.pcscd import READER, SOCKET_VARIABLE, PcscdMissing, PrivatePcscd
from devices.simulated.cards.sam_v_twin import SamVTwin
from devices.simulated.cards.slot_twin import CardSlotTwin
from devices.simulated.evaluators.button_twin import BrokerSide
from devices.simulated.evaluators.ff68_twin import Ff68Twin
from devices.simulated.evaluators.maker import BUTTON_MAKES, KEY_MAKES, EvaluatorTwin, PadTwin, button_twin, key_twin
from devices.simulated.lines.broker_line import BrokerLine, Publisher
from devices.simulated.lines.pty_line import PtyLine
from devices.simulated.lines.tcp_line import TcpLine
from devices.simulated.lines.usb_line import UsbLine
from devices.simulated.printers.cupsd import CupsLine
from devices.simulated.printers.maker import printer_twin
from devices.simulated.printers.printer_twin import PrinterLine, PrinterTwin
from devices.simulated.scanners.scanner_twin import ScannerTwin, as_keys, as_line
from devices.simulated.signs.maker import SIGN_MAKES, sign_twin
from devices.simulated.signs.sign_twin import SignTwin
from devices.simulated.speakers.heard import SpeakerTwin
from devices.simulated.speakers.maker import SPEAKER_MAKES, speaker_twin
from devices.simulated.twin import Twin

Keyed = TypeVar("Keyed")
log = logging.getLogger(__name__)


@dataclass
class Stage:
    """Twins by device name. ``environment`` is what the drivers' processes need to find the private pcscd."""

    ports_dir: Path
    pcscd: PrivatePcscd = field(default_factory=PrivatePcscd)
    twins: dict[str, Twin] = field(default_factory=dict)
    settings: dict[str, DeviceSettings] = field(default_factory=dict)
    """Of each twin, by device name."""
    environment: dict[str, str] = field(default_factory=dict)
    missing: dict[str, str] = field(default_factory=dict)
    """Devices that have no twin, and why."""
    hall_broker: Callable[[str], Address] | None = None
    """The hall's own broker for a user of it, where buttons are to publish there."""
    _brokers: dict[int, BrokerLine] = field(default_factory=dict)

    def build(self, devices: Sequence[DeviceSettings]) -> None:
        """One twin for each device; one that cannot be made is named in ``missing``."""
        for settings in devices:
            try:
                self.twins[settings.name] = self._twin(settings)
                self.settings[settings.name] = settings
            except (SettingsWrong, PcscdMissing) as fault:
                self.missing[settings.name] = str(fault)
                log.warning("no twin of %s: %s", settings.name, fault)

    def start(self) -> None:
        """Plug everything in; one whose port is taken, or whose broker is away, is named in ``missing``."""
        for name, twin in list(self.twins.items()):
            try:
                twin.start()
            except OSError as error:
                del self.twins[name]
                self.missing[name] = f"its port cannot be used: {error}"
                log.warning("no twin of %s: %s", name, error)

    def stop(self) -> None:
        """Unplug everything."""
        for twin in reversed(self.twins.values()):
            twin.stop()
        self.pcscd.stop()

    @property
    def readers(self) -> dict[str, SamVTwin | CardSlotTwin]:
        """The card readers."""
        return {name: twin for name, twin in self.twins.items() if isinstance(twin, SamVTwin | CardSlotTwin)}

    @property
    def printers(self) -> dict[str, PrinterTwin]:
        """The printers."""
        return {name: twin for name, twin in self.twins.items() if isinstance(twin, PrinterTwin)}

    @property
    def scanners(self) -> dict[str, ScannerTwin]:
        """The code scanners."""
        return {name: twin for name, twin in self.twins.items() if isinstance(twin, ScannerTwin)}

    @property
    def pads(self) -> dict[str, dict[str, PadTwin]]:
        """The pads of each counter, on a bus or alone, by device."""
        ports = {name: twin for name, twin in self.twins.items() if isinstance(twin, PadTwin)}
        return _by_counter((counter, name, twin) for name, twin in ports.items() for counter in twin.pads)

    @property
    def evaluators(self) -> dict[str, dict[str, EvaluatorTwin]]:
        """The evaluators of each counter, on its pad's bus or alone, by device."""
        ports = {name: twin for name, twin in self.twins.items() if isinstance(twin, EvaluatorTwin)}
        return _by_counter((counter, name, twin) for name, twin in ports.items() for counter in twin.judged)

    @property
    def signs(self) -> dict[str, SignTwin]:
        """The signs over counters, by device."""
        return {name: twin for name, twin in self.twins.items() if isinstance(twin, SignTwin)}

    @property
    def speakers(self) -> dict[str, SpeakerTwin]:
        """The speakers."""
        return {name: twin for name, twin in self.twins.items() if isinstance(twin, SpeakerTwin)}

    def name_of(self, twin: Twin) -> str:
        """The name of the device that this is the twin of."""
        return next(name for name, each in self.twins.items() if each is twin)

    def _twin(self, settings: DeviceSettings) -> Twin:
        address = parse_address(settings.port, self.ports_dir)
        match settings.driver, address:
            case "sam_v", SerialAddress(path, baud):
                return SamVTwin(path, baud or 115_200)
            case "pcsc", PcscAddress(reader):
                return self._slot(reader)
            case "serial_scanner", SerialAddress(path, _):
                return ScannerTwin(path, as_line)
            case "keyboard_scanner", InputAddress(path):
                return ScannerTwin(path, as_keys)
            case "escpos", TcpAddress(_, port):
                return printer_twin(settings, _tcp(port))
            case "escpos", SerialAddress(path, _) | FileAddress(path):
                return printer_twin(settings, _pty(path))
            case "cups_queue", CupsAddress():
                tells = settings.options.get("beside") == ONLY_THE_QUEUE
                return printer_twin(settings, lambda hear: CupsLine(address, hear, tells))
            case "escpos", UsbAddress():
                return printer_twin(settings, lambda hear: UsbLine(address, hear))
            case "ff68_bus", SerialAddress(path, _):
                return Ff68Twin(path, {int(at): name for at, name in dict(settings.options["counters"]).items()})
            case driver, MqttAddress() if driver in BUTTON_MAKES:
                if settings.options.get("tls_ca"):
                    raise SettingsWrong("no twin can show a certificate of the hall's own authority")
                return button_twin(settings, address.topic, self._broker(settings.name, address))
            case driver, _ if driver in KEY_MAKES:
                return key_twin(settings, address)
            case driver, _ if driver in SPEAKER_MAKES:
                return speaker_twin(settings, address)
            case driver, TcpAddress(_, port) if driver in SIGN_MAKES:
                return sign_twin(settings, lambda hear: TcpLine(port, hear))
            case driver, SerialAddress(path, _) if driver in SIGN_MAKES:
                return sign_twin(settings, lambda hear: PtyLine(path, hear))
            case _:
                raise SettingsWrong(f"there is no twin of {settings.driver} at {settings.port}")

    def _broker(self, name: str, address: MqttAddress) -> BrokerSide:
        """The hall's own broker, or one that is started for all twins of that port."""
        if address.host:
            return self._brokers.setdefault(address.port, BrokerLine(address.port))
        if self.hall_broker is None:
            raise SettingsWrong("the hall's own broker is not known here")
        return Publisher(self.hall_broker(BUTTONS_OF + name))

    def _slot(self, reader: str) -> CardSlotTwin:
        """A slot of the private pcscd, which is started with the first one."""
        if reader not in (f"{READER} 00 00", f"{READER} 00 01"):
            raise SettingsWrong(f"the virtual reader's slots are '{READER} 00 00' and '… 00 01'")
        if not self.environment:
            self.pcscd.start()
            self.environment[SOCKET_VARIABLE] = str(self.pcscd.socket_path)
        return CardSlotTwin(self.pcscd.port + int(reader[-1]))


def _by_counter(found: Iterable[tuple[str, str, Keyed]]) -> dict[str, dict[str, Keyed]]:
    by_counter: dict[str, dict[str, Keyed]] = {}
    for counter, device, twin in found:
        by_counter.setdefault(counter, {})[device] = twin
    return by_counter


def _tcp(port: int) -> Callable[[Callable[[bytes], None]], PrinterLine]:
    return lambda hear: TcpLine(port, hear)


def _pty(path: Path) -> Callable[[Callable[[bytes], None]], PrinterLine]:
    return lambda hear: PtyLine(path, hear)
