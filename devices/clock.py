"""The wall clock of the device room, for the times in health events; everything else is given its time."""

from datetime import UTC, datetime


def utc_now() -> datetime:
    """Now, aware."""
    return datetime.now(UTC)
