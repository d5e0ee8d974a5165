"""The counters as they work now: as planned, and while another post is away with the services of that one as well."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from config.plan import Counter
from config.vocabulary import CounterId, ServiceId


class AtWork:
    """One counter of each id; where nobody stands in for anybody it is the plan's own."""

    __slots__ = ("_away", "_counters", "_planned", "version")

    def __init__(self, planned: Mapping[CounterId, Counter]) -> None:
        self._planned = planned
        self._counters = dict(planned)
        self._away: dict[CounterId, tuple[CounterId, ...]] = {}
        self.version = 0
        """Grows whenever somebody begins or ends to stand in."""

    def __getitem__(self, counter: CounterId) -> Counter:
        """What is called at a counter now."""
        return self._counters[counter]

    def stands_in_for(self, counter: CounterId) -> tuple[CounterId, ...]:
        """The posts that are away and whose services it does meanwhile."""
        return self._away.get(counter, ())

    def renew(self, counter: CounterId, away: tuple[CounterId, ...]) -> None:
        """From now on it stands in for these."""
        if away == self._away.get(counter, ()):
            return
        self.version += 1
        self._away[counter] = away
        self._counters[counter] = _with(self._planned[counter], [self._planned[other] for other in away])


def _with(counter: Counter, away: list[Counter]) -> Counter:
    """With what others do; their own services are as its own, because nobody else at the window has them first."""
    if not away:
        return counter
    own = _once((*counter.services, *(service for other in away for service in other.services)))
    second = _once((*counter.second_services, *(service for other in away for service in other.second_services)))
    return replace(counter, services=own, second_services=tuple(service for service in second if service not in own))


def _once(services: Iterable[ServiceId]) -> tuple[ServiceId, ...]:
    return tuple(dict.fromkeys(services))
