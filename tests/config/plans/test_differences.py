"""What changes from one plan to another is told entry by entry."""

from dataclasses import replace

from config.plan import Plan, Service
from config.plan_differences import differences
from config.rules.numbers import NumberRules, ServiceNumbers
from config.text import Text
from config.vocabulary import CounterId, ServiceId, TicketClass
from tests.queue_server.domain.examples import ONE, PERMITS, PLAN
from tests.queue_server.domain.walk_plans import WITHOUT_TWO


def in_english(changed: Plan) -> list[str]:
    return [line.en for line in differences(PLAN, changed)]


def test_the_same_plan_has_no_differences() -> None:
    assert differences(PLAN, replace(PLAN)) == []


def test_entries_that_come_and_go() -> None:
    fishing = Service(ServiceId("fishing"), PLAN.services[0].department, Text("渔业", "Fishing"), "C")
    assert in_english(replace(WITHOUT_TWO, services=(*WITHOUT_TWO.services, fishing))) == [
        "service fishing: added (渔业 / Fishing)",
        "service identity: removed (身份证 / Identity cards); what is still in use drains",
        "counter one: services: without identity; with permits",
        "counter one: second_services: without permits",
        "counter two: removed (2号窗口 / Counter 2); what is still in use drains",
        "counter both: services: without identity",
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
        "service permits: prefix: B → P",
        "service permits: numbers.morning_max: 0 → 5",
        "services: in another order",
        "counter one: name: 1号窗口 / Counter 1 → 一号 / One",
        "counter one: posts: with A",
        "hall: head_start_min.priority: 60 → 45",
        "hall: head_start_min.booked: 30 → nothing",
        "hall: own_first_min: 10 → 5",
        "hall: numbers.skip_endings: with 4",
    ]


def test_each_line_is_told_in_chinese_too() -> None:
    counters = (replace(PLAN.counters[0], posts=("A",)), PLAN.counters[2], PLAN.counters[1])
    changed = replace(WITHOUT_TWO, services=PLAN.services, counters=counters, head_start_min={TicketClass.PRIORITY: 45})
    assert [line.zh for line in differences(PLAN, changed)] == [
        "窗口 one：posts：加上A",
        "窗口：顺序变了",
        "大厅：head_start_min.priority：60 → 45",
        "大厅：head_start_min.booked：30 → 无",
    ]
    assert [line.zh for line in differences(PLAN, WITHOUT_TWO)][:2] == [
        "事项 identity：取消（身份证 / Identity cards）；在用的办完为止",
        "窗口 one：services：去掉identity；加上permits",
    ]
