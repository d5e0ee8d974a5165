"""The tablets as devices of the hall: each is there or not, and counts its presses and the refused ones by reason."""

import asyncio
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
TELL_PAUSE_S: Final = 1.0
"""Presses that come too often are told together, at most this often: or each would be a message to everybody."""


class Tablets:
    """Used on the event loop alone; ``tell`` publishes."""

    def __init__(self, tell: Callable[[Message], object], clock: Callable[[], datetime]) -> None:
        self._tell = tell
        self._clock = clock
        self._open: Counter[CounterId] = Counter()
        self._since: dict[CounterId, datetime] = {}
        self._counts: dict[CounterId, Counter[str]] = {}
        self._due: set[CounterId] = set()
        """Counted, and told in a moment."""

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
        self._count(counter, REFUSED.format(refusal) if refusal else PRESSES)
        self._say(counter)

    def pressed_too_often(self, counter: CounterId, refusal: str) -> None:
        """The same for one of many presses in a short time."""
        self._count(counter, REFUSED.format(refusal))
        if counter not in self._due:
            self._due.add(counter)
            asyncio.get_running_loop().call_later(TELL_PAUSE_S, self._say_due, counter)

    def _count(self, counter: CounterId, what: str) -> None:
        self._counts.setdefault(counter, Counter())[what] += 1

    def _say_due(self, counter: CounterId) -> None:
        self._due.discard(counter)
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
