"""The pure core alone, in CPU time: a simulated day, and one decision as the day's history grows."""

import statistics
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from typing import Final
from unittest.mock import patch

from config.rules.order import CallOrder, Order
from config.vocabulary import TicketClass
from queue_server.domain.commands import CallNext, Command, TakeTicket
from queue_server.domain.decide import Outcome, decide
from queue_server.domain.facts import Fact
from queue_server.domain.hall import Hall
from queue_server.domain.refusals import Refusal
from queue_server.memory import settle
from queue_server.simulation import floor
from queue_server.simulation.day import Cast, cast_of, live
from queue_server.simulation.halls import reference_hall
from queue_server.simulation.scenario import Scenario
from tests.bench.bare_hall import BareRows, bare_day
from tests.bench.busy_hall import COUNTERS, LIVE, MORNING, NIGHT, SERVICES, busy_hall, counter_at, service_at
from tests.bench.figures import Figure

DAYS: Final = 15
DAY_MS_MAX: Final = 15.0
DECISION_US_MAX: Final = 50.0
GROWTH_MAX: Final = 1.2
"""Within the noise between two runs."""
TAKE, CALL, REFUSAL, BARE = "take", "call", "refusal at night", "bare"
HISTORIES: Final = (0, 5_000, 15_000)
DECISIONS: Final = 2_000
ROUNDS: Final = 5
KINDS: Final = (TAKE, CALL, REFUSAL)
ORDERS: Final = {
    "strict classes": CallOrder(Order.STRICT),
    "strict classes with turns": CallOrder(Order.STRICT, last_class_after=3),
    "call-by with turns": CallOrder(last_class_after=3),
}


def core() -> Iterator[Figure]:
    """The simulator's day beside a bare loop's, then decisions beside a bare look at the rows' heads."""
    yield from simulated_days()
    halls = {history: busy_hall(history) for history in HISTORIES}
    settle()
    rounds = [{history: decisions(hall) for history, hall in halls.items()} for _ in range(ROUNDS)]
    told = f"{LIVE:,} live, {COUNTERS} counters"
    for name in KINDS:
        curve = [min(found[history][name] for found in rounds) for history in HISTORIES]
        bare = min(found[history][BARE] for found in rounds for history in HISTORIES) if name == CALL else None
        for history, took in zip(HISTORIES, curve, strict=True):
            yield Figure(f"decide a {name}, {told}, {history:,} before", took, "µs", DECISION_US_MAX, bare=bare)
        yield Figure(f"… growth to {HISTORIES[-1]:,} before", curve[-1] / curve[0], "×", GROWTH_MAX)
    yield from other_orders()


def other_orders() -> Iterator[Figure]:
    """Takes under the orders that cost most."""
    for name, order in ORDERS.items():
        yield Figure(f"decide a take, {name}", _take_us(order), "µs", DECISION_US_MAX)


def simulated_days() -> Iterator[Figure]:
    """A day of the hall like the reference's: simulator, decisions and facts; then without the simulator's people."""
    scenario = reference_hall()
    casts = [cast_of(scenario, seed=1, number=number) for number in range(DAYS)]
    settle()  # as the server does
    ours = statistics.median(_cpu_s(partial(live, scenario, cast)) for cast in casts)
    bare = statistics.median(_cpu_s(partial(bare_day, scenario, cast)) for cast in casts)
    yield Figure("a day of 525 tickets in the core, CPU", ours * 1e3, "ms", DAY_MS_MAX, bare=bare * 1e3)
    asked = [asked_on(scenario, cast) for cast in casts]
    deciding = statistics.median(_cpu_s(partial(_decide, day)) for day in asked)
    yield Figure("… of it: decisions and their facts, without the people", deciding * 1e3, "ms")
    facts = [live(scenario, cast).facts for cast in casts]
    applying = statistics.median(_cpu_s(partial(_apply, day)) for day in facts)
    yield Figure("… of it: applying the facts", applying * 1e3, "ms")


def asked_on(scenario: Scenario, cast: Cast) -> list[tuple[Command, datetime]]:
    """All that is asked of the core on such a day, and when."""
    asked: list[tuple[Command, datetime]] = []

    def note(hall: Hall, command: Command, now: datetime) -> Outcome:
        asked.append((command, now))
        return decide(hall, command, now)

    with patch.object(floor, "decide", note):
        live(scenario, cast)
    return asked


def decisions(hall: Hall) -> dict[str, float]:
    """Microseconds of each kind of decision against this hall, which stays as it is."""
    heads, now = BareRows(hall), hall.latest or MORNING
    return {
        TAKE: _each_us(lambda place: decide(hall, TakeTicket("kiosk-1", service_at(place)), now)),
        CALL: _each_us(lambda place: decide(hall, CallNext(counter_at(place), "bench"), now)),
        REFUSAL: _each_us(lambda place: decide(hall, TakeTicket("kiosk-1", service_at(place)), NIGHT)),
        BARE: _each_us(lambda place: heads.first(place % COUNTERS)),
    }


def _take_us(order: CallOrder) -> float:
    """Microseconds, all classes in turn; where the last class has turns, one is due at every counter."""
    hall = busy_hall(0, order)
    now = hall.latest or MORNING
    takes = [
        TakeTicket("kiosk-1", service_at(place), kind, now if kind is TicketClass.BOOKED else None)
        for place in range(SERVICES)
        for kind in TicketClass
    ]
    settle()
    return min(_each_us(lambda place: decide(hall, takes[place % len(takes)], now)) for _ in range(ROUNDS))


def _decide(asked: list[tuple[Command, datetime]]) -> None:
    hall = Hall()
    for command, at in asked:
        outcome = decide(hall, command, at)
        if not isinstance(outcome, Refusal):
            for fact in outcome:
                hall.apply(fact, at)


def _apply(facts: list[tuple[Fact, datetime]]) -> None:
    hall = Hall()
    for fact, at in facts:
        hall.apply(fact, at)


def _cpu_s(work: Callable[[], object]) -> float:
    """The least of some rounds: what the machine does beside is left out."""
    return min(_once_s(work) for _ in range(ROUNDS))


def _once_s(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def _each_us(one: Callable[[int], object]) -> float:
    """CPU microseconds of one, on average. The caller goes through the halls in turn: all see the same machine."""

    def all_of_them() -> None:
        for place in range(DECISIONS):
            one(place)

    return _once_s(all_of_them) / DECISIONS * 1e6
