"""What the clock alone brings about: a day begins, unless the clock can't be believed; after closing waiting ends."""

import logging
from collections.abc import Callable
from datetime import date, datetime
from typing import Final

from config.text import Text
from queue_server.domain.commands import BeginDay, Command, EndWaiting
from queue_server.domain.hall import Hall
from queue_server.domain.hours.new_day import doubt, waiting_ends_at

log = logging.getLogger(__name__)

SURE: Final = "start the server once with --clock-is-right"


class Days:
    """The hall's days against the clock. ``now`` gives aware UTC moments.

    ``carry_out`` decides one command and keeps its facts; ``tell_all`` sends every picture anew.
    """

    def __init__(
        self,
        hall: Hall,
        now: Callable[[], datetime],
        carry_out: Callable[[Command], bool],
        tell_all: Callable[[datetime], None],
    ) -> None:
        self._hall = hall
        self._now = now
        self._carry_out = carry_out
        self._tell_all = tell_all
        self.doubt: Text | None = None
        """Why the clock is not believed, so that no number is given."""
        self._waiting_ended: date | None = None
        """The day whose waiting the server has ended since it started."""

    def turn(self, *, sure: bool = False) -> None:
        """Begin the day that the clock shows, if it can be believed."""
        today = self._now().astimezone(self._hall.zone).date()
        doubted = None if sure else doubt(self._hall, today)
        if doubted is not None and doubted != self.doubt:
            log.error("%s: no day begins and no number is given. Set the clock, or if it is right %s", doubted.en, SURE)
        self.doubt = doubted
        if doubted is None and (self._hall.day is None or today > self._hall.day):
            log.info("the day %s begins", today)
            self._carry_out(BeginDay(today))
            self._tell_all(self._now())

    def end_waiting(self) -> None:
        """Once a day, when the plan says so: whoever still waits some time after closing is not served any more."""
        ends = waiting_ends_at(self._hall)
        if ends is None or self.doubt is not None or self._now() < ends or self._waiting_ended == self._hall.day:
            return
        self._waiting_ended = self._hall.day
        if self._hall.waiting.total or self._hall.held:
            log.info("closed: the waiting of %d ends", self._hall.waiting.total + len(self._hall.held))
            self._carry_out(EndWaiting("closing"))
            self._tell_all(self._now())
