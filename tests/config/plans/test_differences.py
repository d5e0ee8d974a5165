"""What changes from one plan to another is told entry by entry, down to the innermost value."""

import re
from dataclasses import fields, is_dataclass, replace
from datetime import date, time
from typing import Final, get_args, get_type_hints

import pytest

from config.differences.plans import differences
from config.differences.values import SHOWN_MAX
from config.differences.words import WORDS
from config.plan import Plan, Service
from config.rules.appointments import Slots
from config.rules.chains import Chain
from config.rules.counters import CounterRules, Tide
from config.rules.numbers import NumberRules, ServiceNumbers
from config.rules.opening import Calendar, Holiday, Opening, ServiceHours, Span
from config.rules.order import CallOrder, Order
from config.rules.preference import Preference
from config.text import Text
from config.vocabulary import CounterId, ServiceId, TicketClass
from tests.queue_server.domain.examples import IDENTITY, ONE, PERMITS, PLAN
from tests.queue_server.domain.walk_plans import WITHOUT_TWO

FIELD_NAME: Final = re.compile(r"[a-z]_[a-z]|\w\(|=")
"""What names of the code look like, and what Python writes of values."""


def in_english(changed: Plan) -> list[str]:
    return [line.en for line in differences(PLAN, changed)]


def in_chinese(before: Plan, after: Plan) -> list[str]:
    return [line.zh for line in differences(before, after)]


def test_the_same_plan_has_no_differences() -> None:
    assert differences(PLAN, replace(PLAN)) == []


def test_entries_that_come_and_go() -> None:
    fishing = Service(ServiceId("fishing"), PLAN.services[0].department, Text("渔业", "Fishing"), "C")
    assert in_english(replace(WITHOUT_TWO, services=(*WITHOUT_TWO.services, fishing))) == [
        f"service Fishing (fishing): added, department {PLAN.departments[0].name.en}; prefix C",
        "service Identity cards (identity): removed; what is still in use drains",
        "counter Counter 1 (one): own services: without Identity cards; with Permits",
        "counter Counter 1 (one): second services: without Permits",
        "counter Counter 2 (two): removed; what is still in use drains",
        "counter Counter 3 (both): own services: without Identity cards",
    ]


def test_what_changes_inside_an_entry_and_in_the_hall_s_rules() -> None:
    identity, permits = PLAN.services
    changed = replace(
        PLAN,
        services=(replace(permits, prefix="P", numbers=ServiceNumbers(morning_max=5)), identity),
        counters=(replace(PLAN.counters[0], name=Text("一号", "One"), posts=("A",)), *PLAN.counters[1:]),
        own_first_min=5,
        head_start_min={TicketClass.PRIORITY: 45},
        numbers=NumberRules(skip_endings=("4",)),
    )
    assert (CounterId("one"), ServiceId("permits")) == (ONE, PERMITS)
    assert in_english(changed) == [
        "service Permits (permits): prefix: B → P",
        "service Permits (permits): tickets in the morning (0: no limit): 0 → 5",
        "service: in another order",
        "counter Counter 1 (one): name: 1号窗口 / Counter 1 → 一号 / One",
        "counter Counter 1 (one): posts in turn: with A",
        "hall: head start (minutes) priority: 60 → 45",
        "hall: head start (minutes) booked: 30 → not set",
        "hall: own services first (minutes): 10 → 5",
        "hall: endings left out: with 4",
    ]


def test_each_line_is_told_in_chinese_too() -> None:
    counters = (replace(PLAN.counters[0], posts=("A",)), PLAN.counters[2], PLAN.counters[1])
    changed = replace(WITHOUT_TWO, services=PLAN.services, counters=counters, head_start_min={TicketClass.PRIORITY: 45})
    assert in_chinese(PLAN, changed) == [
        "窗口 1号窗口（one）：轮值岗位：加上 A",
        "窗口：顺序变了",
        "大厅：提前量（分钟） 优先号：60 → 45",
        "大厅：提前量（分钟） 预约号：30 → 未设",
    ]


MORNING, AFTERNOON = Span(time(9), time(12)), Span(time(13), time(17))
MAY = Holiday(date(2027, 5, 1), date(2027, 5, 2), Text("劳动节", "Labour Day"))
CHAIN = Chain(ServiceId("both"), PLAN.services[0].department, Text("两件", "Both"), (IDENTITY, PERMITS))
FULL: Final = replace(
    PLAN,
    opening=Opening(((MORNING, AFTERNOON),) * 5 + ((), ()), calendar=Calendar((MAY,))),
    chains=(CHAIN,),
    services=(replace(PLAN.services[0], slots=Slots(30, 3), hours=ServiceHours(last_issue_min=5)), PLAN.services[1]),
)


def opening(**changes: object) -> Plan:
    """The full plan with another opening."""
    assert FULL.opening is not None
    return replace(FULL, opening=replace(FULL.opening, **changes))  # type: ignore[arg-type]


def first_service(**changes: object) -> Plan:
    """The full plan with another first service."""
    return replace(FULL, services=(replace(FULL.services[0], **changes), FULL.services[1]))  # type: ignore[arg-type]


def first_counter(**rules: object) -> Plan:
    """The full plan with rules for its first counter."""
    one = replace(FULL.counters[0], rules=CounterRules(**rules))  # type: ignore[arg-type]
    return replace(FULL, counters=(one, *FULL.counters[1:]))


SHORT_FRIDAY = ((MORNING, AFTERNOON),) * 4 + ((MORNING,), (), ())
LATER = ((MORNING, Span(time(13, 30), time(17))),) * 5 + ((), ())
LONGER = replace(MAY, last=date(2027, 5, 3))
BOAT = Holiday(date(2027, 6, 9), date(2027, 6, 9), Text("端午", "Dragon Boat"))
IDENTITY_CARDS = "业务 身份证（identity）"
NESTED: Final = [
    (opening(week=SHORT_FRIDAY), "大厅：办事时间 周五：09:00-12:00、13:00-17:00 → 09:00-12:00"),
    (opening(week=LATER), "大厅：办事时间 周一至周五：09:00-12:00、13:00-17:00 → 09:00-12:00、13:30-17:00"),
    (opening(calendar=Calendar((LONGER,))), "节假日 劳动节（2027-05-01）：最后一天：2027-05-02 → 2027-05-03"),
    (opening(calendar=Calendar((MAY, BOAT))), "节假日 端午（2027-06-09）：新增，最后一天 2027-06-09"),
    (replace(FULL, opening=None), "大厅：开放时间：办事时间 周一至周五 09:00-12:00、13:00-17:00；节假日 劳动节 → 未设"),
    (replace(FULL, pause_reasons=FULL.pause_reasons[1:]), "大厅：暂停原因：去掉 临时离开 / Back in a moment"),
    (
        replace(FULL, chains=(replace(CHAIN, steps=(PERMITS, IDENTITY)),)),
        "一件事 两件（both）：环节：新顺序 许可、身份证",
    ),
    (replace(FULL, chains=()), "一件事 两件（both）：取消"),
    (replace(FULL, order=CallOrder(Order.STRICT)), "大厅：叫号顺序：按视为到达时间 → 按号别先后"),
    (first_service(slots=Slots(30, 5)), f"{IDENTITY_CARDS}：每段人数：3 → 5"),
    (first_service(slots=None), f"{IDENTITY_CARDS}：预约时段：每段分钟数 30；每段人数 3 → 未设"),
    (first_service(hours=None), f"{IDENTITY_CARDS}：自己的办事时间：提前停止取号（分钟） 5 → 同大厅"),
    (first_service(carry_over=True), f"{IDENTITY_CARDS}：顺延到下一工作日：同大厅 → 是"),
    (first_counter(tide=Tide(months=(7, 8))), "窗口 1号窗口（one）：潮汐：未设 → 潮汐月份 7月、8月"),
    (first_counter(prefers=Preference((), (PERMITS,))), "窗口 1号窗口（one）：优先叫：未设 → 优先叫的业务 许可"),
]


@pytest.mark.parametrize(("changed", "line"), NESTED)
def test_a_difference_deep_inside_is_one_line_of_its_own(changed: Plan, line: str) -> None:
    assert in_chinese(FULL, changed) == [line]
    (back,) = differences(changed, FULL)
    assert not FIELD_NAME.search(back.zh + back.en), "a name of the code"
    assert max(len(back.zh), len(back.en)) < 3 * SHOWN_MAX


def test_every_value_of_a_plan_has_words() -> None:
    left: list[type] = [Plan]
    seen: set[type] = set()
    while left:
        kind = left.pop()
        seen.add(kind)
        hints = get_type_hints(kind)
        assert set(WORDS[kind]) == {field.name for field in fields(kind)}, kind
        left += [inner for hint in hints.values() for inner in inner_kinds(hint) if inner not in seen]
    assert seen == set(WORDS)


def inner_kinds(hint: object) -> list[type]:
    """The classes of a plan that stand in a type, however deep."""
    if isinstance(hint, type) and is_dataclass(hint):
        return [] if hint in (Text, Span) else [hint]
    return [kind for inner in get_args(hint) for kind in inner_kinds(inner)]
