"""Whole days by chance: the laws of the hall hold, nothing given is lost, also when the server starts anew at noon."""

from pathlib import Path

import pytest

from config.wire.requests import CallNext, FinishService, GiveEvaluation
from queue_server.domain.facts import TicketTaken
from tests.hall.longli_day import LONGLI, Day, carried_out
from tests.queue_server.desk.counterside import Counterside
from tests.queue_server.domain.laws import LAWS
from tests.queue_server.domain.snapshot import snapshot

STEPS = 250
LOOK_EVERY = 40


@pytest.mark.parametrize("seed", [1, 2])
def test_a_day_by_chance(tmp_path: Path, seed: int) -> None:
    day = Day(seed)
    with Counterside(tmp_path, plan=LONGLI) as side:
        day.morning(side)
        walk(day, side)
        known = snapshot(side.hall)
    afternoon = Counterside(tmp_path, plan=LONGLI)
    afternoon.put_clock(side.now)
    with afternoon:
        assert snapshot(afternoon.hall) == known, f"seed {seed}: the server came back with another hall"
        walk(day, afternoon)
        kept = [r.fact for r in afternoon.journal.all_records() if isinstance(r.fact, TicketTaken)]
        given = day.given()
        assert sorted({ticket.ticket for ticket in given}) == sorted(fact.ticket for fact in kept), f"seed {seed}"
        assert len({ticket.number for ticket in given}) == len(kept)
        assert afternoon.journal.problems() == []
    for kind in (CallNext, FinishService, GiveEvaluation):
        assert carried_out(day, kind) > 5, f"seed {seed}: the day is too quiet to show anything"


def walk(day: Day, side: Counterside) -> None:
    """Half a day; the laws are looked at now and then."""
    for number in range(STEPS):
        day.step(side)
        if number % LOOK_EVERY == 0:
            for law in LAWS:
                law(side.hall)
