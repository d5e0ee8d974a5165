"""Code scanner that plays a keyboard (USB HID), as most are delivered.

Device: any scanner of bar codes and two-dimensional codes that types what it reads, as an American keyboard.
Settings: port = "input:input/by-id/usb-MAKER-event-kbd" (under the ports folder, /dev). The device is taken for the
    hall alone, so that its keys reach no screen; the user needs the group "input".
Options: ends_with = "line" (Enter) or "tab" or "silence"; prefix, same_code_quiet_s and electronic_card as for
    serial scanners. A keyboard has no Chinese: for codes that hold it set the scanner to its serial port.
Example: kind = "code_scanner", driver = "keyboard_scanner", port = "input:input/by-id/usb-Honeywell_1900-event-kbd".
Bytes: the kernel's struct input_event, 24 bytes: time, type 1 (key), code, 1 pressed or 0 let go.
Document: linux/input.h, linux/input-event-codes.h.
Tried: twin only (devices/simulated/scanners/scanner_twin.py).
"""

import time
from collections.abc import Callable, Sequence
from typing import Final

from config.settings.plan_files import DeviceSettings
from devices.drivers.code_scanner.codes import WATCH_S, Codes, ScannerOptions
from devices.drivers.options import Site, read_options
from devices.faults import SettingsWrong
from devices.frames.scanners.keys import KeyReader
from devices.kinds.card_reader import CardSeen
from devices.kinds.code_scanner import CodeScanned
from devices.kinds.driver import Feeling
from devices.ports.address import InputAddress
from devices.ports.input_port import InputPort

TYPED: Final = "ascii"


class KeyboardScanner:
    """Listens to keys only."""

    pause_s = 0.0
    """None: a step waits for the scanner itself."""

    def __init__(self, settings: DeviceSettings, site: Site, clock: Callable[[], float] = time.monotonic) -> None:
        options = read_options(ScannerOptions, settings.options)
        address = site.address(settings)
        if not isinstance(address, InputAddress):
            raise SettingsWrong("this driver needs an input: port")
        self._codes = Codes(settings.name, options, TYPED, site.site_key, clock)
        self._keys = KeyReader()
        self._port = InputPort(address)

    def open(self) -> None:
        """Take the keyboard. Raises PortGone."""
        self._codes.forget()
        self._keys.forget()
        self._port.open()

    def step(self) -> Sequence[CodeScanned | CardSeen]:
        """Listen for a while. Raises PortGone."""
        came = self._port.read(WATCH_S)
        if not came:
            codes = self._codes.came(b"")
            if not self._codes.midway:
                self._keys.forget()
            return codes
        typed = self._keys.feed(came)
        return self._codes.came(typed) if typed else []

    def feeling(self) -> Feeling:
        """Ok, with all counts."""
        return self._codes.feeling()

    def close(self) -> None:
        """Give the keyboard back."""
        self._port.close()
