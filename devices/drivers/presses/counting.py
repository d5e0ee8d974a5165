"""Whose counter a key is, one press for a key that bounces, and the counts."""

from collections import Counter
from collections.abc import Callable
from typing import Annotated, Final

from pydantic import Field, StringConstraints

from config.counted import Counted
from config.vocabulary import NAME_PATTERN, CounterId
from devices.drivers.options import Options
from devices.kinds.call_pad import PadKey, PadPressed
from devices.kinds.evaluator import MarkPressed
from devices.kinds.pad_key import Meaning

Address = Annotated[str, StringConstraints(pattern=r"^[0-9]{1,3}$")]
CounterName = Annotated[str, StringConstraints(pattern=NAME_PATTERN)]
Pressed = PadPressed | MarkPressed
BOUNCE_S: Final = 0.5
"""The same key again within this time is one press."""


class PressOptions(Options):
    """How long a key may bounce."""

    same_key_quiet_s: Annotated[float, Field(ge=BOUNCE_S, le=10)] = BOUNCE_S


class Presses:
    """The presses of one port."""

    def __init__(self, options: PressOptions, clock: Callable[[], float]) -> None:
        self._quiet_s = options.same_key_quiet_s
        self._clock = clock
        self._last: dict[tuple[CounterId, Meaning], float] = {}
        self.counts: Counter[Counted] = Counter()

    def forget(self) -> None:
        """Nothing was pressed yet."""
        self._last.clear()

    def pressed(self, counter: CounterId, key: Meaning, ticket: str = "") -> list[Pressed]:
        """The event of a press, or none for the same key within its quiet time."""
        now = self._clock()
        before = self._last.get((counter, key))
        self._last[counter, key] = now
        if before is not None and now - before < self._quiet_s:
            self.counts[Counted.REPEATS] += 1
            return []
        self.counts[Counted.PRESSES] += 1
        return [PadPressed(counter, key) if isinstance(key, PadKey) else MarkPressed(counter, key, ticket)]
