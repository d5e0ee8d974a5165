"""A simulated day: the same seed gives the same day, everybody's visit ends, and the laws of the hall hold."""

import gc
import subprocess
import sys
from dataclasses import replace
from weakref import ref

import pytest

from config.settings.load import CHECKOUT
from config.vocabulary import CounterId, RefusalCode, TicketState
from queue_server.domain.facts import TicketCalled, TicketEnded, TicketHeld, TicketPutBack, TicketTransferred
from queue_server.domain.hall import Hall
from queue_server.domain.ticket import LIVE
from queue_server.simulation.day import Lived, cast_of, live
from queue_server.simulation.halls import open_to_public, reference_hall
from queue_server.simulation.scenario import Scenario
from tests.queue_server.domain.laws import LAWS, nobody_was_passed_unduly
from tests.queue_server.domain.snapshot import snapshot
from tests.queue_server.simulation.longli import LONGLI

SEEDS = [1, 2]
BUSY = 900
TOLD = """
from queue_server.simulation.__main__ import main
ended = [main(["--seed", "3", "--tickets", tickets]) for tickets in ("525", "2000")]
raise SystemExit(max(ended))
"""


def a_day(seed: int, tickets: int = 525) -> Lived:
    """One day of Longli."""
    scenario = open_to_public(LONGLI, tickets)
    return live(scenario, cast_of(scenario, seed))


def test_the_same_seed_gives_the_same_page_and_facts_in_any_process() -> None:
    pages = [told(hash_seed) for hash_seed in ("1", "2", "3")]
    assert pages[0] == pages[1] == pages[2]
    for tickets in (525, 2000):
        assert a_day(3, tickets).digest.encode() in pages[0], tickets


def told(hash_seed: str) -> bytes:
    """Two pages of seed 3, printed by a fresh process with its own order of hashes."""
    environment = {"PYTHONHASHSEED": hash_seed, "PYTHONUTF8": "1"}
    ran = subprocess.run([sys.executable, "-c", TOLD], cwd=CHECKOUT, env=environment, capture_output=True, check=True)
    return ran.stdout


def test_a_day_is_gone_as_soon_as_nobody_looks_at_it() -> None:
    gc.disable()
    try:
        for scenario in (open_to_public(LONGLI, 60), reference_hall(60)):
            seen = ref(live(scenario, cast_of(scenario, seed=1)).hall)
            assert seen() is None, "found by a search for garbage only: a fifth of a day's time"
    finally:
        gc.enable()


def test_another_seed_gives_another_day() -> None:
    assert a_day(1).digest != a_day(2).digest


@pytest.mark.parametrize("tickets", [525, 2000])
def test_every_taken_ticket_ends(tickets: int) -> None:
    for seed in SEEDS:
        lived = a_day(seed, tickets)
        states = [ticket.state for ticket in lived.hall.tickets.values()]
        assert len(states) == tickets, f"seed {seed}"
        assert LIVE.isdisjoint(states), f"seed {seed}"
        assert all(counter.ticket is None for counter in lived.hall.counters.values()), f"seed {seed}"
        assert states.count(TicketState.SERVED) > tickets * 3 // 4, f"seed {seed}"


@pytest.mark.parametrize("scenario", [open_to_public(LONGLI, BUSY), reference_hall()], ids=["longli", "reference"])
def test_the_laws_hold_all_day(scenario: Scenario) -> None:
    lived = live(scenario, cast_of(scenario, 3))
    hall = Hall()
    for number, (fact, at) in enumerate(lived.facts):
        hall.apply(fact, at)
        if isinstance(fact, TicketCalled):
            nobody_was_passed_unduly(hall, lived.plan, fact)
        if number % 200 == 0 and hall.has_plan and hall.day:
            for law in LAWS:
                law(hall)
    for law in LAWS:
        law(hall)
    assert snapshot(hall) == snapshot(lived.hall)


def test_a_day_has_everything_that_a_hall_knows() -> None:
    lived = a_day(7, BUSY)
    happened = {type(fact) for fact, _ in lived.facts}
    assert {TicketPutBack, TicketHeld, TicketTransferred, TicketEnded} <= happened
    assert {RefusalCode.NOBODY_WAITING, RefusalCode.PERSON_HAS_TICKET} <= lived.refusals.keys()
    assert any(ticket.mark is not None for ticket in lived.hall.tickets.values())


def test_who_still_waits_at_closing_may_be_carried_over() -> None:
    scenario = open_to_public(replace(LONGLI, carry_over=True), BUSY)
    cast = cast_of(scenario, 7)
    ended, over = (
        {ticket.id for ticket in live(one, cast).hall.tickets.values() if ticket.state is state}
        for one, state in (
            (replace(scenario, plan=replace(scenario.plan, carry_over=False)), TicketState.ENDED),
            (scenario, TicketState.CARRIED),
        )
    )
    assert ended == over != set()


def test_the_tide_window_stays_closed_and_nobody_comes_at_midday() -> None:
    lived = a_day(7)
    assert lived.hall.counters[CounterId("jy01")].served == 0
    hours = {ticket.taken_at.astimezone(lived.hall.zone).hour for ticket in lived.hall.tickets.values()}
    assert hours == {9, 10, 11, 13, 14, 15, 16}


def test_without_trouble_everybody_is_served() -> None:
    calm = replace(
        open_to_public(LONGLI, 200),
        absent_share=0.0,
        shut_share=0.0,
        no_show_base=0.0,
        no_show_per_min=0.0,
        gives_up_share=0.0,
        hold_share=0.0,
    )
    for seed in SEEDS:
        tickets = live(calm, cast_of(calm, seed)).hall.tickets.values()
        assert {ticket.state for ticket in tickets} == {TicketState.SERVED}, f"seed {seed}"
