"""Halls of tests stand where it is morning: whenever the tests run, their day lasts."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from tests.open_plan import MORNING_HOUR, zone_of_morning


@pytest.mark.parametrize("hour", range(24))
def test_somewhere_it_is_morning(hour: int) -> None:
    now = datetime(2026, 12, 31, hour, 59, tzinfo=UTC)
    assert now.astimezone(ZoneInfo(zone_of_morning(now))).hour == MORNING_HOUR
