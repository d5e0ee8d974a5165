"""The tablets as devices of the hall: each is there or not, and counts its presses and the refused ones by reason."""

from collections import Counter
from collections.abc import Callable
from datetime import datetime
from typing import Final

from config.settings.user_names import CONSOLE
from config.vocabulary import CounterId, DeviceState, Trouble
from config.wire.message import Message
from config.wire.presence import Health

NAME: Final = "tablet-{}"
PRESSES: Final = "presses"
REFUSED: Final = "refused_{}"


class Tablets:
    """Used on the event loop alone; ``tell`` publishes."""

    def __init__(self, tell: Callable[[Message], object], clock: Callable[[], datetime]) -> None:
        self._tell = tell
        self._clock = clock
        self._open: Counter[CounterId] = Counter()
        self._since: dict[CounterId, datetime] = {}
        self._counts: dict[CounterId, Counter[str]] = {}

    def came(self, counter: CounterId) -> None:
        """A page was opened."""
        self._open[counter] += 1
        if self._open[counter] == 1:
            self._since[counter] = self._clock()
            self._say(counter)

    def went(self, counter: CounterId) -> None:
        """A page was closed, or does not answer."""
        self._open[counter] -= 1
        if not self._open[counter]:
            self._since[counter] = self._clock()
            self._say(counter)

    def pressed(self, counter: CounterId, refusal: str = "") -> None:
        """A visitor judged; ``refusal`` says why that was not taken."""
        counts = self._counts.setdefault(counter, Counter())
        counts[REFUSED.format(refusal) if refusal else PRESSES] += 1
        self._say(counter)

    def _say(self, counter: CounterId) -> None:
        there = self._open[counter] > 0
        health = Health(
            user=CONSOLE,
            device=NAME.format(counter),
            kind="evaluator",
            state=DeviceState.OK if there else DeviceState.DOWN,
            trouble=Trouble.NONE if there else Trouble.PORT_GONE,
            detail="" if there else "the page is not open on any tablet",
            since=self._since.get(counter, self._clock()),
            counters=dict(self._counts.get(counter, {})),
        )
        self._tell(health)
