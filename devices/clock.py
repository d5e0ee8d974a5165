"""Times of the device room: the wall clock for health events, and how late the server's words come to be heard here."""

from collections import deque
from datetime import UTC, datetime
from typing import Final

KEPT_MAX: Final = 128
"""So many messages are compared: a server's clock that is put right is soon forgotten."""


def utc_now() -> datetime:
    """Now, aware."""
    return datetime.now(UTC)


class Lateness:
    """How late messages are heard, whatever the server's clock is.

    Its difference from the time that runs here is not known, but it is the same for all messages, and most are heard at
    once. So whatever is heard later than the quickest of those before is late by so much.
    """

    def __init__(self) -> None:
        self._behind_s: deque[float] = deque(maxlen=KEPT_MAX)

    def of(self, at: datetime, now_s: float) -> float:
        """How many seconds after ``at`` by the server's clock it is heard, at the monotonic moment ``now_s``."""
        behind_s = now_s - at.timestamp()
        self._behind_s.append(behind_s)
        return behind_s - min(self._behind_s)
