"""What a port of bytes can do, whichever wire it is."""

from typing import Protocol

from devices.faults import SettingsWrong
from devices.ports.address import PortAddress, SerialAddress, TcpAddress
from devices.ports.serial_port import SerialPort
from devices.ports.tcp_port import TcpPort


class BytePort(Protocol):
    """An open or closed stream of bytes. Every call may raise ``PortGone``."""

    def open(self) -> None:
        """Claim the port."""

    def read(self, timeout_s: float) -> bytes:
        """Whatever has come, waiting at most this long for the first byte; empty when nothing came."""

    def write(self, data: bytes) -> None:
        """Send all of it within the port's write timeout."""

    def forget_input(self) -> None:
        """Throw away what has come and was not read."""

    def close(self) -> None:
        """Let go; never raises."""


def byte_port(address: PortAddress, baud: int) -> BytePort:
    """The port at this address; ``baud`` counts on serial lines only. Raises SettingsWrong for others."""
    match address:
        case SerialAddress():
            return SerialPort(address, baud)
        case TcpAddress():
            return TcpPort(address)
        case _:
            raise SettingsWrong("this driver needs a serial: or tcp: port")
