"""Which USB bus a folder means: the machine's own by libusb, or a folder of sockets where there is no hardware.

In such a folder each device is a file named ``VENDOR:PRODUCT:SERIAL`` that holds ``HOST PORT``; its bulk transfers are
a TCP stream. It stands behind the library's own backend interface, so all above it is what a real printer gets.
"""

import errno
import socket
from array import array
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Final

from usb.backend import IBackend
from usb.core import USBError, USBTimeoutError

KERNEL_BUS: Final = Path("/dev/bus/usb")
CONNECT_TIMEOUT_S: Final = 2.0
MS: Final = 1_000
BULK_OUT, BULK_IN, BULK = 0x01, 0x82, 2
PRINTER_CLASS: Final = 7
SERIAL_AT: Final = 3
"""Index of the serial number among the device's strings."""
STRING: Final = 3
"""Type of a string descriptor."""
ENGLISH: Final = bytes.fromhex("04030904")


def bus_backend(bus: Path) -> IBackend | None:
    """None: the library's own choice."""
    return None if bus == KERNEL_BUS else SocketBus(bus)


class SocketBus(IBackend):  # type: ignore[misc]
    """Printers of one configuration with one interface of two bulk endpoints."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def enumerate_devices(self) -> list[Path]:
        """Whatever is plugged in now."""
        return sorted(path for path in self._folder.glob("*:*:*") if path.is_file())

    def get_parent(self, dev: Path) -> None:
        """There are no hubs."""

    def get_device_descriptor(self, dev: Path) -> SimpleNamespace:
        """A printer says what it is in its interface."""
        vendor, product, _ = dev.name.split(":", 2)
        numbers = {"idVendor": int(vendor, 16), "idProduct": int(product, 16)}
        strings = {"iManufacturer": 0, "iProduct": 0, "iSerialNumber": SERIAL_AT}
        classes = {"bDeviceClass": 0, "bDeviceSubClass": 0, "bDeviceProtocol": 0}
        place = {"bus": 1, "address": 1, "port_number": 1, "port_numbers": (1,), "speed": None}
        sizes = {"bLength": 18, "bDescriptorType": 1, "bMaxPacketSize0": 64, "bNumConfigurations": 1}
        return SimpleNamespace(bcdUSB=0x0200, bcdDevice=0x0100, **numbers, **strings, **classes, **place, **sizes)

    def get_configuration_descriptor(self, _dev: Path, config: int) -> SimpleNamespace:
        """The only one."""
        _only(config)
        sizes = {"bLength": 9, "bDescriptorType": 2, "wTotalLength": 32, "bNumInterfaces": 1}
        return SimpleNamespace(
            **sizes, bConfigurationValue=1, iConfiguration=0, bmAttributes=0xC0, bMaxPower=1, extra_descriptors=[]
        )

    def get_interface_descriptor(self, _dev: Path, intf: int, alt: int, config: int) -> SimpleNamespace:
        """A two-way printer."""
        _only(config, intf, alt)
        kind = {"bInterfaceClass": PRINTER_CLASS, "bInterfaceSubClass": 1, "bInterfaceProtocol": 2}
        sizes = {"bLength": 9, "bDescriptorType": 4, "bNumEndpoints": 2}
        return SimpleNamespace(
            **sizes, **kind, bInterfaceNumber=0, bAlternateSetting=0, iInterface=0, extra_descriptors=[]
        )

    def get_endpoint_descriptor(self, _dev: Path, ep: int, intf: int, alt: int, config: int) -> SimpleNamespace:
        """One each way."""
        _only(config, intf, alt)
        sizes = {"bLength": 7, "bDescriptorType": 5, "wMaxPacketSize": 64, "bInterval": 0}
        ways = {"bEndpointAddress": (BULK_OUT, BULK_IN)[ep], "bmAttributes": BULK}
        return SimpleNamespace(**sizes, **ways, bRefresh=0, bSynchAddress=0, extra_descriptors=[])

    def open_device(self, dev: Path) -> tuple[Path, socket.socket]:
        """Connect. Raises USBError."""
        try:
            host, port = dev.read_text().split()
            return dev, socket.create_connection((host, int(port)), CONNECT_TIMEOUT_S)
        except PermissionError as error:
            raise USBError("Access denied", errno=errno.EACCES) from error
        except (OSError, ValueError) as error:
            raise USBError("No such device", errno=errno.ENODEV) from error

    def close_device(self, dev_handle: tuple[Path, socket.socket]) -> None:
        """Disconnect."""
        dev_handle[1].close()

    def get_configuration(self, _handle: tuple[Path, socket.socket]) -> int:
        """Always in force."""
        return 1

    def claim_interface(self, dev_handle: tuple[Path, socket.socket], intf: int) -> None:
        """Nobody else has it."""

    def release_interface(self, dev_handle: tuple[Path, socket.socket], intf: int) -> None:
        """Nobody else wants it."""

    def is_kernel_driver_active(self, *_: object) -> bool:
        """The kernel does not know this bus."""
        return False

    def ctrl_transfer(
        self, handle: Any, _kind: int, _request: int, w_value: int, _index: int, data: Any, _timeout: int
    ) -> int:
        """The device's strings: the languages, and the serial number."""
        serial = handle[0].name.split(":", 2)[2].encode("utf-16-le")
        answer = ENGLISH if not w_value & 0xFF else bytes([len(serial) + 2, STRING]) + serial
        data[: len(answer)] = array("B", answer)
        return len(answer)

    def bulk_write(self, handle: Any, _ep: int, _intf: int, data: Any, timeout: int) -> int:
        """As much as the device takes at once. Raises USBError."""
        return _transfer(handle[1], timeout, lambda link: link.send(data.tobytes()))

    def bulk_read(self, handle: Any, _ep: int, _intf: int, buff: Any, timeout: int) -> int:
        """What has come. Raises USBTimeoutError when nothing came, and USBError."""
        return _transfer(handle[1], timeout, lambda link: link.recv_into(buff) or _unplugged())


def _only(*places: int) -> None:
    """The library asks until there is no further one."""
    if any(places):
        raise IndexError("there is no further one")


def _unplugged() -> int:
    raise USBError("No such device (it may have been disconnected)", errno=errno.ENODEV)


def _transfer(link: socket.socket, timeout_ms: int, do: Any) -> int:
    link.settimeout(timeout_ms / MS)
    try:
        return int(do(link))
    except TimeoutError as error:
        raise USBTimeoutError("Operation timed out", errno=errno.ETIMEDOUT) from error
    except USBError:
        raise
    except OSError as error:
        raise USBError("No such device (it may have been disconnected)", errno=errno.ENODEV) from error
