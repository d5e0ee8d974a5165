"""RS-485 bus of call pads with attached evaluators ("FF 68"), one bus for all counters.

Device: call pads with display, and evaluators that hang on them and share their address.
Settings: port = "serial:NAME?baud=9600" (8N1) or "tcp:HOST:PORT" behind a serial server.
Options: counters = {"1" = "z01", …} address to counter; levels = {"1" = "very_satisfied", …} evaluator key to level;
    transfer_to = {"z01" = "SERVICE", …} where the key *transfer* sends to; keys = {"cancel" = "no_show", …} keys that
    mean another one here; same_key_quiet_s = 0.5 (the same key again within this time is one press: a pad repeats when
    it misses the echo).
Example: kind = "call_pad", driver = "ff68_bus", port = "serial:hall/pads?baud=9600", [device.options] counters = {"1" =
    "z01", "2" = "z02"}, levels = {"1" = "very_satisfied", "2" = "satisfied", "3" = "basically_satisfied", "4" =
    "dissatisfied", "5" = "very_dissatisfied"}.
Bytes: pad keys 0C call_next, 0D call_again, 0B ask_evaluation, 0E cancel, 12 pause, 13 transfer, 11 stand_behind_line
    and digit + 0F (6 no_show, 0 hold, 3 call_back), evaluator FUNC 11, an echo for every frame, a stranger's too,
    display FUNC 02.
Document: none published; as in JackQChen/QueueSystem, a system in use in Chinese halls. It does nothing at cancel (at
    first a second key for a no-show) and at stand_behind_line, and puts the number back at transfer. Here these three
    lead to nothing until the hall says what they mean, and such a press is counted.
Tried: twin only (devices/simulated/evaluators/ff68_twin.py).
"""

import time
from collections.abc import Callable, Sequence
from typing import Annotated, Final

from pydantic import Field

from config.counted import Counted
from config.settings.plan_files import DeviceSettings
from config.vocabulary import CounterId, DeviceState, Level
from devices.drivers.options import Site, read_options
from devices.drivers.presses.counting import Address, CounterName, PadOptions, Pressed, Presses, Wish
from devices.faults import SettingsWrong
from devices.frames.evaluators.ff68 import FUNC_EVALUATION, Ff68Frame, Ff68Reader, display_frame
from devices.kinds.call_pad import PadKey
from devices.kinds.driver import Feeling
from devices.kinds.pad_key import Meaning
from devices.ports.address import SerialAddress
from devices.ports.byte_port import byte_port

BAUD_DEFAULT: Final = 9_600
WAIT_S: Final = 0.05
"""How long a step waits for a press; also the most that a display order waits."""
QUIET_S: Final = 0.2
"""A frame does not pause this long: what is held is given up."""
BYTE_MAX: Final = 0xFF
CONFIRM: Final = 0x0F
KEYS: Final = {
    0x0C: PadKey.CALL_NEXT,
    0x0D: PadKey.CALL_AGAIN,
    0x0B: PadKey.ASK_EVALUATION,
    0x0E: PadKey.CANCEL,
    0x12: PadKey.PAUSE,
    0x13: PadKey.TRANSFER,
    0x11: PadKey.STAND_BEHIND_LINE,
}
CONFIRMED_KEYS: Final = {0x06: PadKey.NO_SHOW, 0x00: PadKey.HOLD, 0x03: PadKey.CALL_BACK}


class BusOptions(PadOptions):
    """Who is on the bus, and what keys mean here."""

    counters: Annotated[dict[Address, CounterName], Field(min_length=1)]
    levels: dict[Address, Level] = Field(default_factory=dict)
    keys: dict[PadKey, Wish] = Field(default_factory=dict)


class Ff68Bus:
    """One bus: presses in, echoes and digits out."""

    def __init__(self, settings: DeviceSettings, site: Site, clock: Callable[[], float] = time.monotonic) -> None:
        options = read_options(BusOptions, settings.options)
        self._counter_at = {int(address): CounterId(name) for address, name in options.counters.items()}
        self._address_of = {counter: address for address, counter in self._counter_at.items()}
        if len(self._address_of) != len(options.counters) or max(self._counter_at) > BYTE_MAX:
            raise SettingsWrong("options: counters: an address or counter stands twice, or an address is above 255")
        self.counters = frozenset(self._address_of)
        self._levels = {int(key): level for key, level in options.levels.items()}
        self._keys = options.keys
        options.fit(self._keys.get(key, key) for key in (*KEYS.values(), *CONFIRMED_KEYS.values()))
        self._presses = Presses(options, clock)
        address = site.address(settings)
        baud = address.baud if isinstance(address, SerialAddress) else None
        self._port = byte_port(address, baud or BAUD_DEFAULT)
        self._clock = clock
        self._frames = Ff68Reader()
        self._heard_s = 0.0

    @property
    def pause_s(self) -> float:
        """None: a step waits on the line itself."""
        return 0.0

    def open(self) -> None:
        """Claim the line. A bus greets nobody: pads speak only when pressed."""
        self._frames.end_of_talk()
        self._presses.forget()
        self._port.open()

    def step(self) -> Sequence[Pressed]:
        """Hear what was pressed and echo it. Raises PortGone."""
        came = self._port.read(WAIT_S)
        now = self._clock()
        if came:
            self._heard_s = now
            frames = self._frames.feed(came)
        else:
            frames = self._frames.end_of_talk() if now - self._heard_s > QUIET_S else []
        return [event for frame in frames for event in self._answer(frame)]

    def feeling(self) -> Feeling:
        """Ok while the line is there, with all counts."""
        identity = f"pads: {len(self._counter_at)}, heard when pressed"
        return Feeling(DeviceState.OK, identity=identity, counters={**self._presses.counts, **self._frames.dropped})

    def close(self) -> None:
        """Let go of the line."""
        self._port.close()

    def show_number(self, counter: CounterId, digits: str) -> None:
        """Show the last three digits on a pad. Raises PortGone."""
        self._port.write(display_frame(self._address_of[counter], digits).to_bytes())
        self._presses.counts[Counted.SHOWN] += 1

    def _answer(self, frame: Ff68Frame) -> Sequence[Pressed]:
        self._port.write(frame.echo().to_bytes())
        counter, meaning = self._counter_at.get(frame.address), self._meaning(frame)
        if counter is None or meaning is None:
            self._presses.counts[Counted.UNKNOWN_ADDRESS if counter is None else Counted.UNKNOWN_KEY] += 1
            return []
        return self._presses.pressed(counter, meaning)

    def _meaning(self, frame: Ff68Frame) -> Meaning | None:
        if frame.func == FUNC_EVALUATION:
            return self._levels.get(frame.data[0])
        key = pad_key(frame.data)
        return None if key is None else self._keys.get(key, key)


def pad_key(data: bytes) -> PadKey | None:
    """The key in a pad's frame: its last byte, or the digit before *confirm*."""
    if data[-1] != CONFIRM:
        return KEYS.get(data[-1])
    return CONFIRMED_KEYS.get(data[-2]) if len(data) > 1 else None
