"""The machine's clock, the only one in this room. Everything else is given its moments."""

import time
from datetime import UTC, datetime


def utc_now() -> datetime:
    """This moment, aware, in UTC."""
    return datetime.now(UTC)


def seconds_passed() -> float:
    """Seconds that nobody can set, those of a sleeping machine included."""
    return time.clock_gettime(time.CLOCK_BOOTTIME)
