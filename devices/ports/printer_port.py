"""Which port a printer's address means."""

from devices.faults import SettingsWrong
from devices.ports.address import (
    FileAddress,
    InputAddress,
    PcscAddress,
    PortAddress,
    SerialAddress,
    TcpAddress,
)
from devices.ports.byte_port import BytePort
from devices.ports.device_file import DeviceFile
from devices.ports.escpos_port import EscposPort


def printer_port(address: PortAddress, baud: int) -> BytePort:
    """The closed port; ``baud`` counts on serial lines only. Raises SettingsWrong."""
    match address:
        case SerialAddress() | TcpAddress():
            return EscposPort(address, baud)
        case FileAddress():
            return DeviceFile(address)
        case PcscAddress() | InputAddress():
            raise SettingsWrong("a printer needs a tcp:, serial: or file: port")
