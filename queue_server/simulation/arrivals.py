"""When people come: a half-hour profile for those who walk in, slots for those who booked."""

from itertools import accumulate
from random import Random

from queue_server.simulation.scenario import HOUR, Scenario

HALF_HOUR_S = HOUR // 2


class Arrivals:
    """Moments of a day in seconds after midnight, drawn from one scenario."""

    def __init__(self, scenario: Scenario, chance: Random) -> None:
        self._scenario, self._chance = scenario, chance
        self._starts = [s.opens_s + n * HALF_HOUR_S for s in scenario.sessions for n in range(len(s.half_hours))]
        self._weights = list(accumulate(weight for s in scenario.sessions for weight in s.half_hours))
        self._slots = [slot for s in scenario.sessions for slot in range(s.opens_s, s.ends_s, scenario.slot_s)]

    def walk_in(self) -> int:
        """Anybody."""
        (start,) = self._chance.choices(self._starts, cum_weights=self._weights)
        return start + int(self._chance.random() * HALF_HOUR_S)

    def booked(self) -> tuple[int, int]:
        """The booked time, evenly over the day, and the coming, mostly early and inside the opening hours."""
        slot = self._chance.choice(self._slots)
        coming = int(self._chance.gauss(slot - self._scenario.booked_early_s, self._scenario.booked_spread_s))
        session = next(s for s in self._scenario.sessions if s.opens_s <= slot < s.ends_s)
        return slot, min(max(coming, session.opens_s), session.ends_s - 1)

    def count(self) -> int:
        """How many come on this day."""
        mean = self._scenario.tickets
        spread = self._scenario.tickets_cv * mean
        return max(1, round(self._chance.gauss(mean, spread))) if spread else mean
