"""Numbers that a kiosk gave while the server was away: whose they are, their place, what a wrong clock can do."""

from dataclasses import replace
from datetime import timedelta
from typing import Final

import pytest

from config.plan import Plan
from config.rules.kiosk_blocks import KioskBlocks
from config.rules.numbers import Half, NumberRules, ServiceNumbers
from config.rules.order import ClassLimits
from config.vocabulary import Canceller, PrintState, RefusalCode, TicketClass, TicketId, TicketState
from queue_server.domain.commands import AdoptPlan, BeginDay, ReportPrint, ReprintTicket, TakeTicket, TellLateTicket
from queue_server.domain.facts import TicketCancelled, TicketTaken
from queue_server.domain.numbering import shown
from queue_server.domain.refusals import Refusal
from tests.queue_server.domain.examples import DAY, IDENTITY, ONE, PERMITS, PLAN, SmallHall
from tests.queue_server.domain.snapshot import row

BLOCKS: Final = KioskBlocks(20, ("kiosk-1", "kiosk-2"), counts_back_max_min=60)
WITH_BLOCKS: Final = replace(PLAN, kiosk_blocks=BLOCKS)


def late(
    number: str, minutes_ago: float, kiosk: str = "kiosk-1", ticket_class: TicketClass = TicketClass.ORDINARY
) -> TellLateTicket:
    """One of identity's numbers."""
    return TellLateTicket(kiosk, TicketId(f"20261120-{number}"), IDENTITY, timedelta(minutes=minutes_ago), ticket_class)


def tell(small: SmallHall, command: TellLateTicket) -> TicketTaken:
    """Told, and taken in."""
    taken = small.do(command)[-1]
    assert isinstance(taken, TicketTaken)
    return taken


@pytest.fixture
def small() -> SmallHall:
    return SmallHall(WITH_BLOCKS)


def test_each_kiosk_has_the_last_numbers_of_each_service_that_has_room(small: SmallHall) -> None:
    first, second = (dict(small.hall.blocks.left(kiosk)) for kiosk in BLOCKS.kiosks)
    assert first.keys() == second.keys() == {IDENTITY}, "permits have three numbers in all"
    assert (first[IDENTITY][0], first[IDENTITY][-1]) == ("A980", "A999")
    assert (second[IDENTITY][0], second[IDENTITY][-1]) == ("A960", "A979")
    assert dict(small.hall.blocks.left("kiosk-9")) == {}


@pytest.mark.parametrize(
    ("skip", "first"),
    [(("4",), "A989"), (("9",), "A878"), (("8", "9"), "A766"), (("1", "2", "3", "4", "5", "6", "7"), "A899")],
)
def test_a_block_has_as_many_numbers_as_promised_whatever_is_left_out(skip: tuple[str, ...], first: str) -> None:
    rules = NumberRules(skip_digits=skip)
    small = SmallHall(replace(WITH_BLOCKS, numbers=rules, kiosk_blocks=replace(BLOCKS, numbers=10)))
    numbers = [number for kiosk in BLOCKS.kiosks for number in dict(small.hall.blocks.left(kiosk))[IDENTITY]]
    assert len(set(numbers)) == 20
    assert not any(digit in number for digit in skip for number in numbers)
    assert min(numbers[:10]) == first
    tell(small, late(numbers[0], 1))
    service = small.hall.blocks.without(PLAN.services[0])
    server_s = rules.last_of(service.first_number, service.last_number, service.digits, 1_000)
    assert not set(numbers) & {shown(service, number) for number in server_s}
    assert len(server_s) == len(rules.last_of(1, 999, 3, 1_000)) - 20


def test_what_is_told_is_left_no_more(small: SmallHall) -> None:
    small.do(late("A980", 3), late("A982", 2))
    assert dict(small.hall.blocks.left("kiosk-1"))[IDENTITY][0] == "A983"


def test_papers_that_the_kiosk_printed_again_are_counted() -> None:
    small = SmallHall(WITH_BLOCKS)
    given = tell(small, replace(late("A980", 3), reprints=2))
    assert small.hall.tickets[given.ticket].prints == given.prints == 3
    assert small.ask(ReprintTicket("kiosk-1", given.ticket)) == Refusal(RefusalCode.PRINTED_TOO_OFTEN)
    small.do(ReportPrint(given.ticket, PrintState.PRINTED, "", 3))
    assert small.hall.tickets[given.ticket].paper is PrintState.PRINTED


def test_the_server_stops_before_the_kiosks_numbers() -> None:
    plan = replace(WITH_BLOCKS, services=(replace(PLAN.services[0], last_number=42), PLAN.services[1]))
    small = SmallHall(plan)
    assert [small.take()[-4:] for _ in range(2)] == ["A001", "A002"]
    refused = small.ask(TakeTicket("kiosk-1", IDENTITY))
    assert refused != ()
    assert len(small.hall.tickets) == 2


def test_a_late_ticket_comes_in_by_its_true_moment(small: SmallHall) -> None:
    early = small.at("09:10").take()
    after = small.at("09:30").take()
    taken = tell(small.at("09:31"), late("A980", 11))
    assert f"{taken.taken_at:%H:%M}" == "01:20"
    assert row(small.hall, IDENTITY) == [early, taken.ticket, after]
    assert (taken.people_ahead, taken.wait_low_min, taken.while_away) == (1, None, True)


def test_whoever_was_called_meanwhile_stays_called(small: SmallHall) -> None:
    small.open(ONE)
    called = small.at("09:10").take()
    small.call(ONE)
    taken = tell(small.at("09:31"), late("A980", 29))
    assert small.hall.counters[ONE].ticket == called
    assert small.hall.tickets[taken.ticket].state is TicketState.WAITING


@pytest.mark.parametrize(("minutes_ago", "counted"), [(-30, "10:40"), (0, "10:40"), (59, "09:41"), (500, "09:40")])
def test_a_wrong_clock_is_bounded(small: SmallHall, minutes_ago: int, counted: str) -> None:
    taken = tell(small.at("10:40"), late("A980", minutes_ago))
    assert f"{taken.taken_at.astimezone(small.hall.zone):%H:%M}" == counted


def test_nobody_was_taken_before_the_day_began() -> None:
    small = SmallHall(replace(WITH_BLOCKS, kiosk_blocks=replace(BLOCKS, counts_back_max_min=720)))
    small.do(BeginDay(DAY + timedelta(days=1)))
    small.at("24:20")
    late_one = replace(late("A980", 120), ticket=TicketId("20261121-A980"))
    taken = tell(small, late_one)
    assert f"{taken.taken_at.astimezone(small.hall.zone):%d %H:%M}" == "21 00:00"


def test_a_priority_ticket_keeps_its_head_start(small: SmallHall) -> None:
    ordinary = small.at("09:10").take()
    taken = tell(small.at("09:31"), late("A980", 11, ticket_class=TicketClass.PRIORITY))
    assert row(small.hall, IDENTITY) == [taken.ticket, ordinary]


def test_numbers_of_the_server_go_on_where_they_were(small: SmallHall) -> None:
    small.take()
    small.do(late("A980", 3))
    assert small.take()[-4:] == "A002"


def test_it_is_never_refused_for_a_limit_and_counts_for_whoever_comes_after() -> None:
    most = ServiceNumbers(morning_max=2)
    limited = replace(WITH_BLOCKS, services=(replace(PLAN.services[0], numbers=most), PLAN.services[1]))
    small = SmallHall(limited).at("10:00")
    small.take()
    small.do(late("A980", 30), late("A981", 20))
    assert small.ask(TakeTicket("kiosk-1", IDENTITY)) == Refusal(RefusalCode.MORNING_FULL)
    small.do(late("A982", 10))
    assert small.hall.numbers.in_half == {(IDENTITY, Half.MORNING): 4}
    small.at("14:00").take()


@pytest.mark.parametrize(
    ("plan", "code"),
    [
        (replace(WITH_BLOCKS, person_live_max=1), RefusalCode.PERSON_HAS_TICKET),
        (replace(WITH_BLOCKS, person_daily_max=1), RefusalCode.PERSON_DAILY_LIMIT),
        (replace(WITH_BLOCKS, class_limits=ClassLimits((), {TicketClass.ORDINARY: 1})), RefusalCode.CLASS_USED_UP),
    ],
)
def test_it_counts_for_the_persons_and_the_classs_limits(plan: Plan, code: RefusalCode) -> None:
    small = SmallHall(plan)
    small.do(replace(late("A980", 3), card="wang"), replace(late("A981", 2), card="wang"))
    refused = small.ask(TakeTicket("kiosk-1", IDENTITY, card="wang"))
    assert isinstance(refused, Refusal)
    assert refused.code is code


def test_what_the_server_made_for_the_same_wish_ends(small: SmallHall) -> None:
    nobodys = small.take()
    told = replace(late("A980", 3), instead_of=nobodys)
    cancelled, taken = small.do(told)
    assert cancelled == TicketCancelled(nobodys, "kiosk-1", Canceller.SERVER)
    assert isinstance(taken, TicketTaken)
    assert row(small.hall, IDENTITY) == [taken.ticket]


def test_what_ends_with_the_telling_is_not_ahead(small: SmallHall) -> None:
    nobodys = small.at("09:10").take()
    taken = tell(small.at("09:31"), replace(late("A980", 11), instead_of=nobodys))
    assert taken.people_ahead == 0


def test_a_plan_of_today_moves_no_block_before_tomorrow(small: SmallHall) -> None:
    swapped = replace(WITH_BLOCKS, kiosk_blocks=replace(BLOCKS, kiosks=("kiosk-2", "kiosk-1")))
    small.do(AdoptPlan(swapped, "chief"), late("A980", 3))
    small.do(BeginDay(DAY + timedelta(days=1)))
    assert dict(small.hall.blocks.left("kiosk-2"))[IDENTITY][-1] == "A999"


def test_a_first_plan_with_blocks_counts_at_once_while_nobody_has_a_number() -> None:
    small = SmallHall()
    small.do(AdoptPlan(WITH_BLOCKS, "chief"))
    assert dict(small.hall.blocks.left("kiosk-1"))
    taken = SmallHall()
    taken.take(PERMITS)
    taken.do(AdoptPlan(WITH_BLOCKS, "chief"))
    assert not dict(taken.hall.blocks.left("kiosk-1"))


def test_who_comes_late_stays_behind_those_who_came_under_other_head_starts(small: SmallHall) -> None:
    known = small.at("09:10").take(ticket_class=TicketClass.PRIORITY)
    small.do(AdoptPlan(replace(WITH_BLOCKS, head_start_min={TicketClass.PRIORITY: 120}), "chief"))
    taken = tell(small.at("09:31"), late("A980", 11, ticket_class=TicketClass.PRIORITY))
    assert row(small.hall, IDENTITY) == [known, taken.ticket]
