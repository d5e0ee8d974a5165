"""The lines of a day's page about counters: which were open, how busy they were, who was away and how long."""

from collections.abc import Iterator
from typing import Final

from config.plan import Plan
from config.vocabulary import CounterId
from queue_server.simulation.clerks import BREAK, CALLS_BACK, LUNCH
from queue_server.simulation.pages.figures import Figures
from queue_server.simulation.pages.presence import Away, Presence
from queue_server.simulation.pages.tables import BUSIEST

BETWEEN: Final = " · "
NAMED: Final = 6
"""Counters that are named in one line, the longest first."""
DUE: Final = (BREAK, LUNCH, CALLS_BACK)
"""Pauses that are nobody's absence."""


def counter_lines(plan: Plan, figures: Figures, presence: Presence) -> Iterator[tuple[str, str]]:
    """Which were open, how busy they were, and who was away."""
    use = {counter: figures.busy_s[counter] / open_s for counter, open_s in figures.open_s.items() if open_s}
    whole = sum(figures.busy_s.values()) / max(1, sum(figures.open_s.values()))
    busiest = sorted(use, key=lambda counter: (-use[counter], counter))[:BUSIEST]
    named = BETWEEN.join(f"{name_of(plan, counter)} {use[counter]:.0%}" for counter in busiest)
    yield "Counters", f"{len(use)} of {len(plan.counters)} opened, in use {whole:.0%} of their open time"
    yield "Busiest", named
    if presence.kept_closed or presence.on_call:
        yield "Tide, crowd", "; ".join(_on_call(plan, presence))
    if presence.shut:
        yield "Absent", "not open all day: " + BETWEEN.join(name_of(plan, counter) for counter in sorted(presence.shut))
    yield "Opened late", _aways(presence.late) + _longest_of(plan, presence.late)
    for reason, aways in sorted(presence.pauses.items()):
        yield reason.capitalize(), _aways(aways) + ("" if reason in DUE else _longest_of(plan, aways))


def _on_call(plan: Plan, presence: Presence) -> Iterator[str]:
    if presence.on_call:
        yield f"open {_aways(presence.on_call)}{_longest_of(plan, presence.on_call)}"
    if presence.kept_closed:
        yield "kept closed: " + BETWEEN.join(name_of(plan, counter) for counter in sorted(presence.kept_closed))


def _aways(aways: list[Away]) -> str:
    count = "once" if len(aways) == 1 else f"{len(aways)} times"
    longest = f", {max(aways)[0]:.0f} at the longest" if len(aways) > 1 else ""
    return f"{count}{spread([minutes for minutes, _ in aways])}{longest}" if aways else "nobody"


def _longest_of(plan: Plan, aways: list[Away]) -> str:
    """By name."""
    longest = sorted(aways, key=lambda away: (-away[0], away[1]))[:NAMED]
    named = BETWEEN.join(f"{name_of(plan, counter)} {minutes:.0f}" for minutes, counter in longest)
    return f": {named}{BETWEEN + '…' if len(aways) > NAMED else ''}" if named else ""


def spread(minutes: list[float]) -> str:
    """The mean, to follow a count."""
    return f", {sum(minutes) / len(minutes):.0f} minutes on average" if minutes else ""


def name_of(plan: Plan, counter: CounterId) -> str:
    """As the page has it."""
    return plan.counter_by_id[counter].name.en
