"""The printer's side of a USB cable, on a bus of sockets: the device's file comes and goes with the plug."""

from collections.abc import Callable
from typing import Final

from devices.ports.address import UsbAddress
from devices.simulated.lines.tcp_line import TcpLine

SERIAL: Final = "TWIN-0001"


class UsbLine(TcpLine):
    """One device; one whose serial number nobody wants to know has the twin's."""

    def __init__(self, address: UsbAddress, hear: Callable[[bytes], None]) -> None:
        super().__init__(0, hear)
        self._node = address.bus / f"{address.vendor:04x}:{address.product:04x}:{address.serial or SERIAL}"

    def plug_in(self) -> None:
        """The device appears."""
        super().plug_in()
        self._node.parent.mkdir(parents=True, exist_ok=True)
        part = self._node.with_name("part")
        part.write_text(f"127.0.0.1 {self.port}")
        part.rename(self._node)

    def unplug(self) -> None:
        """The device vanishes, also under a driver that has it open."""
        self._node.unlink(missing_ok=True)
        super().unplug()
