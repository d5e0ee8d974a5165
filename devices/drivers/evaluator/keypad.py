"""Keypad on USB (HID) as an evaluator: a key for each mark, or a digit and Enter.

Device: any numeric keypad or box of buttons that the kernel shows as a keyboard.
Settings: port = "input:input/by-id/usb-MAKER-event-kbd" (under the ports folder, /dev). The device is taken for the
    hall alone, so that its keys reach no screen; the user needs the group "input".
Options: counters = {"1" = "z01"} (the one counter where it lies); levels = {"1" = "very_satisfied", …} what is typed to
    mark; confirm = false (true: the last digit counts when Enter is pressed); same_key_quiet_s = 0.5 (the same key
    again within this time is one press).
Example: kind = "evaluator", driver = "keypad", port = "input:input/by-id/usb-1a2c_USB_Keypad-event-kbd",
    [device.options] counters = {"1" = "z01"}, levels = {"5" = "very_satisfied", "4" = "satisfied"}.
Bytes: the kernel's struct input_event, 24 bytes: time, type 1 (key), code, 1 pressed or 0 let go.
Document: linux/input.h, linux/input-event-codes.h. Which key means what, and whether Enter follows, differs between
    makes and is left to the settings.
Tried: twin only (devices/simulated/evaluators/press_twin.py).
"""

import time
from collections.abc import Callable, Sequence
from typing import Annotated, Final

from pydantic import Field, StringConstraints

from config.settings.plan_files import DeviceSettings
from config.vocabulary import CounterId, DeviceState, Level
from devices.drivers.evaluator.marks import Address, CounterName, MarkOptions, Marks
from devices.drivers.options import Site, read_options
from devices.faults import SettingsWrong
from devices.frames.scanners.keys import KeyReader
from devices.kinds.driver import Feeling
from devices.kinds.evaluator import MarkPressed
from devices.ports.address import InputAddress
from devices.ports.input_port import InputPort

WATCH_S: Final = 0.1
QUIET_S: Final = 0.3
"""A key's event does not pause this long: half of one is given up."""
ENTER: Final = "\r"
Sign = Annotated[str, StringConstraints(pattern=r"^[!-~ ]$")]


class KeypadOptions(MarkOptions):
    """Where it lies, and what its keys mean."""

    counters: Annotated[dict[Address, CounterName], Field(min_length=1, max_length=1)]
    levels: Annotated[dict[Sign, Level], Field(min_length=1)]
    confirm: bool = False


class Keypad:
    """Listens to keys only."""

    pause_s = 0.0
    """None: a step waits for the keypad itself."""

    def __init__(self, settings: DeviceSettings, site: Site, clock: Callable[[], float] = time.monotonic) -> None:
        self._options = read_options(KeypadOptions, settings.options)
        address = site.address(settings)
        if not isinstance(address, InputAddress):
            raise SettingsWrong("this driver needs an input: port")
        self._counter = CounterId(next(iter(self._options.counters.values())))
        self.counters = frozenset({self._counter})
        self._marks = Marks(self._options, clock)
        self._keys = KeyReader()
        self._typed = ""
        self._clock = clock
        self._heard_s = 0.0
        self._port = InputPort(address)

    def open(self) -> None:
        """Take the keypad. Raises PortGone."""
        self._keys.forget()
        self._marks.forget()
        self._typed = ""
        self._port.open()

    def step(self) -> Sequence[MarkPressed]:
        """Listen for a while. Raises PortGone."""
        came, now = self._port.read(WATCH_S), self._clock()
        if came:
            self._heard_s = now
        elif now - self._heard_s > QUIET_S:
            self._keys.forget()
        return [mark for sign in self._keys.feed(came).decode("ascii") for mark in self._key(sign)]

    def feeling(self) -> Feeling:
        """Ok while it is there, with all counts."""
        return Feeling(DeviceState.OK, counters=dict(self._marks.counts))

    def close(self) -> None:
        """Give the keypad back."""
        self._port.close()

    def _key(self, sign: str) -> Sequence[MarkPressed]:
        if self._options.confirm and sign != ENTER:
            self._typed = sign
            return []
        if sign == ENTER:
            sign, self._typed = self._typed, ""
        level = self._options.levels.get(sign)
        if level is None:
            self._marks.counts["unknown_key"] += bool(sign)
            return []
        return self._marks.pressed(self._counter, level)
