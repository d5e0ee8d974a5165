"""The server is killed in the middle of the rush: nothing given is lost, nothing is given twice."""

import pytest

from tests.processes.crash_drill import DrillFigures, crash_drill

TICKETS = 160


@pytest.mark.parametrize("seed", [1])
def test_a_kill_in_the_rush_loses_nothing_and_doubles_nothing(seed: int) -> None:
    figures = crash_drill(tickets=TICKETS, clients=8, seed=seed)
    assert figures == DrillFigures(
        tickets=TICKETS,
        calls=TICKETS,
        numbers_twice=0,
        at_two_counters=0,
        lost=0,
        answers_changed=0,
        problems=(),
    ), f"seed {seed}"
