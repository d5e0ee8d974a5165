"""Port addresses as they stand in the settings.

``serial:NAME?baud=115200`` (NAME under the ports folder, or an absolute path) · ``tcp:127.0.0.1:9100`` ·
``pcsc:Virtual PCD 00 00`` · ``file:usb/lp0`` · ``input:by-id/usb-scanner-event-kbd``
(both under the ports folder, else an absolute path).
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import parse_qs

from devices.faults import SettingsWrong

PORTS_DIR_DEFAULT: Final = Path("/dev")
SCHEMES: Final = "serial:…, tcp:…, pcsc:…, input:… or file:…"
PORT_MAX: Final = 65_535
BAUD_RATES: Final = (115_200, 57_600, 38_400, 19_200, 9_600)


@dataclass(frozen=True)
class SerialAddress:
    """A serial line; ``baud`` is None where the settings leave it to the driver."""

    path: Path
    baud: int | None


@dataclass(frozen=True)
class TcpAddress:
    """A TCP port."""

    host: str
    port: int


@dataclass(frozen=True)
class PcscAddress:
    """A slot of a PC/SC reader, by the name that pcscd gives it."""

    reader: str


@dataclass(frozen=True)
class InputAddress:
    """A device of keys, as the kernel shows it."""

    path: Path


@dataclass(frozen=True)
class FileAddress:
    """A device that the kernel shows as a file of bytes, such as a printer on USB."""

    path: Path


PortAddress = SerialAddress | TcpAddress | PcscAddress | InputAddress | FileAddress


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
        case "pcsc":
            return PcscAddress(rest)
        case "input":
            return InputAddress(ports_dir / rest)
        case "file":
            return FileAddress(ports_dir / rest)
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


def _tcp(rest: str) -> TcpAddress:
    host, _, port = rest.rpartition(":")
    if not host or not port.isascii() or not port.isdigit() or not 0 < int(port) <= PORT_MAX:
        raise SettingsWrong(f"tcp port {rest!r}: expected host:port")
    return TcpAddress(host.strip("[]"), int(port))
