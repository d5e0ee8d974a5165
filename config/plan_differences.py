"""What changes from one plan to another, entry by entry, in plain words of both languages."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from typing import Any, Final

from config.plan import Counter, Department, Plan, Service
from config.text import Text

SHOWN_MAX: Final = 100
"""The longest value in a line, in characters."""
Entry = Department | Service | Counter

HALL: Final = Text("大厅", "hall")
LISTS: Final = {
    "departments": Text("部门", "department"),
    "services": Text("事项", "service"),
    "counters": Text("窗口", "counter"),
}
DRAINS: Final = Text("；在用的办完为止", "; what is still in use drains")
REORDERED: Final = Text("顺序变了", "in another order")


def differences(before: Plan, after: Plan) -> list[Text]:
    """One line for each change; empty when the plans are the same."""
    lines: list[Text] = []
    for field in fields(Plan):
        old, new = getattr(before, field.name), getattr(after, field.name)
        if field.name in LISTS:
            lines += _entries(field.name, LISTS[field.name], old, new)
        else:
            lines += _changes(HALL, field.name, old, new)
    return lines


def _entries(plural: str, kind: Text, before: Sequence[Entry], after: Sequence[Entry]) -> Iterator[Text]:
    old, new = {entry.id: entry for entry in before}, {entry.id: entry for entry in after}
    for name, entry in new.items():
        if name not in old:
            shown = _shown(entry.name)
            yield _line(_named(kind, name), Text(f"新增（{shown.zh}）", f"added ({shown.en})"))
    for name, entry in old.items():
        if name not in new:
            shown, drains = _shown(entry.name), Text("", "") if isinstance(entry, Department) else DRAINS
            yield _line(_named(kind, name), Text(f"取消（{shown.zh}）{drains.zh}", f"removed ({shown.en}){drains.en}"))
        else:
            yield from _changes(_named(kind, name), "", entry, new[name])
    kept = [name for name in old if name in new]
    if kept != [name for name in new if name in old]:
        yield _line(Text(kind.zh, plural), REORDERED)


def _changes(place: Text, key: str, before: Any, after: Any) -> Iterator[Text]:
    """The innermost parts that differ; ``place`` and the plan file's ``key`` say where."""
    if before == after:
        return
    if is_dataclass(before) and type(before) is type(after) and not isinstance(before, Text):
        for field in fields(before):
            yield from _changes(
                place, _inside(key, field.name), getattr(before, field.name), getattr(after, field.name)
            )
    elif isinstance(before, Mapping) and isinstance(after, Mapping):
        for name in dict.fromkeys((*before, *after)):
            yield from _changes(place, _inside(key, str(name)), before.get(name), after.get(name))
    elif isinstance(before, tuple) and isinstance(after, tuple) and all(isinstance(v, str) for v in before + after):
        yield _line(Text(f"{place.zh}：{key}", f"{place.en}: {key}"), _gone_and_come(before, after))
    else:
        was, now = _shown(before), _shown(after)
        what = Text(f"{was.zh} → {now.zh}", f"{was.en} → {now.en}")
        yield _line(Text(f"{place.zh}：{key}", f"{place.en}: {key}"), what)


def _gone_and_come(before: tuple[str, ...], after: tuple[str, ...]) -> Text:
    gone, come = [v for v in before if v not in after], [v for v in after if v not in before]
    parts = [Text(f"去掉{'、'.join(gone)}", f"without {', '.join(gone)}")] * bool(gone)
    parts += [Text(f"加上{'、'.join(come)}", f"with {', '.join(come)}")] * bool(come)
    if not parts:
        return REORDERED
    return Text("；".join(part.zh for part in parts), "; ".join(part.en for part in parts))


def _line(place: Text, what: Text) -> Text:
    return Text(f"{place.zh}：{what.zh}", f"{place.en}: {what.en}")


def _named(kind: Text, name: str) -> Text:
    return Text(f"{kind.zh} {name}", f"{kind.en} {name}")


def _inside(key: str, name: str) -> str:
    return f"{key}.{name}" if key else name


def _shown(value: Any) -> Text:
    match value:
        case Text():
            said = Text(f"{value.zh} / {value.en}", f"{value.zh} / {value.en}")
        case None:
            said = Text("无", "nothing")
        case _:
            said = Text(str(value), str(value))
    return Text(_cut(said.zh), _cut(said.en))


def _cut(said: str) -> str:
    return said if len(said) <= SHOWN_MAX else said[: SHOWN_MAX - 1] + "…"
