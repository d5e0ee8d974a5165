"""The pages: one of a day's (or some days') figures, one of the compared orders beside the reference's table."""

from collections.abc import Iterator, Mapping
from math import sqrt
from statistics import mean, stdev
from textwrap import fill
from typing import Final

from config.plan import Plan
from config.vocabulary import Level, TicketClass, TicketState
from queue_server.simulation.pages.figures import Figures, Group, Kept
from queue_server.simulation.policies import (
    FIRST_COME,
    FIRST_COME_OWN,
    MILD,
    MILD_OWN,
    STRICT,
    STRONG,
    STRONG_OWN,
    Policy,
)

BUSIEST: Final = 8
WIDTH: Final = 117
NORMAL_95: Final = 1.96
DAYS_FOR_INTERVAL: Final = 2
STATES: Final[Mapping[TicketState, str]] = {
    TicketState.SERVED: "served",
    TicketState.NO_SHOW: "no-show",
    TicketState.CANCELLED: "cancelled",
    TicketState.ENDED: "ended",
}
"""Where the tickets of a day are in the end; beside these some are carried over, where the plan says so."""
CLASSES: Final = (TicketClass.PRIORITY, TicketClass.BOOKED, TicketClass.ORDINARY)
REFERENCE: Final[Mapping[Policy, str]] = {
    FIRST_COME: "9.2/40/214 9.3/39/199 8.7/40/195 9.3/40/214 1.8 0 0",
    FIRST_COME_OWN: "8.5/37/214 8.6/37/199 7.9/38/195 8.6/37/214 1.4 0 -0.66±0.26",
    STRICT: "10.3/54/361 1.6/7/67 1.0/5/91 14.5/64/361 5.9 34 +1.08±0.35",
    STRONG: "9.9/48/233 2.2/9/168 3.5/23/150 13.1/55/233 3.9 33 +0.70±0.24",
    STRONG_OWN: "9.4/46/233 2.0/9/168 3.2/20/155 12.5/52/233 3.5 32 +0.22±0.25",
    MILD: "9.3/42/234 4.3/24/194 6.0/33/204 11.1/45/234 2.3 22 +0.10±0.17",
    MILD_OWN: "8.6/38/229 4.0/21/187 5.5/31/202 10.3/42/229 1.8 21 -0.53±0.26",
}
"""The reference's measurement of 60 days (queueing reference, section 2.4), in the columns of ``comparison``."""


def page(plan: Plan, figures: Figures, heading: str, digests: list[str]) -> str:
    """One page of figures."""
    lines = [f"{plan.name.en} · {heading}", "", _heads("class")]
    lines += [_row(kind.value, figures.by_class[kind]) for kind in CLASSES]
    lines += [_row("all", figures.everybody), *_carried(figures), "", _heads(f"{BUSIEST} busiest services")]
    busiest = sorted(figures.by_service.items(), key=lambda entry: (-entry[1].taken, entry[0]))[:BUSIEST]
    lines += [_row(plan.service_by_id[service].name.en, group) for service, group in busiest]
    lines += ["", *_counters(plan, figures), _marks(figures), _order(figures)]
    lines += [_wrapped("told", ", ".join(_told(kind, figures.by_class[kind]) for kind in CLASSES))]
    lines += [_named("moves", figures.facts), _named("refused", figures.refusals)]
    lines += [f"facts    {figures.facts.total()}, sha256 {digest}" for digest in digests]
    return "\n".join(lines)


def comparison(found: Mapping[Policy, Figures], heading: str) -> str:
    """A line for each order, the reference's line under it."""
    head = "".join(name.rjust(17) for name in ("all", "priority", "booked", "ordinary"))
    lines = [
        heading,
        "minutes: mean / P95 / longest; the last column: the mean wait beside first-come's, day by day",
        "",
        f"{'':34}{head}{'> 60 min':>10}{'overtaken':>11}{'mean beside':>14}",
    ]
    for policy, figures in found.items():
        ordinary = figures.by_class[TicketClass.ORDINARY]
        groups = (figures.everybody, *(figures.by_class[kind] for kind in CLASSES))
        cells = "".join(_three(group).rjust(17) for group in groups)
        over = f"{ordinary.long_share:>10.1%}{ordinary.share(ordinary.overtaken):>11.0%}"
        lines.append(f"{policy.name:34}{cells}{over}{_beside(figures, found[FIRST_COME]):>14}")
        *told, long, passed, beside = REFERENCE[policy].split()
        theirs = "".join(cell.rjust(17) for cell in told)
        lines.append(f"{'  reference':34}{theirs}{long + '%':>10}{passed + '%':>11}{beside:>14}")
    return "\n".join(lines)


def _beside(figures: Figures, first_come: Figures) -> str:
    """How much longer the mean wait is than first-come's, day by day, with its 95 % interval."""
    more = [ours - theirs for ours, theirs in zip(figures.day_means, first_come.day_means, strict=True)]
    if figures is first_come or len(more) < DAYS_FOR_INTERVAL:
        return "0" if figures is first_come else f"{mean(more):+.2f}"
    return f"{mean(more):+.2f}±{NORMAL_95 * stdev(more) / sqrt(len(more)):.2f}"


def _three(group: Group) -> str:
    return f"{group.mean:.1f}/{group.p95:.0f}/{group.longest:.0f}"


def _heads(first: str) -> str:
    names = ("taken", *STATES.values(), "wait mean", "P95", "longest, min")
    return f"{first:34}" + "".join(name.rjust(max(10, len(name) + 1)) for name in names)


def _row(name: str, group: Group) -> str:
    counts = (group.taken, *(group.states[state] for state in STATES))
    waits = f"{group.mean:10.1f}{group.p95:10.1f}{group.longest:13.1f}"
    return f"{name:34}" + "".join(f"{count:10}" for count in counts) + waits


def _carried(figures: Figures) -> Iterator[str]:
    over = figures.everybody.states[TicketState.CARRIED]
    if over:
        yield f"carried over to the next working day {over}"


def _counters(plan: Plan, figures: Figures) -> Iterator[str]:
    """How much of its open time each counter had somebody, the busiest first."""
    use = {counter: figures.busy_s[counter] / open_s for counter, open_s in figures.open_s.items() if open_s}
    whole = sum(figures.busy_s.values()) / max(1, sum(figures.open_s.values()))
    busiest = sorted(use, key=lambda counter: (-use[counter], counter))[:BUSIEST]
    yield f"counters {len(use)} of {len(plan.counters)} opened, in use {whole:.0%} of their open time"
    yield "         busiest: " + ", ".join(f"{counter} {use[counter]:.0%}" for counter in busiest)


def _marks(figures: Figures) -> str:
    served, given = figures.everybody.states[TicketState.SERVED], figures.marks.total()
    levels = ", ".join(f"{level.value} {figures.marks[level]}" for level in Level)
    return _wrapped(
        "marks", f"{levels}, no review {served - given} of {served} ({(served - given) / max(1, served):.0%})"
    )


def _order(figures: Figures) -> str:
    told = ", ".join(f"{kind.value} {figures.by_class[kind].overtaken}" for kind in CLASSES)
    ordinary = figures.by_class[TicketClass.ORDINARY]
    over = f"ordinary over an hour {ordinary.long_share:.1%}"
    return f"order    called after a later ticket of their service: {told}; {over}"


def _told(kind: TicketClass, group: Group) -> str:
    """How often the wait lay in the range that the kiosk told, of those who were told one."""
    came_out = group.promised
    told = came_out.total() - came_out[Kept.UNTOLD]
    within = f"{came_out[Kept.WITHIN] / max(1, told):.0%}" if told else "nobody"
    other = f"sooner {came_out[Kept.SOONER]}, later {came_out[Kept.LATER]}, nothing told {came_out[Kept.UNTOLD]}"
    return f"{kind.value} {within} of {told} within the range ({other})"


def _named(title: str, counts: Mapping[str, int]) -> str:
    told = ", ".join(f"{name} {count}" for name, count in sorted(counts.items())) or "nothing"
    return _wrapped(title, told)


def _wrapped(title: str, told: str) -> str:
    return fill(told, WIDTH, initial_indent=f"{title:9}", subsequent_indent=" " * 9)
