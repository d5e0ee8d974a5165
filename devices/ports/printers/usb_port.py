"""A printer on USB by libusb, without the kernel's driver: found by vendor, product and serial number, hot-plugged.

Whoever runs the hall needs leave to open it, such as by the udev rule
``SUBSYSTEM=="usb", ATTR{idVendor}=="04b8", GROUP="lp", MODE="0660"``. The kernel's own driver is detached; where it is
wanted, ``file:usb/lp0`` serves as well. Tried on a bus of sockets and against libusb without a device; no real printer.
"""

import errno
import time
from collections.abc import Iterator
from typing import Any, Final

import usb.core
import usb.util

from config.vocabulary import Trouble
from devices.faults import PortGone, trouble_of
from devices.ports.address import UsbAddress
from devices.ports.printers.usb_bus import bus_backend

PRINTER_CLASS: Final = 7
READ_MAX_BYTES: Final = 4096
WRITE_TIMEOUT_S: Final = 5.0
EMPTY_PAUSE_S: Final = 0.01
"""Some printers answer a read with nothing."""
READS_FORGOTTEN_MAX: Final = 64
MS: Final = 1_000


class UsbPort:
    """One printer's bulk endpoints, both ways."""

    def __init__(self, address: UsbAddress) -> None:
        self._address = address
        self._device: Any = None
        self._out = self._in = 0

    def open(self) -> None:
        """Find it and claim its interface. Raises PortGone."""
        self.close()
        try:
            self._device = self._found()
            self._claim()
        except usb.core.NoBackendError as error:
            raise PortGone("libusb is not installed") from error
        except (usb.core.USBError, ValueError) as error:
            self.close()
            raise self._fault("cannot be opened", error) from error

    def read(self, timeout_s: float) -> bytes:
        """Whatever has come; empty when nothing came in time. Raises PortGone."""
        until = time.monotonic() + timeout_s
        while True:
            came = self._read_once(until - time.monotonic())
            left_s = until - time.monotonic()
            if came or left_s <= 0:
                self._address.tap.came(came)
                return came
            time.sleep(min(left_s, EMPTY_PAUSE_S))

    def write(self, data: bytes) -> None:
        """Send all. Raises PortGone, also when the printer takes nothing in time."""
        until = time.monotonic() + WRITE_TIMEOUT_S
        device = self._opened()
        self._address.tap.sent(data)
        while data:
            try:
                data = data[device.write(self._out, data, _ms(until - time.monotonic())) :]
            except usb.core.USBError as error:
                raise self._fault("takes no bytes", error) from error

    def forget_input(self) -> None:
        """Throw away unread input. Raises PortGone."""
        for _ in range(READS_FORGOTTEN_MAX):
            if not self._read_once(0):
                return

    def close(self) -> None:
        """Give it back."""
        device, self._device = self._device, None
        if device is not None:
            usb.util.dispose_resources(device)

    def _found(self) -> Any:
        """The first one that fits. Raises USBError, also when one is there whose serial number may not be read."""
        address, hidden = self._address, None
        wanted = {"idVendor": address.vendor, "idProduct": address.product}
        for device in usb.core.find(find_all=True, backend=bus_backend(address.bus), **wanted):
            try:
                if address.serial is None or device.serial_number == address.serial:
                    return device
            except ValueError as error:  # what the library says when it may not ask
                hidden = usb.core.USBError(str(error), errno=errno.EACCES)
            usb.util.dispose_resources(device)
        raise hidden or usb.core.USBError("not plugged in", errno=errno.ENODEV)

    def _claim(self) -> None:
        device = self._device
        try:
            configuration = device.get_active_configuration()
        except usb.core.USBError:
            device.set_configuration()
            configuration = device.get_active_configuration()
        ways = next(_printers(configuration), None)
        if ways is None:
            raise ValueError("it has no interface of a printer")
        interface, out, into = ways
        if device.is_kernel_driver_active(interface.bInterfaceNumber):
            device.detach_kernel_driver(interface.bInterfaceNumber)
        usb.util.claim_interface(device, interface.bInterfaceNumber)
        self._out, self._in = out.bEndpointAddress, into.bEndpointAddress

    def _read_once(self, timeout_s: float) -> bytes:
        try:
            return bytes(self._opened().read(self._in, READ_MAX_BYTES, _ms(timeout_s)))
        except usb.core.USBTimeoutError:
            return b""
        except usb.core.USBError as error:
            raise self._fault("is gone", error) from error

    def _opened(self) -> Any:
        if self._device is None:
            raise PortGone(f"{self._address} is not open")
        return self._device

    def _fault(self, what: str, error: usb.core.USBError | ValueError) -> PortGone:
        trouble = trouble_of(error) if isinstance(error, OSError) else Trouble.PORT_GONE
        why = error.strerror if isinstance(error, OSError) else str(error)
        if trouble is Trouble.PORT_FORBIDDEN:
            why = "no leave to open it, it needs a udev rule"
        return PortGone(f"{self._address} {what}: {why}", trouble)


def _ms(timeout_s: float) -> int:
    """Milliseconds for libusb, where 0 would be for ever."""
    return max(int(timeout_s * MS), 1)


def _printers(configuration: Any) -> Iterator[tuple[Any, Any, Any]]:
    """Interfaces with a way out and a way in, those of the printer class first."""
    for interface in sorted(configuration, key=lambda each: each.bInterfaceClass != PRINTER_CLASS):
        ways = {
            usb.util.endpoint_direction(endpoint.bEndpointAddress): endpoint
            for endpoint in interface
            if usb.util.endpoint_type(endpoint.bmAttributes) == usb.util.ENDPOINT_TYPE_BULK
        }
        if len(ways) == len((usb.util.ENDPOINT_OUT, usb.util.ENDPOINT_IN)):
            yield interface, ways[usb.util.ENDPOINT_OUT], ways[usb.util.ENDPOINT_IN]
