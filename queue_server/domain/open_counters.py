"""Which counters are open for each queue.

Renewed whenever a counter opens, rests or closes, so that a visitor who takes a ticket does not wait for it.
"""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet

from config.plan import Queue
from config.vocabulary import CounterId


class OpenCounters:
    """The open counters of every queue, as ``Plan.queue_of`` has them. ``version`` grows with each change."""

    __slots__ = ("_able", "version")

    def __init__(self) -> None:
        self._able: dict[Queue, set[CounterId]] = {}
        self.version = 0

    def put(self, counter: CounterId, queues: Iterable[Queue], *, is_open: bool) -> None:
        """A counter takes people of these queues from now on, or takes nobody."""
        for queue in queues:
            able = self._able.setdefault(queue, set())
            if is_open is (counter in able):
                continue
            self.version += 1
            if is_open:
                able.add(counter)
            else:
                able.discard(counter)

    def able(self, queue: Queue) -> AbstractSet[CounterId]:
        """The open counters that call from a queue."""
        return self._able.get(queue, frozenset())
