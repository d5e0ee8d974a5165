"""Names that people are sent by: no two of a kind may read the same, in either language."""

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from config.plan import Plan
from config.settings.problems import Problem
from config.text import Text

LANGUAGES: Final[dict[str, Callable[[Text], str]]] = {"zh": lambda name: name.zh, "en": lambda name: name.en}


def name_problems(plan: Plan) -> Iterator[Problem]:
    """Every name that stands twice; a post that stands twice at its window is told elsewhere."""
    yield from _same("services.toml", "department", ((d.id, d.name) for d in plan.departments))
    offered = (*((s.id, s.name) for s in plan.services), *((c.id, c.name) for c in plan.chains))
    yield from _same("services.toml", "department.service", offered)
    seats = {(c.post.window, c.post.name) if c.post is not None else c.id: c for c in plan.counters}
    yield from _same("counters.toml", "counter", ((c.id, c.name) for c in seats.values()))
    reasons = ((f"{place}", reason) for place, reason in enumerate(plan.pause_reasons, start=1))
    yield from _same("hall.toml", "pause_reasons", reasons)


def _same(file: str, key: str, named: Iterable[tuple[str, Text]]) -> Iterator[Problem]:
    entries = tuple(named)
    for language, of in LANGUAGES.items():
        by_name: dict[str, list[str]] = {}
        for name, text in entries:
            by_name.setdefault(of(text), []).append(name)
        for shown, names in by_name.items():
            if len(names) > 1:
                by = ", ".join(names)
                zh, en = (
                    f"“{shown}”是 {by} 共同的名称；各应有自己的名称",
                    f"{shown!r} is the name of {by}; each needs its own",
                )
                yield Problem(file, f"{key}.{language}", Text(zh, en))
