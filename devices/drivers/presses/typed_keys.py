"""A device of keys on USB (HID) that stands at one counter: what the drivers of evaluators and of call pads share."""

from collections.abc import Callable, Mapping, Sequence
from typing import Annotated, Final

from pydantic import Field, StringConstraints

from config.counted import Counted
from config.settings.plan_files import DeviceSettings
from config.vocabulary import CounterId, DeviceState
from devices.drivers.options import Site
from devices.drivers.presses.counting import Address, CounterName, Pressed, Presses, PressOptions
from devices.faults import SettingsWrong
from devices.frames.scanners.keys import KeyReader
from devices.kinds.driver import Feeling
from devices.kinds.pad_key import Meaning
from devices.ports.address import InputAddress
from devices.ports.input_port import InputPort

WATCH_S: Final = 0.1
QUIET_S: Final = 0.3
"""A key's event does not pause this long: half of one is given up."""
ENTER: Final = "\r"
Sign = Annotated[str, StringConstraints(pattern=r"^[!-~ ]$")]


class TypedOptions(PressOptions):
    """Where it lies."""

    counters: Annotated[dict[Address, CounterName], Field(min_length=1, max_length=1)]
    confirm: bool = False


class TypedKeys:
    """Listens to keys only."""

    pause_s = 0.0
    """None: a step waits for the keys themselves."""

    def __init__(
        self,
        settings: DeviceSettings,
        site: Site,
        clock: Callable[[], float],
        options: TypedOptions,
        meanings: Mapping[str, Meaning],
    ) -> None:
        address = site.address(settings)
        if not isinstance(address, InputAddress):
            raise SettingsWrong("this driver needs an input: port")
        self._confirm = options.confirm
        self._meanings = meanings
        self._counter = CounterId(next(iter(options.counters.values())))
        self.counters = frozenset({self._counter})
        self._presses = Presses(options, clock)
        self._keys = KeyReader()
        self._typed = ""
        self._clock = clock
        self._heard_s = 0.0
        self._port = InputPort(address)

    def open(self) -> None:
        """Take the device. Raises PortGone."""
        self._keys.forget()
        self._presses.forget()
        self._typed = ""
        self._port.open()

    def step(self) -> Sequence[Pressed]:
        """Listen for a while. Raises PortGone."""
        came, now = self._port.read(WATCH_S), self._clock()
        if came:
            self._heard_s = now
        elif now - self._heard_s > QUIET_S:
            self._keys.forget()
        return [event for sign in self._keys.feed(came).decode("ascii") for event in self._key(sign)]

    def feeling(self) -> Feeling:
        """Ok while it is there, with all counts."""
        return Feeling(DeviceState.OK, counters=dict(self._presses.counts))

    def close(self) -> None:
        """Give the device back."""
        self._port.close()

    def _key(self, sign: str) -> Sequence[Pressed]:
        if self._confirm and sign != ENTER:
            self._typed = sign
            return []
        if sign == ENTER:
            sign, self._typed = self._typed, ""
        meaning = self._meanings.get(sign)
        if meaning is None:
            self._presses.counts[Counted.UNKNOWN_KEY] += bool(sign)
            return []
        return self._presses.pressed(self._counter, meaning)
