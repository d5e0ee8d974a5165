"""Who is called, with times written out. Promises of the plan: priority 60, booked 30 minutes, own services 10."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from config.vocabulary import ServiceId, TicketClass
from queue_server.domain.calling.reason import CallRule
from queue_server.domain.commands import FinishService
from tests.queue_server.domain.examples import BOTH, IDENTITY, NINE, ONE, PERMITS, PLAN, SmallHall

ORDINARY, BOOKED, PRIORITY = TicketClass.ORDINARY, TicketClass.BOOKED, TicketClass.PRIORITY


def clock(text: str) -> datetime:
    """A moment of the day by the hall's wall."""
    hours, minutes = map(int, text.split(":"))
    return NINE + timedelta(hours=hours - 9, minutes=minutes)


def taken(*visits: tuple[str, ServiceId, TicketClass], booked: str | None = None) -> SmallHall:
    """A hall after these visits; counters one and both are open. Booked ones are booked for ``booked``."""
    small = SmallHall()
    for time, service, ticket_class in visits:
        slot = clock(booked) if booked and ticket_class is BOOKED else None
        small.at(time).take(service, ticket_class, slot)
    small.open(ONE)
    small.open(BOTH)
    return small


def numbers(small: SmallHall) -> list[str]:
    """Everybody, called to counter ``both`` in turn."""
    order = []
    while small.hall.waiting.total:
        order.append(small.hall.tickets[small.call(BOTH).ticket].number)
        small.do(FinishService(BOTH, "lan"))
    return order


@pytest.mark.parametrize(
    ("printed", "first"),
    [("09:59", ["A002", "A001"]), ("10:00", ["A001", "A002"]), ("10:01", ["A001", "A002"])],
)
def test_priority_goes_ahead_of_ordinary_tickets_of_the_last_hour(printed: str, first: list[str]) -> None:
    assert numbers(taken(("09:00", IDENTITY, ORDINARY), (printed, IDENTITY, PRIORITY))) == first


@pytest.mark.parametrize(
    ("slot", "first"),
    [("09:29", ["A002", "A001"]), ("09:30", ["A001", "A002"]), ("10:30", ["A001", "A002"])],
)
def test_booked_counts_from_its_slot_less_half_an_hour(slot: str, first: list[str]) -> None:
    assert numbers(taken(("09:00", IDENTITY, ORDINARY), ("09:05", IDENTITY, BOOKED), booked=slot)) == first


@pytest.mark.parametrize(
    ("comes", "ticket_class", "counted"),
    [
        ("09:00", BOOKED, "09:10"),
        ("09:40", BOOKED, "09:10"),
        ("09:50", BOOKED, "09:20"),
        ("09:51", ORDINARY, "09:51"),
    ],
)
def test_booked_for_0940_and_early_in_time_late_too_late(comes: str, ticket_class: TicketClass, counted: str) -> None:
    (ticket,) = taken((comes, IDENTITY, BOOKED), booked="09:40").hall.tickets.values()
    assert (ticket.ticket_class, ticket.counted_from) == (ticket_class, clock(counted))
    assert ticket.booked_for == clock("09:40")


@pytest.mark.parametrize(
    ("permit", "identity", "called", "rule"),
    [
        ("09:00", "09:09", "A001", CallRule.OWN_FIRST),
        ("09:00", "09:10", "B7", CallRule.EARLIEST),
        ("09:00", "09:11", "B7", CallRule.EARLIEST),
    ],
)
def test_own_services_go_first_by_ten_minutes(permit: str, identity: str, called: str, rule: CallRule) -> None:
    small = taken((permit, PERMITS, ORDINARY), (identity, IDENTITY, ORDINARY))
    call = small.call(ONE)
    assert small.hall.tickets[call.ticket].number == called
    assert call.reason.rule is rule


def test_a_counter_with_both_as_its_own_goes_by_time_alone() -> None:
    small = taken(("09:00", PERMITS, ORDINARY), ("09:01", IDENTITY, ORDINARY), ("09:02", PERMITS, ORDINARY))
    assert numbers(small) == ["B7", "A001", "B8"]


def test_same_moment_goes_by_the_order_of_taking() -> None:
    small = taken(("09:00", PERMITS, ORDINARY), ("09:00", IDENTITY, ORDINARY), ("09:00", PERMITS, ORDINARY))
    assert numbers(small) == ["B7", "A001", "B8"]


def test_when_the_clock_goes_back_nobody_is_overtaken() -> None:
    small = taken(("09:30", IDENTITY, ORDINARY), ("09:00", IDENTITY, ORDINARY), ("09:10", PERMITS, ORDINARY))
    assert numbers(small) == ["A001", "A002", "B7"]


def test_no_head_starts_is_first_come_first_served() -> None:
    small = SmallHall(replace(PLAN, head_start_min={}, own_first_min=0))
    small.at("09:00").take(PERMITS)
    small.at("09:01").take(IDENTITY, PRIORITY)
    small.open(ONE)
    assert small.call(ONE).ticket == "20261120-B7"


def test_the_call_keeps_all_candidates_the_chosen_one_first() -> None:
    small = taken(("09:00", PERMITS, ORDINARY), ("09:20", IDENTITY, ORDINARY), ("09:30", IDENTITY, PRIORITY))
    reason = small.call(ONE).reason
    assert reason.rule is CallRule.HEAD_START
    seen = [(c.ticket, c.service, c.ticket_class, c.taken_at, c.counted_from, c.own) for c in reason.candidates]
    assert seen == [
        ("20261120-A002", IDENTITY, PRIORITY, clock("09:30"), clock("08:30"), True),
        ("20261120-B7", PERMITS, ORDINARY, clock("09:00"), clock("09:00"), False),
    ]


def test_one_queue_leaves_nothing_to_decide() -> None:
    assert taken(("09:00", IDENTITY, ORDINARY)).call(ONE).reason.rule is CallRule.ONLY_CANDIDATE
