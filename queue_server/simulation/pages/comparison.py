"""The compared orders of calling, each beside the reference's measurement."""

from collections.abc import Mapping
from math import sqrt
from statistics import mean, stdev
from typing import Final

from config.vocabulary import TicketClass
from queue_server.simulation.pages.figures import CLASSES, Figures, Group
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

NORMAL_95: Final = 1.96
DAYS_FOR_INTERVAL: Final = 2
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
