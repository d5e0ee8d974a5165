"""Port addresses as they stand in the settings.

``serial:NAME?baud=115200`` (NAME under the ports folder, or an absolute path) · ``tcp:127.0.0.1:9100`` ·
``pcsc:Virtual PCD 00 00`` · ``file:usb/lp0`` · ``input:by-id/usb-scanner-event-kbd``
(both under the ports folder, else an absolute path) · ``usb:04b8:0e15`` or ``usb:04b8:0e15:SERIAL`` (vendor and
product in hexadecimal digits, as lsusb shows them) · ``mqtt:10.0.3.9:1883/zigbee2mqtt/{address}`` ·
``mqtt:hall/TOPIC`` (the hall's own broker) · ``sound:default`` (a sound device, as ALSA names it) ·
``cups:QUEUE`` or ``cups:QUEUE@HOST:PORT``.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from urllib.parse import parse_qs

from config.settings.rules.buttons import hall_topic
from devices.faults import SettingsWrong
from devices.ports.tap import Tap

PORTS_DIR_DEFAULT: Final = Path("/dev")
USB_BUS: Final = Path("bus/usb")
"""Of the ports folder."""
IPP_PORT: Final = 631
SCHEMES: Final = "serial:…, tcp:…, pcsc:…, input:…, mqtt:…, file:…, usb:…, cups:… or sound:…"
PORT_MAX: Final = 65_535
QUEUE_PATTERN: Final = re.compile(r"[A-Za-z0-9_.-]{1,127}")
USB_PATTERN: Final = re.compile(r"(?P<vendor>[0-9A-Fa-f]{4}):(?P<product>[0-9A-Fa-f]{4})(:(?P<serial>[^/]+))?")
SOUND_CONFIG: Final = "asound.conf"
"""In the ports folder; the bench tells by it what its sound devices are."""
BAUD_RATES: Final = (115_200, 57_600, 38_400, 19_200, 9_600)


@dataclass(frozen=True, kw_only=True)
class Address:
    """What every address has."""

    tap: Tap = field(default_factory=Tap, compare=False, repr=False)
    """Who listens to the port."""


@dataclass(frozen=True)
class SerialAddress(Address):
    """A serial line; ``baud`` is None where the settings leave it to the driver."""

    path: Path
    baud: int | None


@dataclass(frozen=True)
class TcpAddress(Address):
    """A TCP port."""

    host: str
    port: int


@dataclass(frozen=True)
class PcscAddress(Address):
    """A slot of a PC/SC reader, by the name that pcscd gives it."""

    reader: str


@dataclass(frozen=True)
class InputAddress(Address):
    """A device of keys, as the kernel shows it."""

    path: Path


@dataclass(frozen=True)
class FileAddress(Address):
    """A device that the kernel shows as a file of bytes, such as a printer on USB."""

    path: Path


@dataclass(frozen=True)
class UsbAddress(Address):
    """A device on a USB bus; ``serial`` None: the first of its make."""

    bus: Path
    vendor: int
    product: int
    serial: str | None = None

    def __str__(self) -> str:
        return f"usb {self.vendor:04x}:{self.product:04x}" + (f" {self.serial}" if self.serial else "")


@dataclass(frozen=True)
class MqttAddress(Address):
    """A topic of a broker, empty where the driver knows it; ``host`` is empty for the hall's own broker."""

    host: str
    port: int
    topic: str


@dataclass(frozen=True)
class SoundAddress(Address):
    """A sound device by ALSA's name. ``config``: if this file is there, it alone says which ones exist."""

    device: str
    config: Path


@dataclass(frozen=True)
class CupsAddress(Address):
    """A print queue of CUPS."""

    queue: str
    host: str = "localhost"
    port: int = IPP_PORT

    def __str__(self) -> str:
        return f"queue {self.queue} at {self.host}:{self.port}"


PortAddress = (
    SerialAddress
    | TcpAddress
    | PcscAddress
    | InputAddress
    | FileAddress
    | UsbAddress
    | MqttAddress
    | SoundAddress
    | CupsAddress
)


def parse_address(text: str, ports_dir: Path = PORTS_DIR_DEFAULT) -> PortAddress:
    """Read a port address. Raises SettingsWrong."""
    scheme, _, rest = text.partition(":")
    if not rest:
        raise SettingsWrong(f"port {text!r} is not {SCHEMES}")
    match scheme:
        case "serial":
            return _serial(rest, ports_dir)
        case "tcp":
            return _tcp(rest)
        case "mqtt":
            return _mqtt(text, rest)
        case "pcsc":
            return PcscAddress(rest)
        case "input":
            return InputAddress(ports_dir / rest)
        case "file":
            return FileAddress(ports_dir / rest)
        case "usb":
            return _usb(rest, ports_dir / USB_BUS)
        case "sound":
            return SoundAddress(rest, ports_dir / SOUND_CONFIG)
        case "cups":
            return _cups(rest)
        case _:
            raise SettingsWrong(f"port {text!r} is not {SCHEMES}")


def _serial(rest: str, ports_dir: Path) -> SerialAddress:
    name, _, query = rest.partition("?")
    wanted = parse_qs(query, keep_blank_values=True)
    if not name or wanted.keys() - {"baud"}:
        raise SettingsWrong(f"serial port {rest!r}: expected NAME or NAME?baud=9600")
    baud = wanted.get("baud", [""])[0]
    if baud and (not baud.isascii() or not baud.isdigit() or int(baud) not in BAUD_RATES):
        raise SettingsWrong(f"baud {baud!r} is not one of {', '.join(map(str, BAUD_RATES))}")
    return SerialAddress(ports_dir / name, int(baud) if baud else None)


def _usb(rest: str, bus: Path) -> UsbAddress:
    match = USB_PATTERN.fullmatch(rest)
    if match is None:
        raise SettingsWrong(f"usb port {rest!r}: expected 04b8:0e15 or 04b8:0e15:SERIAL")
    return UsbAddress(bus, int(match["vendor"], 16), int(match["product"], 16), match["serial"])


def _cups(rest: str) -> CupsAddress:
    queue, at, where = rest.partition("@")
    if not QUEUE_PATTERN.fullmatch(queue):
        raise SettingsWrong(f"cups port {rest!r}: expected QUEUE or QUEUE@HOST:PORT")
    if not at:
        return CupsAddress(queue)
    tcp = _tcp(where)
    return CupsAddress(queue, tcp.host, tcp.port)


def _tcp(rest: str) -> TcpAddress:
    host, _, port = rest.rpartition(":")
    if not host or not port.isascii() or not port.isdigit() or not 0 < int(port) <= PORT_MAX:
        raise SettingsWrong(f"tcp port {rest!r}: expected host:port")
    return TcpAddress(host.strip("[]"), int(port))


def _mqtt(text: str, rest: str) -> MqttAddress:
    topic = hall_topic(text)
    if topic:
        return MqttAddress("", 0, topic)
    place, _, topic = rest.partition("/")
    broker = _tcp(place)
    return MqttAddress(broker.host, broker.port, topic)
