"""When people come: a half-hour profile for those who walk in, slots for those who booked."""

from itertools import accumulate
from random import Random

from config.vocabulary import ServiceId
from queue_server.simulation.scenario import HALF_HOUR, MINUTE, Between, Scenario


class Arrivals:
    """Moments of a day in seconds after midnight, drawn from one scenario."""

    def __init__(self, scenario: Scenario, chance: Random) -> None:
        self._scenario, self._chance = scenario, chance
        self._all_day = tuple((session.opens_s, session.ends_s) for session in scenario.sessions)
        self._parts: dict[tuple[Between, ...], tuple[list[Between], list[float]]] = {}
        self._slots = [slot for s in scenario.sessions for slot in range(s.opens_s, s.ends_s, scenario.slot_s)]

    def walk_in(self, service: ServiceId) -> int:
        """Anybody, while the service gives numbers."""
        open_s = self._scenario.numbers_s.get(service, self._all_day)
        if open_s not in self._parts:
            self._parts[open_s] = self._parts_of(open_s)
        parts, weights = self._parts[open_s]
        ((start, end),) = self._chance.choices(parts, cum_weights=weights)
        return start + int(self._chance.random() * (end - start))

    def slot(self) -> int:
        """A booked time, evenly over the day."""
        return self._chance.choice(self._slots)

    def booked(self, slot: int) -> int:
        """Mostly early, never before one can check in, and inside the opening hours."""
        early_min = self._scenario.plan.appointments.early_min
        coming = int(self._chance.gauss(slot - self._scenario.booked_early_s, self._scenario.booked_spread_s))
        session = next(s for s in self._scenario.sessions if slot < s.ends_s)
        earliest = max(session.opens_s, slot - early_min * MINUTE) if early_min else session.opens_s
        return min(max(coming, earliest), session.ends_s - 1)

    def count(self) -> int:
        """How many come on this day."""
        mean = self._scenario.tickets
        spread = self._scenario.tickets_cv * mean
        return max(1, round(self._chance.gauss(mean, spread))) if spread else mean

    def _parts_of(self, open_s: tuple[Between, ...]) -> tuple[list[Between], list[float]]:
        """The half hours of the day, cut to some hours, and their weights summed up."""
        parts: list[Between] = []
        weights: list[float] = []
        for session in self._scenario.sessions:
            for place, weight in enumerate(session.half_hours):
                start = session.opens_s + place * HALF_HOUR
                for opens, closes in open_s:
                    part = max(start, opens), min(start + HALF_HOUR, session.ends_s, closes)
                    if part[0] < part[1]:
                        parts.append(part)
                        weights.append(weight * ((part[1] - part[0]) / HALF_HOUR))
        return parts, list(accumulate(weights))
