"""Whose counter a key is, one press for a key that bounces, and the counts."""

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Annotated, Final

from pydantic import AfterValidator, Field, StringConstraints

from config.counted import Counted
from config.settings.values.shapes import NameText
from config.vocabulary import NAME_PATTERN, CounterId
from devices.drivers.options import Options, refuse_unused
from devices.kinds.call_pad import PadKey, PadPressed
from devices.kinds.evaluator import MarkPressed
from devices.kinds.pad_key import WITHOUT_USE, Meaning

Address = Annotated[str, StringConstraints(pattern=r"^[0-9]{1,3}$")]
CounterName = Annotated[str, StringConstraints(pattern=NAME_PATTERN)]
Pressed = PadPressed | MarkPressed
BOUNCE_S: Final = 0.5
"""The same key again within this time is one press."""


class PressOptions(Options):
    """How long a key may bounce."""

    same_key_quiet_s: Annotated[float, Field(ge=BOUNCE_S, le=10)] = BOUNCE_S


def _of_use(key: PadKey) -> PadKey:
    if key in WITHOUT_USE:
        raise ValueError(f"nothing follows from {key}")
    return key


Wish = Annotated[PadKey, AfterValidator(_of_use)]
"""What a hall can have a key mean."""


class PadOptions(PressOptions):
    """Where clerks' keys send a visitor on: counter to service."""

    transfer_to: dict[CounterName, NameText] = Field(default_factory=dict)

    def fit(self, wishes: Iterable[PadKey]) -> None:
        """Are they of use with what the keys mean? Raises SettingsWrong where no key sends anybody on."""
        if PadKey.TRANSFER not in wishes:
            refuse_unused(self, ["transfer_to"], "no key means transfer (keys)")


class Presses:
    """The presses of one port."""

    def __init__(self, options: PressOptions, clock: Callable[[], float]) -> None:
        self._quiet_s = options.same_key_quiet_s
        self._transfer_to = options.transfer_to if isinstance(options, PadOptions) else {}
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
        if not isinstance(key, PadKey):
            return [MarkPressed(counter, key, ticket)]
        to = self._transfer_to.get(counter, "") if key is PadKey.TRANSFER else ""
        return [PadPressed(counter, key, service=to)]
