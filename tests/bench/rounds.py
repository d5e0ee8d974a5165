"""The rounds of the benchmark: each measures one promise of the product and gives its figures."""

import statistics
from collections.abc import Iterator

from config.settings.load import CHECKOUT
from tests.bench import measures
from tests.bench.figures import MORE, Figure
from tests.bench.history import fill
from tests.bench.load import Load
from tests.bench.place import BenchHall
from tests.bench.visits import card_to_paper_ms
from tests.processes.crash_drill import crash_drill

FOLDER = CHECKOUT / "var" / "bench"
ROUNDS = 5
BARE_FACTOR_MAX = 2.0
TODAY_TICKETS = 10_000
TABLE_TICKETS = [17_000, 17_000, 16_000]
FALL_MAX = 1.1
"""Within the noise between two runs."""
DRILL_TICKETS = 600
DRILLS = 5
VISITS = 12


def tickets_and_calls() -> Iterator[Figure]:
    """Round trips beside the bare loop, in turn, so that both see the same machine."""
    hall = BenchHall(FOLDER / "hall")
    hall.start()
    bare, product = [], []
    for _ in range(ROUNDS):
        bare.append(measures.bare_tickets(FOLDER))
        product.append(measures.tickets(hall))
    for place, (kiosks, target) in enumerate(((1, 600), (8, 1_200))):
        ours, theirs = _median([run[place] for run in product]), _median([run[place] for run in bare])
        yield Figure(f"tickets, {kiosks} kiosks", ours.per_s, "/s", target, MORE, theirs.per_s, BARE_FACTOR_MAX)
        yield Figure(f"… median round trip, {kiosks} kiosks", ours.at(0.5), "ms", bare=theirs.at(0.5))
        yield Figure(f"… p99 round trip, {kiosks} kiosks", ours.at(0.99), "ms", bare=theirs.at(0.99))
    calls, echo = measures.call_to_screen(hall), _median([run[0] for run in bare])
    yield Figure("call pressed → call screen, median", _at(calls, 0.5), "ms", 10, bare=echo.at(0.5))
    yield Figure("call pressed → call screen, p99", _at(calls, 0.99), "ms", 40, bare=echo.at(0.99))
    yield Figure("server's memory, proportional", measures.memory_mib(hall.pid), "MiB")
    hall.stop()


def with_full_tables() -> Iterator[Figure]:
    """Empty tables against 50,000 tickets, in turn, each pair in the same minute; every counter is open in both."""
    empty, full = BenchHall(FOLDER / "empty"), BenchHall(FOLDER / "full")
    fill(empty.settings.journal_url, empty.plan, [0], served=True)
    fill(full.settings.journal_url, full.plan, [*TABLE_TICKETS, 0], served=True)
    runs: dict[BenchHall, list[tuple[Load, Load]]] = {empty: [], full: []}
    for _ in range(ROUNDS):
        for hall, found in runs.items():
            hall.start()
            found.append(measures.tickets(hall))
            hall.stop()
    for place, kiosks in enumerate((1, 8)):
        pairs = zip(runs[empty], runs[full], strict=True)
        fall = statistics.median(before[place].per_s / after[place].per_s for before, after in pairs)
        count = f"{sum(TABLE_TICKETS):,}"
        name = f"fall with {count} tickets in the tables, {kiosks} kiosks"
        yield Figure(name, fall, "×", FALL_MAX)


def starts() -> Iterator[Figure]:
    """Cold start, and back after kill -9 in a day with 10,000 tickets."""
    hall = BenchHall(FOLDER / "start")
    yield Figure("first start of all (makes the tables) → ticket", hall.start(), "s")
    hall.stop()
    cold = [_start_once(hall) for _ in range(ROUNDS)]
    yield Figure("cold start → ticket", statistics.median(cold), "s", 1.5)
    busy = BenchHall(FOLDER / "busy")
    fill(busy.settings.journal_url, busy.plan, [TODAY_TICKETS], served=False)
    busy.start()
    back = [measures.back_after_kill(busy) for _ in range(ROUNDS)]
    yield Figure(f"back after kill -9 with {TODAY_TICKETS:,} tickets of the day", statistics.median(back), "s", 1.5)
    yield Figure(f"server's memory with {TODAY_TICKETS:,} tickets waiting", measures.memory_mib(busy.pid), "MiB")
    busy.stop()


def visits() -> Iterator[Figure]:
    """From the card on the reader to the printer's first byte, through the real kiosk."""
    took = card_to_paper_ms(VISITS)
    yield Figure(
        f"card on the reader → first byte at the printer, median of {VISITS}", statistics.median(took), "ms", 400
    )
    yield Figure("… the slowest (the reader looks for a card every 305 ms)", max(took), "ms")


def crashes() -> Iterator[Figure]:
    """What kill -9 in the middle of the rush costs."""
    drills = [crash_drill(tickets=DRILL_TICKETS, clients=8, seed=seed) for seed in range(DRILLS)]
    told = f"{DRILLS} × {DRILL_TICKETS} tickets, kill -9"
    yield Figure(f"numbers given twice, {told}", sum(d.numbers_twice for d in drills), "", 0)
    yield Figure(f"tickets at two counters, {told}", sum(d.at_two_counters for d in drills), "", 0)
    yield Figure(f"acknowledged tickets lost, {told}", sum(d.lost for d in drills), "", 0)


def _start_once(hall: BenchHall) -> float:
    took = hall.start()
    hall.stop()
    return took


def _median(runs: list[Load]) -> Load:
    return sorted(runs, key=lambda run: run.per_s)[len(runs) // 2]


def _at(values: tuple[float, ...], share: float) -> float:
    return values[min(len(values) - 1, int(share * len(values)))]
