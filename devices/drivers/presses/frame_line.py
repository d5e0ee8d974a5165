"""A serial line on which each key has its own frame: what the drivers of evaluators and of call pads share."""

from collections.abc import Callable, Mapping, Sequence
from typing import Annotated, Final

from pydantic import Field

from config.settings.plan_files import DeviceSettings
from config.vocabulary import DeviceState
from devices.drivers.options import Site
from devices.drivers.presses.counting import Address, CounterName, Pressed, Presses, PressOptions
from devices.faults import SettingsWrong
from devices.frames.evaluators.known_frames import KnownFrames
from devices.frames.evaluators.press_frames import press_frames
from devices.kinds.driver import Feeling
from devices.kinds.pad_key import Meaning
from devices.ports.address import SerialAddress
from devices.ports.byte_port import byte_port

BAUD_DEFAULT: Final = 9_600
WAIT_S: Final = 0.1
QUIET_S: Final = 0.2
"""A frame does not pause this long: what is held is given up."""
FRAMES_MAX: Final = 20
"""For one address."""


class LineOptions(PressOptions):
    """Who is on the line, and what each press is answered with."""

    counters: Annotated[dict[Address, CounterName], Field(min_length=1)]
    answer: str = ""


class FrameLine:
    """Listens to known frames."""

    pause_s = 0.0
    """None: a step waits on the line itself."""

    def __init__(
        self,
        settings: DeviceSettings,
        site: Site,
        clock: Callable[[], float],
        options: LineOptions,
        forms: Mapping[str, Meaning],
    ) -> None:
        try:
            table = press_frames(forms, options.counters, options.answer)
            self._frames = KnownFrames(table)
        except ValueError as wrong:
            raise SettingsWrong(f"options: {wrong}") from None
        self.counters = frozenset(press.counter for press in table.values())
        self._presses = Presses(options, clock)
        address = site.address(settings)
        baud = address.baud if isinstance(address, SerialAddress) else None
        self._port = byte_port(address, baud or BAUD_DEFAULT)
        self._clock = clock
        self._heard_s = 0.0

    def open(self) -> None:
        """Claim the line; a key's box speaks only when pressed. Raises PortGone."""
        self._frames.end_of_talk()
        self._presses.forget()
        self._port.open()

    def step(self) -> Sequence[Pressed]:
        """Hear what was pressed, and answer it where that is wanted. Raises PortGone."""
        came, now = self._port.read(WAIT_S), self._clock()
        if came:
            self._heard_s = now
        quiet = not came and now - self._heard_s > QUIET_S
        found = self._frames.feed(came) if not quiet else self._frames.end_of_talk()
        for press in found:
            if press.answer:
                self._port.write(press.answer)
        return [event for press in found for event in self._presses.pressed(press.counter, press.key)]

    def feeling(self) -> Feeling:
        """Ok while the line is there, with all counts."""
        return Feeling(DeviceState.OK, counters={**self._presses.counts, **self._frames.dropped})

    def close(self) -> None:
        """Let go of the line."""
        self._port.close()
