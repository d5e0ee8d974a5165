"""Which counters are open for each queue, and which other queues they are shared with.

Renewed whenever a counter opens, rests or closes, so that a visitor who takes a ticket does not wait for it.
"""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet

from config.plan import Queue
from config.vocabulary import CounterId

Shares = tuple[tuple[Queue, float], ...]


class OpenCounters:
    """The open counters of every queue, as ``Plan.queue_of`` has them."""

    __slots__ = ("_able", "_shares")

    def __init__(self) -> None:
        self._able: dict[Queue, set[CounterId]] = {}
        self._shares: dict[Queue, Shares] = {}

    def put(self, counter: CounterId, queues: Iterable[Queue], *, is_open: bool) -> None:
        """A counter takes people of these queues from now on, or takes nobody."""
        self._shares = {}
        for queue in queues:
            able = self._able.setdefault(queue, set())
            if is_open:
                able.add(counter)
            else:
                able.discard(counter)

    def able(self, queue: Queue) -> AbstractSet[CounterId]:
        """The open counters that call from a queue."""
        return self._able.get(queue, frozenset())

    def shares(self, queue: Queue) -> Shares:
        """Every queue that these counters call from, with the part of its open counters that they are.

        Worked out anew only after a counter's state or the plan has changed.
        """
        found = self._shares.get(queue)
        if found is None:
            mine = self.able(queue)
            found = self._shares[queue] = tuple(
                (other, len(mine & theirs) / len(theirs))
                for other, theirs in self._able.items()
                if not mine.isdisjoint(theirs)
            )
        return found
