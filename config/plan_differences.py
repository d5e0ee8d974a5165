"""What changes from one plan to another, entry by entry, in plain words."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from typing import Any, Final

from config.plan import Counter, Department, Plan, Service
from config.text import Text

SHOWN_MAX: Final = 100
"""The longest value in a line, in characters."""
Entry = Department | Service | Counter


def differences(before: Plan, after: Plan) -> list[str]:
    """One line for each change; empty when the plans are the same."""
    lists = {"departments": "department", "services": "service", "counters": "counter"}
    lines: list[str] = []
    for field in fields(Plan):
        old, new = getattr(before, field.name), getattr(after, field.name)
        if field.name in lists:
            lines += _entries(lists[field.name], old, new)
        else:
            lines += _changes(f"hall: {field.name}", old, new)
    return lines


def _entries(kind: str, before: Sequence[Entry], after: Sequence[Entry]) -> Iterator[str]:
    old, new = {entry.id: entry for entry in before}, {entry.id: entry for entry in after}
    for name, entry in new.items():
        if name not in old:
            yield f"{kind} {name}: added ({_shown(entry.name)})"
    for name, entry in old.items():
        if name not in new:
            drains = "" if isinstance(entry, Department) else "; what is still in use drains"
            yield f"{kind} {name}: removed ({_shown(entry.name)}){drains}"
        else:
            yield from _changes(f"{kind} {name}", entry, new[name])
    kept = [name for name in old if name in new]
    if kept != [name for name in new if name in old]:
        yield f"{kind}s: in another order"


def _changes(place: str, before: Any, after: Any) -> Iterator[str]:
    """The innermost parts that differ; ``place`` says where."""
    if before == after:
        return
    if is_dataclass(before) and type(before) is type(after) and not isinstance(before, Text):
        for field in fields(before):
            yield from _changes(_inside(place, field.name), getattr(before, field.name), getattr(after, field.name))
    elif isinstance(before, Mapping) and isinstance(after, Mapping):
        for key in dict.fromkeys((*before, *after)):
            yield from _changes(_inside(place, str(key)), before.get(key), after.get(key))
    elif isinstance(before, tuple) and isinstance(after, tuple) and all(isinstance(v, str) for v in before + after):
        gone, come = [v for v in before if v not in after], [v for v in after if v not in before]
        parts = [f"without {', '.join(gone)}"] * bool(gone) + [f"with {', '.join(come)}"] * bool(come)
        yield f"{place}: {'; '.join(parts) or 'in another order'}"
    else:
        yield f"{place}: {_shown(before)} → {_shown(after)}"


def _inside(place: str, name: str) -> str:
    return f"{place}.{name}" if ":" in place else f"{place}: {name}"


def _shown(value: Any) -> str:
    match value:
        case Text():
            said = f"{value.zh} / {value.en}"
        case None:
            said = "nothing"
        case _:
            said = str(value)
    return said if len(said) <= SHOWN_MAX else said[: SHOWN_MAX - 1] + "…"
