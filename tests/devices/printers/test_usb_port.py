"""A printer on USB: found by its numbers, gone and back, and why it cannot be opened. The bus is one of sockets."""

import errno
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from usb.core import USBError

from config.vocabulary import PrintState, Trouble
from devices.drivers.ticket_printer.escpos import EscposPrinter
from devices.faults import PortGone, trouble_of
from devices.ports.address import UsbAddress, parse_address
from devices.ports.printers.usb_bus import KERNEL_BUS, bus_backend
from devices.ports.printers.usb_port import UsbPort
from devices.simulated.lines.usb_line import UsbLine
from devices.simulated.printers.printer_twin import PrinterTwin
from tests.devices.printers.test_printers import SLIP
from tests.devices.rig import device, site

HERE = UsbAddress(Path("bus/usb"), 0x154F, 0x0517)


def plugged(ports: Path, *serials: str) -> list[PrinterTwin]:
    """Printers of one make, by their serial numbers."""
    twins = [
        PrinterTwin(lambda hear, serial=serial: UsbLine(at(ports, serial), hear))  # type: ignore[misc]
        for serial in serials
    ]
    for twin in twins:
        twin.start()
    return twins


def at(ports: Path, serial: str | None = None) -> UsbAddress:
    """Where it is plugged in."""
    return UsbAddress(ports / "bus/usb", HERE.vendor, HERE.product, serial)


@pytest.fixture
def two(ports: Path) -> Iterator[list[PrinterTwin]]:
    """Two printers that differ by their serial numbers only."""
    twins = plugged(ports, "SN:1", "SN:2")
    yield twins
    for twin in twins:
        twin.stop()


def test_the_serial_number_tells_two_of_a_make_apart(two: list[PrinterTwin], ports: Path) -> None:
    for serial, twin in zip(("SN:1", "SN:2"), two, strict=True):
        settings = device("printer", "ticket_printer", "escpos", f"usb:154f:0517:{serial}", settle_s=0)
        driver = EscposPrinter(settings, site(ports))
        driver.open()
        assert driver.print(SLIP).state is PrintState.PRINTED
        driver.close()
        assert twin.printed == 1


def test_another_serial_number_is_not_taken_for_it(two: list[PrinterTwin], ports: Path) -> None:
    assert two
    with pytest.raises(PortGone, match="usb 154f:0517 SN:3 cannot be opened: not plugged in"):
        UsbPort(at(ports, "SN:3")).open()


def test_a_pulled_plug_ends_reading_and_writing_and_the_next_opening_finds_it(
    two: list[PrinterTwin], ports: Path
) -> None:
    port = UsbPort(at(ports, "SN:1"))
    port.open()
    two[0].switch("unplugged", True)
    with pytest.raises(PortGone, match="is gone"):
        port.read(5)
    with pytest.raises(PortGone, match="takes no bytes"):
        port.write(bytes(4_000_000))
    with pytest.raises(PortGone, match="not plugged in") as gone:
        port.open()
    assert gone.value.trouble is Trouble.PORT_GONE
    two[0].switch("unplugged", False)
    port.open()
    port.write(bytes.fromhex("100401"))
    assert port.read(5) == b"\x12"
    port.close()
    with pytest.raises(PortGone, match="not open"):
        port.read(0)


def test_a_device_that_may_not_be_opened_is_named_so() -> None:
    fault = UsbPort(HERE)._fault("cannot be opened", USBError("Access denied", errno=errno.EACCES))
    assert fault.trouble is Trouble.PORT_FORBIDDEN
    assert str(fault) == "usb 154f:0517 cannot be opened: no leave to open it, it needs a udev rule"
    assert trouble_of(USBError("Resource busy", errno=errno.EBUSY)) is Trouble.PORT_BUSY
    assert trouble_of(OSError(errno.ENODEV, os.strerror(errno.ENODEV))) is Trouble.PORT_GONE


def test_the_machines_own_bus_is_asked_by_the_real_libusb() -> None:
    address = parse_address("usb:ffff:ffff")
    assert isinstance(address, UsbAddress)
    assert address.bus == KERNEL_BUS
    assert bus_backend(KERNEL_BUS) is None
    with pytest.raises(PortGone, match="usb ffff:ffff cannot be opened: not plugged in"):
        UsbPort(address).open()
