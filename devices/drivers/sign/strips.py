"""What the drivers of all signs share: who hangs where, what should stand there, who is silent.

An order only says what should stand on a sign; one sign is told, or asked how it is, with each step. So the newest face
wins, and a sign that was away is told when it is back. Makes that never answer are told again now and then.
"""

import time
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Callable
from typing import Annotated, Final, Never, TypeVar

from pydantic import Field, StringConstraints

from config.counted import Counted
from config.settings.plan_files import DeviceSettings
from config.vocabulary import NAME_PATTERN, CounterId, DeviceState, Trouble
from devices.drivers.options import Options, Site
from devices.faults import NoAnswer, SettingsWrong, SignRefuses
from devices.kinds.driver import Feeling
from devices.kinds.sign_face import SignFace
from devices.ports.address import SerialAddress
from devices.ports.byte_port import BytePort, byte_port

LISTEN_S: Final = 0.02
"""How long an idle step listens: only so is a port noticed that went away."""
PAUSE_S: Final = 0.2
ASK_EVERY_S: Final = 1.0
"""How often each sign that can answer is heard."""
TRIES: Final = 2
BITS_PER_BYTE: Final = 10
NAMED_MAX: Final = 5
"""So many signs are named in the detail of a trouble."""
Address = Annotated[str, StringConstraints(pattern=r"^[0-9]{1,5}$")]
Answer = TypeVar("Answer")
CounterName = Annotated[str, StringConstraints(pattern=NAME_PATTERN)]


class SignOptions(Options):
    """Where the counters' signs are."""

    counters: Annotated[dict[Address, CounterName], Field(min_length=1)]

    @property
    def told_again_s(self) -> float | None:
        """After which time a sign is told again; None: these answer, and are asked how they are instead."""
        return None


class MuteOptions(SignOptions):
    """Where the signs of counters are that never answer."""

    repeat_s: Annotated[float, Field(gt=0, le=3_600)] = 60.0
    """Such a sign may have been switched off meanwhile."""

    @property
    def told_again_s(self) -> float | None:
        """Again and again."""
        return self.repeat_s


class Strips(ABC):
    """All signs on one port."""

    def __init__(
        self,
        settings: DeviceSettings,
        site: Site,
        options: SignOptions,
        baud: int,
        address_max: int,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._address_of = {CounterId(name): int(address) for address, name in options.counters.items()}
        addresses = set(self._address_of.values())
        if len(addresses) < len(options.counters) or max(addresses) > address_max:
            wrong = f"an address or counter stands twice, or an address is above {address_max}"
            raise SettingsWrong(f"options: counters: {wrong}")
        self.counters = frozenset(self._address_of)
        self._repeat_s = options.told_again_s
        address = site.address(settings)
        self._baud = address.baud or baud if isinstance(address, SerialAddress) else baud
        self._port: BytePort = byte_port(address, self._baud)
        self._clock = clock
        self._counts: Counter[Counted] = Counter()
        self._faces: dict[CounterId, SignFace] = {}
        self._due: dict[CounterId, None] = {}
        self._told_s: dict[CounterId, float] = {}
        self._tried_s: dict[CounterId, float] = {}
        self._heard: set[CounterId] = set()
        self._silent: set[CounterId] = set()
        self._refused: dict[CounterId, str] = {}
        self._ready_s = 0.0

    @property
    def pause_s(self) -> float:
        """Short while something is to be told, never none: between two frames there may have to be a pause."""
        now = self._clock()
        return min(max(self._ready_s - now, 0.0), PAUSE_S) if self._to_tell(now) else PAUSE_S

    def open(self) -> None:
        """Claim the port; what stands on the signs is not known."""
        for each in (self._faces, self._due, self._told_s, self._tried_s, self._heard, self._silent, self._refused):
            each.clear()
        self._ready_s = self._clock()
        self._port.open()

    def show_face(self, counter: CounterId, face: SignFace) -> None:
        """Have this stand on the sign soon."""
        if self._faces.get(counter) != face:
            self._faces[counter] = face
            self._due[counter] = None

    def step(self) -> list[Never]:
        """Tell one sign, or ask one, or listen whether the port is there. Raises PortGone."""
        now = self._clock()
        if now < self._ready_s:
            return []
        told = self._to_tell(now)
        asked = self._to_ask(now) if told is None and self._repeat_s is None else None
        if told is not None:
            self._tell_one(told)
        elif asked is not None:
            self._ask_one(asked)
        else:
            self._port.read(LISTEN_S)
        if self._repeat_s is not None:
            self._again(now, self._repeat_s)
        return []

    def feeling(self) -> Feeling:
        """Ok while the port is there and everybody who could answer does."""
        state, trouble, detail = self._state()
        signs = f"signs: {len(self._address_of)}{'' if self._repeat_s is None else ', that never answer'}"
        return Feeling(state, trouble, detail, signs, dict(self._counts))

    def close(self) -> None:
        """Let go of the port."""
        self._port.close()

    @abstractmethod
    def _tell(self, counter: CounterId, address: int, face: SignFace) -> None:
        """Put this onto the sign. Raises NoAnswer, SignRefuses, PortGone."""

    def _ask(self, address: int) -> None:
        """Make the sign answer. Raises NoAnswer, SignRefuses, PortGone; a make that never answers is never asked."""
        raise NoAnswer(f"nothing can make the sign at {address} answer")

    def _write(self, frame: bytes, gap_s: float = 0.0) -> None:
        """Send a frame; with a gap, the next one goes no sooner than after this one's time on the line and the gap."""
        self._port.write(frame)
        if gap_s:
            self._ready_s = self._clock() + len(frame) * BITS_PER_BYTE / self._baud + gap_s

    def _exchange(self, frame: bytes, hear: Callable[[bytes], Answer | None], timeout_s: float) -> Answer:
        """Send a frame and wait for what ``hear`` takes for its answer; once more if none comes. Raises NoAnswer."""
        for _ in range(TRIES):
            self._port.forget_input()
            self._port.write(frame)
            until = time.monotonic() + timeout_s
            while (left := until - time.monotonic()) > 0:
                answer = hear(self._port.read(left))
                if answer is not None:
                    return answer
        raise NoAnswer

    def _replaced(self, count: int) -> None:
        """Count signs of a text that could not be shown."""
        if count:
            self._counts[Counted.UNSHOWABLE] += count

    def _tell_one(self, counter: CounterId) -> None:
        address, face = self._address_of[counter], self._faces[counter]
        if self._try(counter, lambda: self._tell(counter, address, face)):
            self._counts[Counted.SHOWN] += 1
            self._told_s[counter] = self._clock()
            self._due.pop(counter)
            self._refused.pop(counter, None)

    def _ask_one(self, counter: CounterId) -> None:
        if self._try(counter, lambda: self._ask(self._address_of[counter])) and counter not in self._due:
            self._refused.pop(counter, None)

    def _try(self, counter: CounterId, act: Callable[[], None]) -> bool:
        """Talk with one sign; what it does wrong stays with it. True when it did what was asked."""
        if self._silent == self.counters:
            self._port.open()
        self._tried_s[counter] = self._clock()
        try:
            act()
        except NoAnswer:
            self._counts[Counted.NO_ANSWER] += 1
            self._silent.add(counter)
            return False
        except SignRefuses as fault:
            self._counts[Counted.REFUSED] += 1
            self._refused[counter] = str(fault)
            self._heard_from(counter)
            return False
        self._heard_from(counter)
        return True

    def _heard_from(self, counter: CounterId) -> None:
        """One that was silent may have been switched off: it is told what should stand there."""
        self._heard.add(counter)
        if counter in self._silent:
            self._silent.remove(counter)
            if counter in self._faces:
                self._due[counter] = None

    def _to_tell(self, now: float) -> CounterId | None:
        """Whose face is new and who can be told: not while silent, and what was refused only now and then."""
        for counter in self._due:
            resting = counter in self._refused and now - self._tried_s[counter] < ASK_EVERY_S
            if counter not in self._silent and not resting:
                return counter
        return None

    def _to_ask(self, now: float) -> CounterId | None:
        """Whoever was not heard for the longest time, if that is too long."""
        counter = min(self._address_of, key=lambda each: self._tried_s.get(each, -ASK_EVERY_S))
        return counter if now - self._tried_s.get(counter, now - ASK_EVERY_S) >= ASK_EVERY_S else None

    def _again(self, now: float, repeat_s: float) -> None:
        for counter, told_s in self._told_s.items():
            if now - told_s >= repeat_s:
                self._due[counter] = None

    def _state(self) -> tuple[DeviceState, Trouble, str]:
        if self._repeat_s is not None:
            return DeviceState.OK, Trouble.NONE, ""
        if self._silent:
            everybody = self._silent == self.counters
            return DeviceState.DOWN if everybody else DeviceState.WARNING, Trouble.NO_ANSWER, _named(self._silent)
        if not self._heard:
            return DeviceState.DOWN, Trouble.STARTING, ""
        if self._refused:
            counter, why = next(iter(self._refused.items()))
            return DeviceState.WARNING, Trouble.SIGN_REFUSES, f"{counter}: {why}"
        return DeviceState.OK, Trouble.NONE, ""


def _named(counters: set[CounterId]) -> str:
    more = f" and {len(counters) - NAMED_MAX} more" if len(counters) > NAMED_MAX else ""
    return ", ".join(sorted(counters)[:NAMED_MAX]) + more
