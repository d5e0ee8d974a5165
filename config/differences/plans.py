"""What changes from one plan to another: a line for each thing that changed, in plain words of both languages."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, Final

from config.differences.values import Inside, Names, clauses, cut, listed, said_days, said_hours, same
from config.differences.words import WORDS
from config.plan import Counter, Plan, Service
from config.rules.opening import Holiday, Spans, Week, Workday
from config.text import Text

HALL: Final = Text("大厅", "hall")
ENTRIES: Final = frozenset({"departments", "services", "counters", "chains", "holidays", "workdays", "groups"})
"""Lists whose entries are known by themselves: by id, or by their day."""
DAYS: Final[Mapping[type, str]] = {Holiday: "first", Workday: "day"}
KEYS: Final = frozenset({"id", "name", "first", "day"})
"""What an entry's own line says already."""
DRAINS: Final = Text("；在用的办完为止", "; what is still in use drains")
ADDED: Final = Text("新增", "added")
REMOVED: Final = Text("取消", "removed")
REORDERED: Final = Text("顺序变了", "in another order")


def differences(before: Plan, after: Plan) -> list[Text]:
    """One line for each change; empty when the plans are the same."""
    return list(_Comparison(Names.of(before, after)).inside(HALL, before, after))


@dataclass(frozen=True)
class _Comparison:
    names: Names

    def inside(self, place: Text, before: Any, after: Any) -> Iterator[Text]:
        """The changes of two values of one class, field by field."""
        for field in fields(before):
            key = (type(before), field.name)
            yield from self._changes(place, key, getattr(before, field.name), getattr(after, field.name))

    def _changes(self, place: Text, key: Inside, before: Any, after: Any) -> Iterator[Text]:
        if before == after:
            return
        word = WORDS[key[0]][key[1]]
        if key[1] in ENTRIES and _are_entries(before, after):
            yield from self._entries(word, before, after)
        elif key[1] == "week" and before and after:
            yield from _days(_at(place, word), before, after)
        elif is_dataclass(before) and type(before) is type(after) and not isinstance(before, Text):
            yield from self.inside(place, before, after)
        elif isinstance(before, Mapping) and isinstance(after, Mapping):
            for name in dict.fromkeys((*before, *after)):
                at = self.names.said(key, name)
                yield from self._from_to(
                    _at(place, Text(f"{word.zh} {at.zh}", f"{word.en} {at.en}")), key, before.get(name), after.get(name)
                )
        elif isinstance(before, tuple) and isinstance(after, tuple) and key[1] != "week":
            yield _line(_at(place, word), self._gone_and_come(key, before, after))
        else:
            yield from self._from_to(_at(place, word), key, before, after)

    def _from_to(self, place: Text, key: Inside, before: Any, after: Any) -> Iterator[Text]:
        if before != after:
            was, now = cut(self.names.said(key, before)), cut(self.names.said(key, after))
            yield _line(place, Text(f"{was.zh} → {now.zh}", f"{was.en} → {now.en}"))

    def _entries(self, kind: Text, before: Sequence[Any], after: Sequence[Any]) -> Iterator[Text]:
        old, new = ({_id(entry): entry for entry in entries} for entries in (before, after))
        for name, entry in new.items():
            if name not in old:
                said = cut(clauses(self.names.parts(entry, KEYS)))
                what = Text(f"{ADDED.zh}，{said.zh}", f"{ADDED.en}, {said.en}") if said.zh else ADDED
                yield _line(_named(kind, entry), what)
        for name, entry in old.items():
            if name in new:
                yield from self.inside(_named(kind, entry), entry, new[name])
                continue
            drains = DRAINS if isinstance(entry, Service | Counter) else same("")
            yield _line(_named(kind, entry), Text(REMOVED.zh + drains.zh, REMOVED.en + drains.en))
        kept = [name for name in old if name in new]
        if kept != [name for name in new if name in old]:
            yield _line(kind, REORDERED)

    def _gone_and_come(self, key: Inside, before: tuple[Any, ...], after: tuple[Any, ...]) -> Text:
        def said(values: list[Any]) -> Text:
            return cut(listed(self.names.said(key, value) for value in values))

        gone, come = [v for v in before if v not in after], [v for v in after if v not in before]
        if not gone and not come:
            order = said(list(after))
            return Text(f"新顺序 {order.zh}", f"now in the order {order.en}")
        less, more = said(gone), said(come)
        parts = [Text(f"去掉 {less.zh}", f"without {less.en}")] * bool(gone)
        parts += [Text(f"加上 {more.zh}", f"with {more.en}")] * bool(come)
        return clauses(parts)


def _are_entries(before: Any, after: Any) -> bool:
    return all(is_dataclass(entry) for entry in (*before, *after))


def _days(place: Text, before: Week, after: Week) -> Iterator[Text]:
    """Days of a week whose hours change in the same way stand in one line."""
    changed: dict[tuple[Spans, Spans], list[int]] = {}
    for day, (old, new) in enumerate(zip(before, after, strict=True)):
        if old != new:
            changed.setdefault((old, new), []).append(day)
    for (old, new), days in changed.items():
        was, now, on = said_hours(old), said_hours(new), said_days(days)
        at = Text(f"{place.zh} {on.zh}", f"{place.en} on {on.en}")
        yield _line(at, Text(f"{was.zh} → {now.zh}", f"{was.en} → {now.en}"))


def _id(entry: Any) -> str:
    return str(getattr(entry, DAYS.get(type(entry), "id")))


def _named(kind: Text, entry: Any) -> Text:
    """Which entry: its name, and the id or the day that it has in the files."""
    name: Text = entry.name
    return Text(f"{kind.zh} {name.zh}（{_id(entry)}）", f"{kind.en} {name.en} ({_id(entry)})")


def _at(place: Text, word: Text) -> Text:
    return Text(f"{place.zh}：{word.zh}", f"{place.en}: {word.en}")


def _line(place: Text, what: Text) -> Text:
    return Text(f"{place.zh}：{what.zh}", f"{place.en}: {what.en}")
