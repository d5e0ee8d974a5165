"""Figures with their targets, as a table for people and as JSON for programs."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Final

MORE, LESS = "at least", "at most"


@dataclass(frozen=True)
class Figure:
    """One measured value; ``target`` is what it must reach, ``bare`` the bare loop's value of the same run."""

    name: str
    value: float
    unit: str
    target: float | None = None
    sense: str = LESS
    bare: float | None = None
    bare_factor_max: float | None = None
    """How many times slower than the bare loop it may be."""

    @property
    def factor(self) -> float | None:
        """How many times slower (or larger) than the bare loop."""
        if self.bare is None:
            return None
        return self.bare / self.value if self.sense == MORE else self.value / self.bare

    @property
    def holds(self) -> bool:
        """Whether the target and the bare loop's factor are kept."""
        kept = self.target is None or (self.value >= self.target if self.sense == MORE else self.value <= self.target)
        near = self.bare_factor_max is None or self.factor is None or self.factor <= self.bare_factor_max
        return kept and near


WIDTHS: Final = (58, 12, 14, 12, 10)


def table(figures: Sequence[Figure]) -> str:
    """A line each: name, value, target, bare loop, factor."""
    lines = [_line("figure", "measured", "target", "bare loop", "× bare")]
    for figure in figures:
        target = "–" if figure.target is None else f"{'≥' if figure.sense == MORE else '≤'} {figure.target:g}"
        bare = "–" if figure.bare is None else f"{figure.bare:.4g}"
        factor = "–" if figure.factor is None else f"{figure.factor:.2f}"
        mark = "" if figure.holds else "  ✗"
        lines.append(_line(f"{figure.name} ({figure.unit})", f"{figure.value:.4g}", target, bare, factor) + mark)
    return "\n".join(lines)


def as_json(figures: Sequence[Figure]) -> str:
    """All of it."""
    return json.dumps(
        [asdict(figure) | {"factor": figure.factor, "holds": figure.holds} for figure in figures],
        indent=2,
        ensure_ascii=False,
    )


def _line(*cells: str) -> str:
    return "".join(
        cell.ljust(width) if not i else cell.rjust(width)
        for i, (cell, width) in enumerate(zip(cells, WIDTHS, strict=True))
    )
