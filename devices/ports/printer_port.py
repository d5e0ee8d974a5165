"""Which port a printer's address means."""

from devices.faults import SettingsWrong
from devices.ports.address import FileAddress, PortAddress, SerialAddress, TcpAddress, UsbAddress
from devices.ports.byte_port import BytePort
from devices.ports.device_file import DeviceFile
from devices.ports.escpos_port import EscposPort
from devices.ports.printers.usb_port import UsbPort


def printer_port(address: PortAddress, baud: int) -> BytePort:
    """The closed port; ``baud`` counts on serial lines only. Raises SettingsWrong."""
    match address:
        case SerialAddress() | TcpAddress():
            return EscposPort(address, baud)
        case FileAddress():
            return DeviceFile(address)
        case UsbAddress():
            return UsbPort(address)
        case _:
            raise SettingsWrong("a printer needs a tcp:, serial:, file: or usb: port")
