"""What must hold of counters that open only at times: their hours, and that no service is left without a counter."""

from collections.abc import Iterator
from typing import Final

from config.plan import Counter, Plan
from config.rules.counters import CounterRules, Tide
from config.rules.opening import Opening, ServiceHours
from config.settings.problems import Problem
from config.settings.rules.opening import NOT_IN_ORDER, first_to_last, in_order, on_days, ordinary_week, span_text
from config.text import Text
from config.vocabulary import CounterId, ServiceId, TicketClass, Weekday
from config.words import CLASS_NAMES

FILE: Final = "counters.toml"
AT_TIMES: Final = "at times nobody calls"
MONTHS: Final = range(1, 13)


def tide_problems(plan: Plan) -> Iterator[Problem]:
    """Every breach."""
    for counter in plan.counters:
        if counter.rules.tide is not None:
            yield from _of_tide(f"{counter.id}.tide", counter.rules.tide, plan.opening)
    yield from _left_alone(plan)


def _of_tide(key: str, tide: Tide, opening: Opening | None) -> Iterator[Problem]:
    if tide == Tide():
        must = Text("必须有 months、weekdays 或 hours", "must name months, weekdays or hours")
        yield Problem(FILE, key, must)
    if not in_order(tide.hours):
        yield Problem(FILE, f"{key}.hours", NOT_IN_ORDER)
    if opening is None:
        return
    named = [day for day in Weekday if not tide.weekdays or day.place in tide.weekdays]
    shut = [day for day in named if not opening.week[day.place]]
    if tide.weekdays and shut:
        yield Problem(FILE, f"{key}.weekdays", on_days(shut, Text("大厅不开门", "the hall is closed")))
    days = [first_to_last(opening.week[day.place]) for day in named if day not in shut]
    for span in tide.hours:
        if days and span.opens < span.closes and not any(hall.covers(span) for day in days for hall in day):
            outside = Text("不在大厅办事时间之内", "not within the hall's own hours")
            shown = span_text(span)
            yield Problem(FILE, f"{key}.hours", Text(f"{shown} {outside.zh}", f"{shown}: {outside.en}"))


def _left_alone(plan: Plan) -> Iterator[Problem]:
    """A class of a service that in some month or on some day of the week only closed counters could call."""
    reach = {counter.id: _reach(plan, counter) for counter in plan.counters}
    for service in plan.services:
        for name in TicketClass:
            able = [c for c in plan.counters if service.id in reach[c.id] and c.rules.calls(name)]
            if able and not _always_one(able, _working_days(plan.opening, service.hours)):
                yield Problem(FILE, service.id, _said(name, able))
                break


def _reach(plan: Plan, counter: Counter) -> frozenset[ServiceId]:
    """Its services, and those of the posts it stands in for; a post that is not there is told elsewhere."""
    others: tuple[CounterId, ...] = counter.post.stands_in_for if counter.post is not None else ()
    return counter.skills.union(*(plan.counter_by_id[o].skills for o in others if o in plan.counter_by_id))


def _working_days(opening: Opening | None, own: ServiceHours | None) -> list[int]:
    if opening is None:
        return list(range(len(Weekday)))
    return [place for place, spans in enumerate(ordinary_week(opening, own)) if spans]


def _always_one(able: list[Counter], days: list[int]) -> bool:
    return all(any(_may_open(counter.rules, month, day) for counter in able) for month in MONTHS for day in days)


def _may_open(rules: CounterRules, month: int, day: int) -> bool:
    tide = rules.tide or Tide()
    named = (not tide.months or month in tide.months) and (not tide.weekdays or day in tide.weekdays)
    return named and rules.crowd is None


def _said(name: TicketClass, able: list[Counter]) -> Text:
    by = ", ".join(counter.id for counter in able)
    zh = f"有时没有窗口叫{CLASS_NAMES[name].zh}：{by} 只按 tide 或 crowd 开窗；应另有一个窗口能办"
    en = f"{AT_TIMES} {CLASS_NAMES[name].en} tickets: {by} open only by tide or crowd, so one more must do it"
    return Text(zh, en)
