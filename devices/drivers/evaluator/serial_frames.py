"""Evaluators on a serial line, told by their frames: which bytes mean which mark stands in the settings.

Device: evaluators of three to five keys that send a fixed frame for each key, alone or several on one RS-485 line.
    Their makers publish no protocol: press each key with a terminal program listening, and copy what comes.
Settings: port = "serial:NAME?baud=9600" (8N1) or "tcp:HOST:PORT" behind a serial server.
Options: counters = {"1" = "z01", …} address to counter; marks = {"AA {address} 31 55" = "very_satisfied", …} frame to
    mark, in the order of the keys; answer = "AA {address} 06", sent for each press, where the device waits for one;
    same_key_quiet_s = 0.5 (the same key again within this time is one press).
Example: kind = "evaluator", driver = "serial_frames", port = "serial:pj-1", [device.options] counters = {"1" = "z01"},
    [device.options.marks] "( AA {address} 31 ) {xor}" = "very_satisfied", "( AA {address} 32 ) {xor}" = "satisfied".
Bytes: two hex digits each; {address} where several share a line, else counters has one entry; a checksum or a length
    as in the templates of strips: ( ) is what the checksum counts, [ ] what the length counts.
Document: none published; nothing is assumed here.
Tried: twin only (devices/simulated/evaluators/press_twin.py).
"""

import time
from collections.abc import Callable, Sequence
from typing import Annotated, Final

from pydantic import Field

from config.settings.plan_files import DeviceSettings
from config.vocabulary import DeviceState, Level
from devices.drivers.evaluator.marks import Address, CounterName, MarkOptions, Marks
from devices.drivers.options import Site, read_options
from devices.faults import SettingsWrong
from devices.frames.evaluators.known_frames import KnownFrames
from devices.frames.evaluators.press_frames import press_frames
from devices.kinds.driver import Feeling
from devices.kinds.evaluator import MarkPressed
from devices.ports.address import SerialAddress
from devices.ports.byte_port import byte_port

BAUD_DEFAULT: Final = 9_600
WAIT_S: Final = 0.1
QUIET_S: Final = 0.2
"""A frame does not pause this long: what is held is given up."""


class FrameOptions(MarkOptions):
    """Who is on the line, and what each frame means."""

    counters: Annotated[dict[Address, CounterName], Field(min_length=1)]
    marks: Annotated[dict[str, Level], Field(min_length=1, max_length=20)]
    answer: str = ""


class SerialFrames:
    """Listens to known frames."""

    pause_s = 0.0
    """None: a step waits on the line itself."""

    def __init__(self, settings: DeviceSettings, site: Site, clock: Callable[[], float] = time.monotonic) -> None:
        options = read_options(FrameOptions, settings.options)
        try:
            table = press_frames(options.marks, options.counters, options.answer)
            self._frames = KnownFrames(table)
        except ValueError as wrong:
            raise SettingsWrong(f"options: marks: {wrong}") from None
        self.counters = frozenset(press.counter for press in table.values())
        self._marks = Marks(options, clock)
        address = site.address(settings)
        baud = address.baud if isinstance(address, SerialAddress) else None
        self._port = byte_port(address, baud or BAUD_DEFAULT)
        self._clock = clock
        self._heard_s = 0.0

    def open(self) -> None:
        """Claim the line; an evaluator speaks only when pressed. Raises PortGone."""
        self._frames.end_of_talk()
        self._marks.forget()
        self._port.open()

    def step(self) -> Sequence[MarkPressed]:
        """Hear what was pressed, and answer it where that is wanted. Raises PortGone."""
        came, now = self._port.read(WAIT_S), self._clock()
        if came:
            self._heard_s = now
        quiet = not came and now - self._heard_s > QUIET_S
        found = self._frames.feed(came) if not quiet else self._frames.end_of_talk()
        for press in found:
            if press.answer:
                self._port.write(press.answer)
        return [mark for press in found for mark in self._marks.pressed(press.counter, press.level)]

    def feeling(self) -> Feeling:
        """Ok while the line is there, with all counts."""
        return Feeling(DeviceState.OK, counters={**self._marks.counts, **self._frames.dropped})

    def close(self) -> None:
        """Let go of the line."""
        self._port.close()
