"""What the drivers of all speakers share: the calls that wait, and that one thing is said at a time.

A call is said in each language, and so often as the settings say, before the next one begins. What waits is bounded by
number and by age, counted from the call itself: one that nobody can be told in time any more is left out, and counted.
So is one that is over before its turn comes.
"""

import time
from abc import ABC, abstractmethod
from collections import Counter, deque
from collections.abc import Callable, Sequence
from typing import Annotated, Final, Generic, Never, TypeVar

from pydantic import Field, StringConstraints

from config.counted import Counted
from config.vocabulary import NAME_PATTERN, CounterId
from devices.drivers.options import Options
from devices.kinds.speaker import CallToSay

PAUSE_S: Final = 0.2
SOUNDING_PAUSE_S: Final = 0.05
"""How soon the end of a sound is noticed."""
WAITING_MAX: Final = 64
TIMES_MAX: Final = 5
CounterName = Annotated[str, StringConstraints(pattern=NAME_PATTERN)]
Part = TypeVar("Part")


class SpeakerOptions(Options):
    """Options of every speaker."""

    only_counters: tuple[CounterName, ...] = ()
    times: Annotated[int, Field(ge=1, le=TIMES_MAX)] = 1
    """How often one call is said."""
    waiting_max: Annotated[int, Field(ge=1, le=WAITING_MAX)] = 12
    wait_max_s: Annotated[float, Field(ge=1, le=600)] = 30.0
    """A call of so long ago is not said any more; its news on the wire is good for as long."""


class Speaking(ABC, Generic[Part]):
    """All that is said on one port; a part is one sentence in one language."""

    def __init__(self, options: SpeakerOptions, clock: Callable[[], float] = time.monotonic) -> None:
        self.only_counters = frozenset(CounterId(name) for name in options.only_counters)
        self._limits = options
        self._clock = clock
        self._counts: Counter[Counted] = Counter()
        self._waiting: deque[tuple[float, CallToSay]] = deque()
        self._parts: deque[Part] = deque()
        """What is still to be said of the call whose turn it is."""
        self._saying: Part | None = None
        self._in_hand: CallToSay | None = None
        """The call whose turn it is."""

    @property
    def pause_s(self) -> float:
        """Short while something sounds or waits."""
        return SOUNDING_PAUSE_S if self._saying is not None or self._parts or self._waiting else PAUSE_S

    def say_call(self, call: CallToSay) -> None:
        """Have this said in its turn."""
        self._waiting.append((self._clock() - call.age_s, call))
        if len(self._waiting) > self._limits.waiting_max:
            self._waiting.popleft()
            self._counts[Counted.LEFT_OUT] += 1

    def withdraw_call(self, counter: CounterId, ticket: str) -> None:
        """What of it waits is not said; what sounds comes to its end, and is not said once more."""
        kept = [(since_s, call) for since_s, call in self._waiting if (call.counter, call.ticket) != (counter, ticket)]
        self._counts[Counted.WITHDRAWN] += len(self._waiting) - len(kept)
        self._waiting = deque(kept)
        if self._in_hand is not None and (self._in_hand.counter, self._in_hand.ticket) == (counter, ticket):
            self._parts.clear()

    def step(self) -> list[Never]:
        """Look after what sounds, or begin with the next part. Raises PortGone, NoAnswer."""
        if not self._sounding() and (part := self._next()) is not None:
            self._saying = part
            self._begin(part)
        return []

    @abstractmethod
    def _parts_of(self, call: CallToSay) -> Sequence[Part]:
        """The call once, in each language."""

    @abstractmethod
    def _begin(self, part: Part) -> None:
        """Have this said now; nothing sounds."""

    @abstractmethod
    def _sounding(self) -> bool:
        """Whether something sounds, or nobody knows; looks after the device."""

    def _said(self) -> None:
        """The part that was being said has been heard."""
        self._saying = None
        self._counts[Counted.SAID] += 1

    def _unsaid(self) -> None:
        """It was not heard, or not to its end; it is not begun again, so that nobody hears half a call twice."""
        self._saying = None
        self._counts[Counted.UNSAID] += 1

    def _forget(self) -> None:
        """Nothing from before is said."""
        if self._saying is not None:
            self._unsaid()
        if self._waiting:
            self._counts[Counted.LEFT_OUT] += len(self._waiting)
        self._waiting.clear()
        self._parts.clear()

    def _next(self) -> Part | None:
        while not self._parts and self._waiting:
            since_s, call = self._waiting.popleft()
            if self._clock() - since_s > self._limits.wait_max_s:
                self._counts[Counted.LEFT_OUT] += 1
            else:
                self._in_hand = call
                self._parts.extend([*self._parts_of(call)] * self._limits.times)
        return self._parts.popleft() if self._parts else None
