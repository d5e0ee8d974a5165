"""The hall's clock: the machine's, but a leap ahead is believed only after it has stood for a while.

A wrong date set by hand is mostly put right within minutes, and a clock that is right stays as it is. Until then the
hall's time goes on by the seconds that really passed. A clock that goes back is the hall's own concern.
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

log = logging.getLogger(__name__)

LEAP_MIN: Final = timedelta(minutes=5)
"""More than a time server moves a clock that it keeps."""
BELIEVED_AFTER_S: Final = 600.0


class HallClock:
    """Call it for the moment. ``machine`` gives aware UTC moments, ``passed`` seconds that nobody can set."""

    def __init__(self, machine: Callable[[], datetime], passed: Callable[[], float]) -> None:
        self._machine = machine
        self._passed = passed
        self._believed = machine()
        self._at = passed()
        self._leapt_at: float | None = None

    def __call__(self) -> datetime:
        """The moment that the hall goes by."""
        shown, at = self._machine(), self._passed()
        expected = self._believed + timedelta(seconds=at - self._at)
        if shown - expected > LEAP_MIN and not self._stood(shown, expected, at):
            return expected
        self._believed, self._at, self._leapt_at = shown, at, None
        return shown

    def _stood(self, shown: datetime, expected: datetime, at: float) -> bool:
        """Whether the leap is there for long enough; says so once, in plain words."""
        if self._leapt_at is None:
            self._leapt_at = at
            log.warning(
                "the machine's clock leapt ahead from %s to %s; the hall goes on by the old time for %d minutes. "
                "If the new time is wrong, set the machine's clock now",
                f"{expected:%Y-%m-%d %H:%M} UTC",
                f"{shown:%Y-%m-%d %H:%M} UTC",
                BELIEVED_AFTER_S / 60,
            )
        return at - self._leapt_at >= BELIEVED_AFTER_S
