"""The order is changed while people wait: who stands where, what stays promised, what is said about calls."""

from dataclasses import replace
from typing import Final

from config.plan import Plan
from config.rules.order import CallOrder, Order
from config.vocabulary import TicketClass
from queue_server.domain.commands import AdoptPlan, FinishService, MarkNoShow, TakeTicket, TransferTicket
from queue_server.domain.facts import Fact, PlanAdopted
from queue_server.domain.plans.facts import NewPlace, TicketsReordered
from queue_server.domain.sentences.why import why
from queue_server.domain.sentences.why_not import why_not
from tests.queue_server.domain.examples import BOTH, IDENTITY, ONE, PERMITS, PLAN, SmallHall
from tests.queue_server.domain.order.test_orders import called
from tests.queue_server.domain.order.walk_order import FIRST_COME_PLAN, STRICT_PLAN
from tests.queue_server.domain.order.walk_reordering import MILD, TURNS
from tests.queue_server.domain.snapshot import replayed, snapshot
from tests.queue_server.domain.test_dispatch import clock

PRIORITY, BOOKED = TicketClass.PRIORITY, TicketClass.BOOKED
STRICT: Final = replace(STRICT_PLAN, order=CallOrder(Order.STRICT, groups=STRICT_PLAN.order.groups))


def adopt(small: SmallHall, plan: Plan) -> tuple[Fact, ...]:
    """A plan with another order."""
    return small.do(AdoptPlan(plan, "chief", "the county wants it"))


def test_the_fact_tells_where_everybody_stands_and_goes_before_the_plan() -> None:
    small = SmallHall(FIRST_COME_PLAN)
    small.at("09:00").take()
    second = small.at("09:10").take(IDENTITY, PRIORITY)
    reordered, adopted = adopt(small, PLAN)
    assert reordered == TicketsReordered((NewPlace(second, 0, clock("08:10")),))
    assert isinstance(adopted, PlanAdopted)
    assert called(small) == ["A002", "A001"]
    assert snapshot(replayed(small.kept)) == snapshot(small.hall)


def test_nobody_is_counted_later_than_the_slip_says() -> None:
    small = SmallHall()
    small.at("09:00").take()
    small.at("09:30").take(IDENTITY, PRIORITY)
    adopt(small, FIRST_COME_PLAN)
    small.at("09:35").take(IDENTITY, PRIORITY)
    small.at("09:36").take()
    assert called(small) == ["A002", "A001", "A003", "A004"]


def test_a_smaller_head_start_is_for_those_who_come_from_now_on() -> None:
    small = SmallHall()
    small.at("09:00").take()
    small.at("09:50").take(IDENTITY, PRIORITY)
    adopt(small, MILD)
    small.at("09:55").take(IDENTITY, PRIORITY)
    assert called(small) == ["A002", "A001", "A003"]


def test_classes_become_strict_for_those_who_wait() -> None:
    small = SmallHall()
    small.at("09:00").take()
    small.at("11:00").take(IDENTITY, PRIORITY)
    small.at("11:01").take(IDENTITY, PRIORITY)
    adopt(small, STRICT)
    small.at("11:02").do(TakeTicket("kiosk-1", IDENTITY, PRIORITY, group="soldiers"))
    assert called(small) == ["A004", "A002", "A003", "A001"]


def test_a_group_that_the_new_order_does_not_know_is_none() -> None:
    small = SmallHall(STRICT)
    small.at("09:00").do(TakeTicket("kiosk-1", IDENTITY, PRIORITY, group="old"))
    small.at("09:01").do(TakeTicket("kiosk-1", IDENTITY, PRIORITY, group="soldiers"))
    adopt(small, replace(STRICT, order=replace(STRICT.order, groups=())))
    assert called(small) == ["A001", "A002"]


def test_who_was_put_back_stays_where_they_were_put() -> None:
    small = SmallHall(replace(FIRST_COME_PLAN, no_show_returns_behind=1))
    small.at("09:00").take(IDENTITY, PRIORITY)
    small.at("09:20").take()
    small.open(ONE)
    small.call(ONE)
    small.do(MarkNoShow(ONE, "lan"))
    adopt(small, replace(PLAN, no_show_returns_behind=1))
    assert called(small) == ["A002", "A001"]


def test_who_stands_at_a_counter_is_sent_on_by_the_new_order() -> None:
    small = SmallHall(FIRST_COME_PLAN)
    first = small.at("09:00").take(IDENTITY, PRIORITY)
    small.open(ONE)
    small.call(ONE)
    small.at("08:59").take(PERMITS)
    adopt(small, STRICT)
    small.do(TransferTicket(ONE, "lan", PERMITS))
    assert small.hall.tickets[first].rank < small.hall.tickets[small.take(PERMITS)].rank
    assert called(small)[0] == "A001"


def test_a_call_is_explained_by_the_order_it_was_made_under() -> None:
    small = SmallHall(STRICT)
    small.at("09:00").take(PERMITS)
    priority = small.at("09:30").take(IDENTITY, PRIORITY)
    small.open(BOTH)
    assert small.call(BOTH).ticket == priority
    before = why(small.hall, small.hall.tickets[priority])
    adopt(small, FIRST_COME_PLAN)
    after = why(small.hall, small.hall.tickets[priority])
    assert "按号票类别" not in before.zh
    assert after.zh == (
        "A001 是09:30取的优先号；叫它时本厅按号票类别先后叫号，本厅规定优先号先于普通号，因此A001先于B7。"
    )
    assert after.en == (
        "A001 is a priority ticket taken at 09:30; the hall then called class by class, "
        "in this hall a priority ticket goes before an ordinary ticket, so A001 goes before B7."
    )


def test_who_waits_is_told_the_new_order() -> None:
    small = SmallHall(FIRST_COME_PLAN)
    small.at("09:00").take()
    second = small.hall.tickets[small.at("09:30").take(IDENTITY, PRIORITY)]
    small.open(ONE)
    assert why_not(small.hall, second).en.endswith("A001, counted as arrived at 09:00, goes first.")
    adopt(small, PLAN)
    assert why_not(small.hall, second).en.endswith("counted as arrived at 08:30; it is the next to be called.")


def test_a_plan_with_the_same_order_moves_nobody() -> None:
    small = SmallHall()
    small.take(IDENTITY, PRIORITY)
    assert len(adopt(small, replace(PLAN, own_first_min=3))) == 1


def test_a_turn_under_call_by_times_passes_nobody_who_came_before() -> None:
    """After one of another class the ordinary one goes first, if it came first: a turn only bounds head starts."""
    small = SmallHall(TURNS)
    small.at("09:00").take(IDENTITY, PRIORITY)
    for at in ("09:05", "09:06"):
        small.at(at).take()
    for _ in range(3):
        small.at("09:30").take(IDENTITY, PRIORITY)
    assert called(small) == ["A001", "A002", "A004", "A003", "A005", "A006"]
    late = SmallHall(TURNS)
    for at in ("09:00", "09:05"):
        late.at(at).take(IDENTITY, PRIORITY)
    late.at("09:10").take()
    assert called(late) == ["A001", "A002", "A003"]


def test_turns_are_counted_anew() -> None:
    small = SmallHall(STRICT)
    small.open(ONE)
    for _ in range(2):
        small.take(IDENTITY, PRIORITY)
        small.call(ONE)
        small.do(FinishService(ONE, "lan"))
    small.take()
    small.take(IDENTITY, BOOKED, clock("09:00"))
    adopt(small, STRICT_PLAN)
    assert small.hall.tickets[small.call(ONE).ticket].ticket_class is BOOKED
