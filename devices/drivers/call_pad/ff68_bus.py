"""RS-485 bus of call pads with attached evaluators ("FF 68"), one bus for all counters.

Device: call pads with display, and evaluators that hang on them and share their address.
Settings: port = "serial:NAME?baud=9600" (8N1) or "tcp:HOST:PORT" behind a serial server.
Options: counters = {"1" = "z01", …} address to counter; levels = {"1" = "very_satisfied", …} evaluator key to level.
Bytes: pad keys 0C 0D 0B 0E 12 13 11 and digit + 0F (6 no-show, 0 hold, 3 call back), evaluator FUNC 11,
    an echo for every frame, a stranger's too, display FUNC 02.
Document: none published; as in JackQChen/QueueSystem, a system in use in Chinese halls.
Tried: twin only (devices/simulated/evaluators/ff68_twin.py).
"""

import time
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Annotated, Final

from pydantic import Field, StringConstraints

from config.counted import Counted
from config.settings.plan_files import DeviceSettings
from config.vocabulary import NAME_PATTERN, CounterId, DeviceState, Level
from devices.drivers.options import Options, Site, read_options
from devices.faults import SettingsWrong
from devices.frames.evaluators.ff68 import FUNC_EVALUATION, Ff68Frame, Ff68Reader, display_frame
from devices.kinds.call_pad import PadKey, PadPressed
from devices.kinds.driver import Feeling
from devices.kinds.evaluator import MarkPressed
from devices.ports.address import SerialAddress
from devices.ports.byte_port import byte_port

BAUD_DEFAULT: Final = 9_600
WAIT_S: Final = 0.05
"""How long a step waits for a press; also the most that a display order waits."""
QUIET_S: Final = 0.2
"""A frame does not pause this long: what is held is given up."""
REPEAT_S: Final = 0.5
"""The same key of the same counter again within this time is one press (a pad repeats when it misses the echo)."""
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

Address = Annotated[str, StringConstraints(pattern=r"^[0-9]{1,3}$")]
CounterName = Annotated[str, StringConstraints(pattern=NAME_PATTERN)]


class BusOptions(Options):
    """Who is on the bus, and what the evaluators' keys mean here."""

    counters: Annotated[dict[Address, CounterName], Field(min_length=1)]
    levels: dict[Address, Level] = Field(default_factory=dict)


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
        address = site.address(settings)
        baud = address.baud if isinstance(address, SerialAddress) else None
        self._port = byte_port(address, baud or BAUD_DEFAULT)
        self._clock = clock
        self._frames = Ff68Reader()
        self._counters: Counter[Counted] = Counter()
        self._heard_s = 0.0
        self._last_press: dict[tuple[int, bytes], float] = {}

    @property
    def pause_s(self) -> float:
        """None: a step waits on the line itself."""
        return 0.0

    def open(self) -> None:
        """Claim the line. A bus greets nobody: pads speak only when pressed."""
        self._frames.end_of_talk()
        self._last_press.clear()
        self._port.open()

    def step(self) -> Sequence[PadPressed | MarkPressed]:
        """Hear what was pressed and echo it. Raises PortGone."""
        came = self._port.read(WAIT_S)
        now = self._clock()
        if came:
            self._heard_s = now
            frames = self._frames.feed(came)
        else:
            frames = self._frames.end_of_talk() if now - self._heard_s > QUIET_S else []
        return [event for frame in frames for event in self._answer(frame, now)]

    def feeling(self) -> Feeling:
        """Ok while the line is there, with all counts."""
        identity = f"{len(self._counter_at)} pads"
        return Feeling(DeviceState.OK, identity=identity, counters={**self._counters, **self._frames.dropped})

    def close(self) -> None:
        """Let go of the line."""
        self._port.close()

    def show_number(self, counter: CounterId, digits: str) -> None:
        """Show the last three digits on a pad. Raises PortGone."""
        self._port.write(display_frame(self._address_of[counter], digits).to_bytes())
        self._counters[Counted.SHOWN] += 1

    def _answer(self, frame: Ff68Frame, now: float) -> Sequence[PadPressed | MarkPressed]:
        self._port.write(frame.echo().to_bytes())
        counter = self._counter_at.get(frame.address)
        if counter is None:
            self._counters[Counted.UNKNOWN_ADDRESS] += 1
            return []
        event = self._event(counter, frame)
        if event is None:
            self._counters[Counted.UNKNOWN_KEY] += 1
            return []
        if self._repeated(frame, now):
            self._counters[Counted.REPEATS] += 1
            return []
        self._counters[Counted.PRESSES] += 1
        return [event]

    def _event(self, counter: CounterId, frame: Ff68Frame) -> PadPressed | MarkPressed | None:
        if frame.func == FUNC_EVALUATION:
            level = self._levels.get(frame.data[0])
            return MarkPressed(counter, level) if level else None
        key = pad_key(frame.data)
        return PadPressed(counter, key) if key else None

    def _repeated(self, frame: Ff68Frame, now: float) -> bool:
        what = (frame.address, bytes([frame.func]) + frame.data)
        before = self._last_press.get(what)
        self._last_press = {press: at for press, at in self._last_press.items() if now - at < REPEAT_S}
        self._last_press[what] = now
        return before is not None and now - before < REPEAT_S


def pad_key(data: bytes) -> PadKey | None:
    """The key in a pad's frame: its last byte, or the digit before *confirm*."""
    if data[-1] != CONFIRM:
        return KEYS.get(data[-1])
    return CONFIRMED_KEYS.get(data[-2]) if len(data) > 1 else None
