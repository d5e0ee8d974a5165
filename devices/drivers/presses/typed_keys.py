"""A device of keys on USB (HID) that stands at one counter: what the drivers of evaluators and of call pads share."""

from collections.abc import Callable, Mapping, Sequence
from typing import Annotated, Final

from pydantic import AfterValidator, Field

from config.counted import Counted
from config.settings.plan_files import DeviceSettings
from config.vocabulary import CounterId, DeviceState
from devices.drivers.options import Site
from devices.drivers.presses.counting import Address, CounterName, Pressed, Presses, PressOptions
from devices.faults import SettingsWrong
from devices.frames.scanners.keys import ENTER, SHIFTED, KeyReader, key_code, key_name
from devices.kinds.driver import Feeling
from devices.kinds.pad_key import Meaning
from devices.ports.address import InputAddress
from devices.ports.input_port import InputPort

WATCH_S: Final = 0.1
QUIET_S: Final = 0.3
"""A key's event does not pause this long: half of one is given up."""
CONFIRM: Final = key_name(ENTER)


def _as_pressed(name: str) -> str:
    """As the reader tells it: a sign that needs shift stays itself. Raises ValueError."""
    return name if name in SHIFTED.values() else key_name(key_code(name))


KeyText = Annotated[str, AfterValidator(_as_pressed)]
"""A key in the settings: its sign, its name, or its number."""


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
        if options.confirm and CONFIRM in meanings:
            raise SettingsWrong(f"options: confirm: then {CONFIRM} confirms and means nothing itself")
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
        return [event for key in self._keys.keys(came) for event in self._key(key)]

    def feeling(self) -> Feeling:
        """Ok while it is there, with all counts."""
        return Feeling(DeviceState.OK, counters=dict(self._presses.counts))

    def close(self) -> None:
        """Give the device back."""
        self._port.close()

    def _key(self, key: str) -> Sequence[Pressed]:
        """A key that stays silent until Enter must be one that could mean something: some pads send Num Lock too."""
        if self._confirm:
            if key != CONFIRM and (key in self._meanings or len(key) == 1):
                self._typed = key
                return []
            if key == CONFIRM:
                key, self._typed = self._typed, ""
        meaning = self._meanings.get(key)
        if meaning is None:
            self._presses.counts[Counted.UNKNOWN_KEY] += 1
            return []
        return self._presses.pressed(self._counter, meaning)
