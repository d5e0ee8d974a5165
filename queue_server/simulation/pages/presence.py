"""Who was at which counter: late openings, pauses, counters that stayed shut; tide counters and flexible ones apart."""

from collections import Counter as Tally
from dataclasses import dataclass, field
from datetime import datetime

from config.vocabulary import CounterId
from queue_server.domain.facts import CounterClosed, CounterOpened, CounterPaused
from queue_server.simulation.clerks import MIDDAY
from queue_server.simulation.day import Lived
from queue_server.simulation.scenario import MINUTE

Away = tuple[float, CounterId]
"""So many minutes at a counter."""


@dataclass
class Presence:
    """Over one day or many; the hall's own midday break is nobody's absence."""

    shut: Tally[CounterId] = field(default_factory=Tally)
    """Days on which it never opened although nothing kept it closed."""
    kept_closed: Tally[CounterId] = field(default_factory=Tally)
    """Days on which its tide or the want of a crowd did."""
    on_call: list[Away] = field(default_factory=list)
    """How long tide counters and flexible ones were open, each time."""
    late: list[Away] = field(default_factory=list)
    pauses: dict[str, list[Away]] = field(default_factory=dict)
    """By reason."""

    def add(self, lived: Lived) -> None:
        """Count a day."""
        midnight = datetime(lived.day.year, lived.day.month, lived.day.day, tzinfo=lived.hall.zone)
        on_call = {c.id for c in lived.plan.counters if c.rules.on_call}
        opened: dict[CounterId, datetime] = {}
        paused: dict[CounterId, tuple[str, datetime]] = {}
        seen: set[CounterId] = set()
        for fact, at in lived.facts:
            match fact:
                case CounterOpened():
                    late_min = (at - midnight).total_seconds() / MINUTE - lived.sessions[0].opens_s / MINUTE
                    if fact.counter not in seen | on_call and late_min > 0:
                        self.late.append((late_min, fact.counter))
                    self._back(fact.counter, paused, at)
                    opened[fact.counter] = at
                    seen.add(fact.counter)
                case CounterPaused() | CounterClosed():
                    if fact.counter in on_call and fact.counter in opened:
                        self.on_call.append((_minutes(opened.pop(fact.counter), at), fact.counter))
                    if isinstance(fact, CounterPaused):
                        paused[fact.counter] = fact.reason, at
                    else:
                        self._back(fact.counter, paused, at)
        for counter in lived.plan.counter_by_id.keys() - seen:
            (self.kept_closed if counter in on_call else self.shut)[counter] += 1

    def _back(self, counter: CounterId, paused: dict[CounterId, tuple[str, datetime]], at: datetime) -> None:
        reason, since = paused.pop(counter, (MIDDAY, at))
        if reason != MIDDAY:
            self.pauses.setdefault(reason, []).append((_minutes(since, at), counter))


def _minutes(since: datetime, until: datetime) -> float:
    return (until - since).total_seconds() / MINUTE
