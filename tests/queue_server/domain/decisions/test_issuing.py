"""Hours, classes and limits hold for each service that a number is given for: alone, added, or as a chain's step."""

from dataclasses import replace
from datetime import time
from typing import Final

from config.plan import Plan
from config.rules.numbers import ServiceNumbers
from config.rules.opening import Opening, ServiceHours, Span
from config.rules.order import ClassLimits
from config.vocabulary import RefusalCode, TicketClass, TicketId
from queue_server.desk.pictures import services
from queue_server.domain.commands import AddService, HoldTicket, TakeTicket
from queue_server.domain.refusals import Refusal
from tests.queue_server.domain.examples import IDENTITY, ONE, PERMITS, SmallHall
from tests.queue_server.domain.snapshot import replayed, snapshot
from tests.queue_server.domain.visits.walk_steps import BIRTH, MOVING, PLAN_WITH_CHAINS

WEEK: Final = tuple((Span(time(9), time(12)), Span(time(13), time(17))) for _ in range(7))
FORENOON: Final = ServiceHours(tuple((Span(time(9), time(12)),) for _ in range(7)))
FIRST: Final = TicketClass.PRIORITY


def permits(*, opening: Opening | None = None, **changed: object) -> Plan:
    """Two services and two chains of them; the permits are otherwise."""
    identity, rest = PLAN_WITH_CHAINS.services
    return replace(PLAN_WITH_CHAINS, services=(identity, replace(rest, **changed)), opening=opening)  # type: ignore[arg-type]


def refused(small: SmallHall, command: TakeTicket | AddService) -> Refusal:
    """It must be refused."""
    outcome = small.ask(command)
    assert isinstance(outcome, Refusal), outcome
    return outcome


def add_to(ticket: TicketId) -> AddService:
    """The permits as well."""
    return AddService(ticket, "kiosk-1", PERMITS)


def test_a_service_added_while_waiting_counts_for_half_a_day_as_a_ticket_does() -> None:
    small = SmallHall(permits(numbers=ServiceNumbers(morning_max=2)))
    first, second = small.take(), small.take()
    small.do(add_to(first))
    small.take(PERMITS)
    assert refused(small, add_to(second)).code is RefusalCode.MORNING_FULL
    assert refused(small, TakeTicket("kiosk-1", PERMITS)).code is RefusalCode.MORNING_FULL
    assert snapshot(replayed(small.kept)) == snapshot(small.hall)
    small.at("12:00").do(add_to(second))


def test_a_service_added_while_waiting_keeps_to_closed_classes_and_their_limits() -> None:
    small = SmallHall(permits(class_limits=ClassLimits(daily_max={TicketClass.ORDINARY: 1}, closed=(FIRST,))))
    assert refused(small, add_to(small.take(IDENTITY, FIRST))).code is RefusalCode.CLASS_NOT_ISSUED
    first, second = small.take(), small.take()
    small.do(add_to(first))
    assert refused(small, add_to(second)).code is RefusalCode.CLASS_USED_UP
    assert refused(small, TakeTicket("kiosk-1", PERMITS)).code is RefusalCode.CLASS_USED_UP
    assert small.hall.figures.taken == 3


def test_a_service_added_while_waiting_keeps_to_its_hours() -> None:
    small = SmallHall(permits(opening=Opening(WEEK), hours=FORENOON)).at("13:00")
    refusal = refused(small, add_to(small.take()))
    assert (refusal.code, refusal.words.en) == (
        RefusalCode.NO_NUMBERS_NOW,
        "No more numbers today; from 9:00 tomorrow",
    )


def test_at_a_counter_and_on_hold_the_clerk_decides_and_nothing_is_counted() -> None:
    small = SmallHall(permits(opening=Opening(WEEK), hours=FORENOON, numbers=ServiceNumbers(afternoon_max=1)))
    small.open(ONE)
    called, held = small.at("13:00").take(), small.take()
    small.call(ONE)
    small.do(add_to(called), HoldTicket(ONE, "lan"))
    small.call(ONE)
    small.do(HoldTicket(ONE, "lan"), add_to(held))
    assert not [key for key in small.hall.numbers.in_half if key[0] == PERMITS]


def test_a_chain_is_refused_at_the_door_when_a_later_step_is_over_for_the_day() -> None:
    small = SmallHall(permits(opening=Opening(WEEK), hours=FORENOON))
    small.at("11:59").do(TakeTicket("kiosk-1", MOVING))
    refusal = refused(small.at("13:00"), TakeTicket("kiosk-1", MOVING))
    assert (refusal.code, refusal.words.zh, refusal.words.en) == (
        RefusalCode.NO_NUMBERS_NOW,
        "其中的“许可”：今天取号已结束，明天上午9:00开始",
        "“Permits”, a part of this: No more numbers today; from 9:00 tomorrow",
    )
    moving, birth = services(small.hall, small.now).chains
    assert moving.closed is not None
    assert (moving.closed.zh, moving.closed.en) == (refusal.words.zh, refusal.words.en)
    assert birth.closed == services(small.hall, small.now).services[1].closed


def test_a_chain_s_later_step_may_open_later_on_the_day() -> None:
    afternoon = ServiceHours(tuple((Span(time(13), time(17)),) for _ in range(7)))
    small = SmallHall(permits(opening=Opening(WEEK), hours=afternoon))
    small.do(TakeTicket("kiosk-1", MOVING))
    moving, birth = services(small.hall, small.now).chains
    assert moving.closed is None
    assert birth.closed is not None
    assert refused(small, TakeTicket("kiosk-1", BIRTH)).code is RefusalCode.NO_NUMBERS_NOW


def test_a_chain_is_refused_when_a_later_step_is_closed_to_the_class() -> None:
    small = SmallHall(permits(class_limits=ClassLimits(closed=(FIRST,))))
    refusal = refused(small, TakeTicket("kiosk-1", MOVING, FIRST))
    assert refusal.code is RefusalCode.CLASS_NOT_ISSUED
    assert (
        refusal.words.en == "No tickets of this class are given for “Permits”, a part of this; please ask at the desk"
    )
    assert [chain.priority for chain in services(small.hall, small.now).chains] == [False, False]
    small.do(TakeTicket("kiosk-1", MOVING))


def test_limits_of_a_chain_s_later_steps_are_not_asked_because_nobody_knows_when_their_turn_comes() -> None:
    small = SmallHall(permits(numbers=ServiceNumbers(morning_max=1)))
    small.take(PERMITS)
    small.do(TakeTicket("kiosk-1", MOVING))
    assert refused(small, TakeTicket("kiosk-1", BIRTH)).code is RefusalCode.MORNING_FULL
