"""The walk's hours: a hall that begins to keep hours in the middle of a day, and people who come at any hour."""

from dataclasses import replace
from datetime import time, timedelta
from typing import Final

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

from config.rules.opening import Opening, Span
from queue_server.domain.commands import AdoptPlan, Command, TakeTicket
from queue_server.domain.facts import TicketTaken
from tests.queue_server.domain.examples import IDENTITY, SmallHall

MORNING, AFTERNOON = Span(time(8), time(12)), Span(time(13, 30), time(20))
HOURS: Final = (None, None, Opening(((MORNING, AFTERNOON),) * 7), Opening(((MORNING, AFTERNOON),) * 7, 30, True))
SELDOM: Final = 5


class WalkOpening(RuleBasedStateMachine):
    """Rules about hours; ``Walk`` does the rest."""

    small: SmallHall

    def ask(self, command: Command) -> None:
        """Ask the hall, and check what changed."""
        raise NotImplementedError

    @precondition(lambda self: len(self.small.kept) % SELDOM == 0)
    @rule(opening=st.sampled_from(HOURS))
    def keep_hours(self, opening: Opening | None) -> None:
        """From now on, or never more."""
        self.ask(AdoptPlan(replace(self.small.hall.plan, opening=opening), "chief"))

    @precondition(lambda self: self.small.hall.plan.opening)
    @rule(minutes=st.integers(-12 * 60, 12 * 60))
    def come_at_any_hour(self, minutes: int) -> None:
        """Nobody gets a number outside the hours, and the clock is put back afterwards."""
        small, known = self.small, self.small.now
        small.now = known + timedelta(minutes=minutes)
        before = len(small.kept)
        self.ask(TakeTicket("kiosk-1", IDENTITY))
        opening, local = small.hall.plan.opening, small.now.astimezone(small.hall.zone)
        assert opening is not None
        inside = any(span.holds(local.time()) for span in opening.numbers_on(local.date()))
        given = [fact for fact, _ in small.kept[before:] if isinstance(fact, TicketTaken)]
        assert inside or not given, f"a number at {local}"
        small.now = known
