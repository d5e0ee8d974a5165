"""Code scanner on a serial line (RS-232, or USB set to its virtual serial port).

Device: any scanner of bar codes and two-dimensional codes that writes what it reads onto the line.
Settings: port = "serial:NAME?baud=9600" (9600 where nothing is said), or "tcp:HOST:PORT" behind a serial server.
Options: ends_with = "line" (CR, LF or both), "tab" or "silence" (of 0.2 s): how the scanner was set to end a code;
    encoding = "utf-8" or "gb18030"; prefix = "]Q1": signs before each code that are taken away; same_code_quiet_s =
    2.0: the same code again sooner than that was never taken away; electronic_card = "SSC([0-9]{17}[0-9X])E": a
    regular expression for codes that are cards, empty for none [no document gives any]; its group is the number: a
    citizen's gives the token of that citizen's other cards, any other one a token of its own.
Example: kind = "code_scanner", driver = "serial_scanner", port = "serial:hall/scanner-1", [device.options] ends_with =
    "line", encoding = "gb18030".
Bytes: the code's text and its ending; nothing is sent. At most 1,024 printable signs; others are counted and dropped.
    The printed zone of a passport goes to the card readers as its chip's key, and no further.
Document: none; the settings are codes in the scanner's own booklet.
Tried: twin only (devices/simulated/scanners/scanner_twin.py).
"""

import time
from collections.abc import Callable, Sequence
from typing import Final, Literal

from config.settings.plan_files import DeviceSettings
from devices.drivers.code_scanner.codes import WATCH_S, Codes, ScannerOptions
from devices.drivers.options import Site, read_options
from devices.kinds.card_reader import CardSeen
from devices.kinds.code_scanner import CodeScanned
from devices.kinds.driver import Feeling
from devices.ports.byte_port import byte_port

BAUD_USUAL: Final = 9_600


class LineOptions(ScannerOptions):
    """How it writes onto the line."""

    encoding: Literal["utf-8", "gb18030"] = "utf-8"


class SerialScanner:
    """Listens only."""

    pause_s = 0.0
    """None: a step waits for the scanner itself."""

    def __init__(self, settings: DeviceSettings, site: Site, clock: Callable[[], float] = time.monotonic) -> None:
        options = read_options(LineOptions, settings.options)
        self._codes = Codes(settings.name, options, options.encoding, site.site_key, clock)
        self._port = byte_port(site.address(settings), BAUD_USUAL)

    def open(self) -> None:
        """Claim the line. Raises PortGone."""
        self._codes.forget()
        self._port.open()

    def step(self) -> Sequence[CodeScanned | CardSeen]:
        """Listen for a while. Raises PortGone."""
        return self._codes.came(self._port.read(WATCH_S))

    def feeling(self) -> Feeling:
        """Ok, with all counts."""
        return self._codes.feeling()

    def close(self) -> None:
        """Let go of the line."""
        self._port.close()
