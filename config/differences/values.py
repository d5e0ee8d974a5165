"""One value of a plan as people read it: names for ids, hours by days, yes and no."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import MISSING, Field, dataclass, fields, is_dataclass
from datetime import time
from itertools import groupby
from typing import Any, Final

from config.differences.words import MONTHS, ORDERS, RESETS, WORDS
from config.plan import Counter, Plan, Service
from config.rules.chains import Chain
from config.rules.counters import Tide
from config.rules.numbers import Reset
from config.rules.opening import ServiceHours, Span, Spans, Week, Workday
from config.rules.order import Order
from config.rules.posts import Post
from config.rules.preference import Preference
from config.text import Text
from config.vocabulary import TicketClass, Weekday
from config.words import CLASS_NAMES, WEEKDAYS

SHOWN_MAX: Final = 100
"""The longest value in a line, in characters."""
NOT_SET: Final = Text("未设", "not set")
CLOSED: Final = Text("不开门", "closed")
AS_THE_HALL: Final = Text("同大厅", "as the hall")
YES: Final = Text("是", "yes")
NO: Final = Text("否", "no")
DAYS: Final = tuple(Weekday)
Inside = tuple[type, str]
"""The class that has a value, and its field."""
SERVICE_IDS: Final[frozenset[Inside]] = frozenset(
    {(Counter, "services"), (Counter, "second_services"), (Preference, "services"), (Chain, "steps")}
)
THE_HALLS: Final[frozenset[Inside]] = frozenset(
    {(Service, "carry_over"), (Service, "hours"), (ServiceHours, "last_issue_min")}
)
"""What follows the hall where a service says nothing."""
COUNTER_IDS: Final[frozenset[Inside]] = frozenset({(Post, "stands_in_for")})
DEPARTMENT_IDS: Final[frozenset[Inside]] = frozenset({(Service, "department"), (Chain, "department")})


def same(said: str) -> Text:
    """What reads the same in both languages."""
    return Text(said, said)


def listed(parts: Iterable[Text]) -> Text:
    """One after another."""
    parts = tuple(parts)
    return Text("、".join(part.zh for part in parts), ", ".join(part.en for part in parts))


def clauses(parts: Iterable[Text]) -> Text:
    """One after another, where each may be a list itself."""
    parts = tuple(parts)
    return Text("；".join(part.zh for part in parts), "; ".join(part.en for part in parts))


def cut(said: Text) -> Text:
    """As much as a line has room for."""
    zh, en = (s if len(s) <= SHOWN_MAX else s[: SHOWN_MAX - 1] + "…" for s in (said.zh, said.en))
    return Text(zh, en)


def _month(value: int) -> Text:
    return Text(f"{value}月", MONTHS[value - 1])


def _weekday(value: int) -> Text:
    return WEEKDAYS[DAYS[value]]


NUMBERED: Final[Mapping[Inside, Callable[[int], Text]]] = {
    (Tide, "months"): _month,
    (Tide, "weekdays"): _weekday,
    (Workday, "works_as"): _weekday,
}
"""Whole numbers that stand for something else."""


@dataclass(frozen=True)
class Names:
    """What the ids of two plans are called: the newer plan's names go before the older one's."""

    services: Mapping[str, Text]
    counters: Mapping[str, Text]
    departments: Mapping[str, Text]

    @classmethod
    def of(cls, *plans: Plan) -> "Names":
        """From the older plan to the newer one."""
        return cls(
            services={s.id: s.name for plan in plans for s in plan.services},
            counters={c.id: c.name for plan in plans for c in plan.counters},
            departments={d.id: d.name for plan in plans for d in plan.departments},
        )

    def named(self, inside: Inside, value: str) -> Text:
        """A text, or the name of the id that it is."""
        for ids, names in (
            (SERVICE_IDS, self.services),
            (COUNTER_IDS, self.counters),
            (DEPARTMENT_IDS, self.departments),
        ):
            if inside in ids:
                return names.get(value, same(value))
        return same(value)

    def said(self, inside: Inside, value: Any) -> Text:
        """One value, short."""
        match value:
            case None:
                return AS_THE_HALL if inside in THE_HALLS else NOT_SET
            case Text():
                return same(f"{value.zh} / {value.en}")
            case Order():
                return ORDERS[value]
            case Reset():
                return RESETS[value]
            case TicketClass():
                return CLASS_NAMES[value]
            case Weekday():
                return WEEKDAYS[value]
            case bool():
                return YES if value else NO
            case int() if inside in NUMBERED:
                return NUMBERED[inside](value)
            case time():
                return same(f"{value:%H:%M}")
            case Span():
                return same(f"{value.opens:%H:%M}-{value.closes:%H:%M}")
            case str():
                return self.named(inside, value)
            case _:
                return self._whole(inside, value)

    def _whole(self, inside: Inside, value: Any) -> Text:
        """A value that has others in it."""
        if inside[1] == "week":
            return said_week(value)
        if isinstance(name := getattr(value, "name", None), Text):
            return name
        if is_dataclass(value):
            return clauses(self.parts(value))
        if isinstance(value, Mapping):
            pairs = ((self.said(inside, key), self.said(inside, one)) for key, one in value.items())
            return listed(Text(f"{key.zh} {one.zh}", f"{key.en} {one.en}") for key, one in pairs)
        if isinstance(value, tuple):
            return listed(self.said(inside, one) for one in value) if value else NOT_SET
        return same(str(value))

    def parts(self, value: Any, left_out: frozenset[str] = frozenset()) -> Iterator[Text]:
        """Everything that an entry says beyond what holds anyway, each with its word."""
        for field in fields(value):
            own = getattr(value, field.name)
            if field.name in left_out or own == default_of(field):
                continue
            if is_dataclass(own) and not isinstance(own, Text | Span):
                yield from self.parts(own)
                continue
            word, said = WORDS[type(value)][field.name], self.said((type(value), field.name), own)
            yield Text(f"{word.zh} {said.zh}", f"{word.en} {said.en}")


def default_of(field: "Field[Any]") -> Any:
    """What holds when nothing is said; MISSING when something must be."""
    return field.default_factory() if field.default_factory is not MISSING else field.default


def said_hours(spans: Spans) -> Text:
    """One day's hours."""
    return listed(same(f"{span.opens:%H:%M}-{span.closes:%H:%M}") for span in spans) if spans else CLOSED


def said_days(places: Iterable[int]) -> Text:
    """Days of the week, Monday 0, a run of three or more by its ends."""
    runs = [[at for _, at in run] for _, run in groupby(enumerate(places), key=lambda pair: pair[1] - pair[0])]
    return listed(part for run in runs for part in _run(run))


def _run(run: list[int]) -> Iterator[Text]:
    first, last = _weekday(run[0]), _weekday(run[-1])
    if len(run) < 3:
        yield from map(_weekday, run)
    else:
        yield Text(f"{first.zh}至{last.zh}", f"{first.en} to {last.en}")


def said_week(week: Week) -> Text:
    """A whole week, days with the same hours together."""
    if not week:
        return AS_THE_HALL
    by_hours: dict[Spans, list[int]] = {}
    for place, spans in enumerate(week):
        if spans:
            by_hours.setdefault(spans, []).append(place)
    said = [(said_days(days), said_hours(spans)) for spans, days in by_hours.items()]
    return clauses(Text(f"{d.zh} {h.zh}", f"{d.en} {h.en}") for d, h in said) if said else CLOSED
