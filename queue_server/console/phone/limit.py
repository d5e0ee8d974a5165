"""How often something may be asked for in a minute, counted by name."""

from collections.abc import Callable
from datetime import datetime
from typing import Final

NAMES_MAX: Final = 50_000
"""Names counted in one minute, above a hall's tickets of a day; who comes on top of that waits for the next minute."""


class MinuteLimit:
    """Counts begin anew with each minute of the clock."""

    def __init__(self, times_max: int, clock: Callable[[], datetime]) -> None:
        self._times_max = times_max
        self._clock = clock
        self._minute = 0
        self._times: dict[str, int] = {}

    def allows(self, name: str) -> bool:
        """Count once more, and whether that is not too often."""
        minute = int(self._clock().timestamp()) // 60
        if minute != self._minute:
            self._minute, self._times = minute, {}
        if name not in self._times and len(self._times) >= NAMES_MAX:
            return False
        self._times[name] = self._times.get(name, 0) + 1
        return self._times[name] <= self._times_max
