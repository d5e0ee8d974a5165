"""The tables of a day's page: waits by class and by service, and the day half hour by half hour."""

from collections.abc import Iterator, Mapping
from typing import Final

from config.plan import Plan
from config.vocabulary import TicketClass, TicketState
from queue_server.simulation.pages.figures import CLASSES, Figures, Group
from queue_server.simulation.pages.half_hours import HalfHours
from queue_server.simulation.scenario import HALF_HOUR, MINUTE

BUSIEST: Final = 8
NAME: Final = 38
"""How wide the names are; longer ones are cut."""
BAR: Final = 26
HALVES_A_DAY: Final = 48
STATES: Final[Mapping[TicketState, str]] = {
    TicketState.SERVED: "served",
    TicketState.NO_SHOW: "no-show",
    TicketState.CANCELLED: "gave up",
    TicketState.ENDED: "ended",
    TicketState.CARRIED: "carried",
}
"""Where the tickets of a day are in the end."""
NAMES: Final[Mapping[TicketClass, str]] = {
    TicketClass.PRIORITY: "priority",
    TicketClass.BOOKED: "booked, from the slot on",
    TicketClass.ORDINARY: "ordinary",
}


def by_class(figures: Figures) -> Iterator[str]:
    """A row for each class that somebody had, and one for all."""
    yield _heads("Waiting, in minutes")
    yield from (_row(NAMES[kind], figures.by_class[kind]) for kind in CLASSES if figures.by_class[kind].taken)
    yield _row("everybody", figures.everybody)


def by_service(plan: Plan, figures: Figures) -> Iterator[str]:
    """The services asked for most, and the rest in one row."""
    ordered = sorted(figures.by_service.items(), key=lambda entry: (-entry[1].taken, entry[0]))
    yield _heads("Services, the busiest")
    yield from (_row(plan.service_by_id[service].name.en, group) for service, group in ordered[:BUSIEST])
    rest = Group()
    for _, group in ordered[BUSIEST:]:
        rest.states.update(group.states)
        rest.waits += group.waits
    if rest.taken:
        yield _row(f"{len(ordered) - BUSIEST} others", rest)


def by_half_hour(half_hours: HalfHours, days: int) -> Iterator[str]:
    """On an average day; the bar shows who came."""
    heads = ("still waiting", "mean wait", "longest", "counters open")
    yield f"{'Half hour from':16}{'came':>6}{'':{BAR + 2}}" + "".join(head.rjust(15) for head in heads)
    most = max((part.came for part in half_hours.of.values()), default=0)
    for place, part in sorted(half_hours.of.items()):
        bar = "█" * round(BAR * part.came / max(1, most))
        clock = f"{place * HALF_HOUR // MINUTE // 60 % 24:02}:{place * HALF_HOUR // MINUTE % 60:02}"
        waits = (sum(part.waits) / len(part.waits), max(part.waits)) if part.waits else ()
        told = "".join(f"{wait:15.1f}" for wait in waits) or " " * 30
        end = f"{_mean(part.waiting, days):>15}{told}{_mean(part.counters_open, days):>15}"
        yield f"{clock:16}{_mean(part.came, days):>6}  {bar:{BAR}}{end}"


def _mean(total: int, days: int) -> str:
    return f"{total / days:.0f}"


def _heads(first: str) -> str:
    names = ("taken", *STATES.values(), "mean", "95 of 100", "longest")
    return f"{first:{NAME}}" + "".join(name.rjust(10 if len(name) > len("carried") else 9) for name in names)


def _row(name: str, group: Group) -> str:
    shown = name if len(name) < NAME else f"{name[: NAME - 2]}…"
    counts = (group.taken, *(group.states[state] for state in STATES))
    waits = f"{group.mean:9.1f}{group.p95:10.1f}{group.longest:9.1f}"
    return f"{shown:{NAME}}" + "".join(f"{count or '-':>9}" for count in counts) + waits
