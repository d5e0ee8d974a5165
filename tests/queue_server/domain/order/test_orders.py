"""First-come, strict classes with groups and turns, closed classes and limits of a day, with times written out."""

from dataclasses import replace
from typing import Final

import pytest

from config.rules.order import CallOrder, ClassLimits, Order
from config.vocabulary import RefusalCode, TicketClass
from queue_server.domain.calling.reason import CallRule
from queue_server.domain.commands import MarkNoShow, TakeTicket
from queue_server.domain.refusals import Refusal
from queue_server.domain.sentences.why_not import why_not
from tests.queue_server.domain.examples import BOTH, IDENTITY, PERMITS, PLAN, SmallHall
from tests.queue_server.domain.order.walk_order import FIRST_COME_PLAN, GROUPS, STRICT_PLAN
from tests.queue_server.domain.test_dispatch import clock

ORDINARY, BOOKED, PRIORITY = TicketClass.ORDINARY, TicketClass.BOOKED, TicketClass.PRIORITY
NO_TURNS: Final = replace(STRICT_PLAN, order=CallOrder(Order.STRICT, groups=GROUPS))


def of_group(small: SmallHall, at: str, group: str | None) -> None:
    """A priority visitor for an identity card."""
    small.at(at).do(TakeTicket("kiosk-1", IDENTITY, PRIORITY, group=group))


def called(small: SmallHall) -> list[str]:
    """Everybody, called to counter ``both`` in turn."""
    small.open(BOTH)
    return [small.call_and_finish(BOTH) for _ in range(small.hall.waiting.total)]


def test_first_come_goes_by_taking_alone() -> None:
    small = SmallHall(FIRST_COME_PLAN)
    small.at("09:00").take(PERMITS)
    small.at("09:05").take(IDENTITY, BOOKED, clock("09:00"))
    small.at("09:10").take(IDENTITY, PRIORITY)
    small.at("09:11").take(PERMITS)
    assert called(small) == ["B7", "A001", "A002", "B8"]


def test_strict_classes_go_by_class_then_group_then_taking() -> None:
    small = SmallHall(NO_TURNS)
    small.at("09:00").take(IDENTITY)
    small.at("09:01").take(IDENTITY, BOOKED, clock("09:30"))
    of_group(small, "09:02", None)
    of_group(small, "09:03", "old")
    of_group(small, "09:04", "soldiers")
    of_group(small, "09:05", "old")
    small.at("09:06").take(PERMITS, PRIORITY)
    assert called(small) == ["A005", "A004", "A006", "A003", "B7", "A002", "A001"]


def test_the_last_class_has_its_turn_after_two_of_others() -> None:
    small = SmallHall(STRICT_PLAN)
    for at in ("09:00", "09:01"):
        small.at(at).take(IDENTITY)
    for _ in range(5):
        small.at("09:05").take(IDENTITY, PRIORITY)
    assert called(small) == ["A003", "A004", "A001", "A005", "A006", "A002", "A007"]


def test_who_was_put_back_stands_behind_the_next_few_of_any_rank() -> None:
    small = SmallHall(replace(NO_TURNS, no_show_returns_behind=2))
    small.take(IDENTITY, PRIORITY)
    for _ in range(3):
        small.take(IDENTITY)
    small.open(BOTH)
    small.call(BOTH)
    small.do(MarkNoShow(BOTH, "lan"))
    assert [small.call_and_finish(BOTH) for _ in range(4)] == ["A002", "A003", "A001", "A004"]


def test_why_not_names_the_class_that_goes_first() -> None:
    small = SmallHall(NO_TURNS)
    small.at("09:00").take(IDENTITY)
    of_group(small, "09:30", "old")
    small.open(BOTH)
    said = why_not(small.hall, next(iter(small.hall.tickets.values())))
    assert said.zh == "A001 是09:00取的普通号；前面还有1张号票，本厅规定优先号（老年人）先于普通号，因此A002先于A001。"
    assert said.en == (
        "A001 is an ordinary ticket taken at 09:00; 1 to be called before it: "
        "in this hall a priority ticket (the old) goes before an ordinary ticket, so A002 goes before A001."
    )


def test_the_log_has_the_ranks() -> None:
    small = SmallHall(NO_TURNS)
    small.at("09:00").take(PERMITS)
    of_group(small, "09:10", "soldiers")
    small.open(BOTH)
    reason = small.call(BOTH).reason
    assert reason.rule is CallRule.STRICT_CLASS
    assert [candidate.rank for candidate in reason.candidates] == [0, 44]


@pytest.mark.parametrize(
    ("common", "own", "code"),
    [
        (ClassLimits(), ClassLimits(), None),
        (ClassLimits((PRIORITY,)), ClassLimits(), RefusalCode.CLASS_NOT_ISSUED),
        (ClassLimits(), ClassLimits((PRIORITY,)), RefusalCode.CLASS_NOT_ISSUED),
        (ClassLimits(daily_max={PRIORITY: 1}), ClassLimits(), RefusalCode.CLASS_USED_UP),
        (ClassLimits(daily_max={PRIORITY: 1}), ClassLimits(daily_max={PRIORITY: 2}), None),
        (ClassLimits(daily_max={ORDINARY: 1}), ClassLimits(), None),
    ],
)
def test_closed_classes_and_limits_of_a_day(common: ClassLimits, own: ClassLimits, code: RefusalCode | None) -> None:
    """The second priority ticket of a service; another service has a count of its own."""
    services = (replace(PLAN.services[0], class_limits=own), PLAN.services[1])
    small = SmallHall(replace(PLAN, services=services, class_limits=common))
    small.ask(TakeTicket("kiosk-1", PERMITS, PRIORITY))
    small.ask(TakeTicket("kiosk-1", IDENTITY, PRIORITY))
    outcome = small.ask(TakeTicket("kiosk-1", IDENTITY, PRIORITY))
    assert (outcome.code if isinstance(outcome, Refusal) else None) == code
