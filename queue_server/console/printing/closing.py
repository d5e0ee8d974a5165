"""The daily slip by itself: when the hall's day is over one kiosk prints it, where the settings name one."""

import asyncio
import logging
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from config.vocabulary import PrintState
from queue_server.console.parts import Parts
from queue_server.console.printing.daily import print_daily
from queue_server.console.problems import TurnedAway

log = logging.getLogger(__name__)

LOOK_S: Final = 20.0
TRIED: Final = timedelta(minutes=10)
"""So long it is tried; a console that starts later than that prints nothing of its own."""


class ClosingSlip:
    """Hours are those of the plan that the console started with."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._printed: date | None = None

    async def run(self) -> None:
        """Until it is cancelled."""
        while self._parts.settings.daily_slip_kiosk:
            await self.look()
            await asyncio.sleep(LOOK_S)

    async def look(self) -> None:
        """Print when it is time and not done yet; when no paper came it is tried again."""
        now = self._parts.clock().astimezone(ZoneInfo(self._parts.plan.time_zone))
        due = self._due(now)
        if due is None or not due <= now < due + TRIED or self._printed == now.date():
            return
        kiosk = self._parts.settings.daily_slip_kiosk
        try:
            printed = await print_daily(self._parts, kiosk, f"daily-{now:%Y%m%d-%H%M%S}", self._parts.language)
        except TurnedAway as problem:
            log.warning("the daily slip is not printed at %s: %s", kiosk, problem.code)
            return
        log.info("the daily slip at %s: %s %s", kiosk, printed.state, printed.trouble)
        if printed.state is not PrintState.FAILED:
            self._printed = now.date()

    def _due(self, now: datetime) -> datetime | None:
        """After the day's last closing; None on a day without one."""
        opening = self._parts.plan.opening
        hours = opening.hours_on(now.date()) if opening is not None else ()
        if not hours:
            return None
        closes = datetime.combine(now.date(), hours[-1].closes, now.tzinfo)
        return closes + timedelta(minutes=self._parts.settings.daily_slip_after_min)
