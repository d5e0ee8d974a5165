"""The machine's clock, the only one in this room. Everything else is given its moments."""

from datetime import UTC, datetime


def utc_now() -> datetime:
    """This moment, aware, in UTC."""
    return datetime.now(UTC)
