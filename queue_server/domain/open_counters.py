"""Which counters are open for each service, and which other services they are shared with.

Renewed whenever a counter opens, rests or closes, so that a visitor who takes a ticket does not wait for it.
"""

from collections.abc import Set as AbstractSet

from config.plan import Counter
from config.vocabulary import CounterId, ServiceId

Shares = tuple[tuple[ServiceId, float], ...]


class OpenCounters:
    """The open counters of every service."""

    __slots__ = ("_able", "_shares")

    def __init__(self) -> None:
        self._able: dict[ServiceId, set[CounterId]] = {}
        self._shares: dict[ServiceId, Shares] = {}

    def put(self, counter: Counter, *, is_open: bool) -> None:
        """A counter takes people from now on, or takes nobody."""
        self._shares = {}
        for service in (*counter.services, *counter.second_services):
            able = self._able.setdefault(service, set())
            if is_open:
                able.add(counter.id)
            else:
                able.discard(counter.id)

    def able(self, service: ServiceId) -> AbstractSet[CounterId]:
        """The open counters that can do a service."""
        return self._able.get(service, frozenset())

    def shares(self, service: ServiceId) -> Shares:
        """Every service that these counters do, with the part of its open counters that they are.

        Worked out anew only after a counter's state or the plan has changed.
        """
        found = self._shares.get(service)
        if found is None:
            mine = self.able(service)
            found = self._shares[service] = tuple(
                (other, len(mine & theirs) / len(theirs))
                for other, theirs in self._able.items()
                if not mine.isdisjoint(theirs)
            )
        return found
