"""How many tickets one card may hold or take: limits of the plan, where a card says who it is."""

from dataclasses import replace
from datetime import timedelta

import pytest

from config.vocabulary import RefusalCode, ServiceId, TicketId
from queue_server.domain.commands import (
    BeginDay,
    CallNext,
    CancelTicket,
    Command,
    EndWaiting,
    FinishService,
    HoldTicket,
    MarkNoShow,
    StartService,
    TakeTicket,
    TransferTicket,
)
from queue_server.domain.decide import Outcome
from queue_server.domain.facts import TicketTaken
from queue_server.domain.refusals import Refusal
from tests.queue_server.domain.examples import BOTH, DAY, IDENTITY, PERMITS, PLAN, SmallHall

BY = "lan"
FIRST = TicketId("20261120-A001")
CALL = CallNext(BOTH, BY)
LIVE, DAILY = Refusal(RefusalCode.PERSON_HAS_TICKET), Refusal(RefusalCode.PERSON_DAILY_LIMIT)


def limited(live: int = 0, daily: int = 0) -> SmallHall:
    """A hall with these limits; counter ``both`` is open."""
    small = SmallHall(replace(PLAN, person_live_max=live, person_daily_max=daily))
    small.open(BOTH)
    return small


def asks(small: SmallHall, card: str | None, service: ServiceId = IDENTITY) -> Outcome:
    """This person asks for a number."""
    return small.ask(TakeTicket("kiosk-1", service, card=card))


def gets(small: SmallHall, card: str | None, service: ServiceId = IDENTITY) -> bool:
    """Whether this person gets a number."""
    outcome = asks(small, card, service)
    return not isinstance(outcome, Refusal) and isinstance(outcome[0], TicketTaken)


@pytest.mark.parametrize("most", [1, 2])
def test_live_tickets_of_a_card_are_limited_for_each_service(most: int) -> None:
    small = limited(live=most)
    assert all(gets(small, "wang") for _ in range(most))
    assert asks(small, "wang") == LIVE
    assert gets(small, "wang", PERMITS)
    assert gets(small, "li")


@pytest.mark.parametrize("most", [1, 3])
def test_tickets_of_a_card_are_limited_for_the_day(most: int) -> None:
    small = limited(daily=most)
    for number in range(most):
        assert gets(small, "wang", (IDENTITY, PERMITS)[number % 2])
        small.do(CALL, FinishService(BOTH, BY))
    assert [asks(small, "wang", service) for service in (IDENTITY, PERMITS)] == [DAILY, DAILY]
    assert gets(small, "li")


def test_without_a_card_nobody_is_limited() -> None:
    small = limited(live=1, daily=1)
    assert all(gets(small, None) for _ in range(5))


def test_zero_is_no_limit() -> None:
    small = limited()
    assert all(gets(small, "wang") for _ in range(20))


@pytest.mark.parametrize(
    ("steps", "live"),
    [
        ((), True),
        ((CALL,), True),
        ((CALL, StartService(BOTH, BY)), True),
        ((CALL, HoldTicket(BOTH, BY)), True),
        ((CALL, MarkNoShow(BOTH, BY)), True),
        ((CALL, TransferTicket(BOTH, BY, PERMITS)), False),
        ((CALL, FinishService(BOTH, BY)), False),
        ((CALL, MarkNoShow(BOTH, BY), CALL, MarkNoShow(BOTH, BY)), False),
        ((CancelTicket(FIRST, BY),), False),
        ((EndWaiting("chief"),), False),
    ],
)
def test_a_ticket_counts_for_its_service_while_it_lives(steps: tuple[Command, ...], live: bool) -> None:
    small = limited(live=1)
    assert gets(small, "wang")
    small.do(*steps)
    assert gets(small, "wang") is not live


@pytest.mark.parametrize("last", [CancelTicket(FIRST, BY), EndWaiting("chief")])
def test_a_ticket_that_is_over_still_counts_for_the_day(last: Command) -> None:
    small = limited(daily=1)
    assert gets(small, "wang")
    small.do(last)
    assert asks(small, "wang") == DAILY


@pytest.mark.parametrize(("other", "sent"), [("wang", False), ("li", True), (None, True)])
def test_nobody_comes_by_a_transfer_to_more_live_tickets_than_allowed(other: str | None, sent: bool) -> None:
    small = limited(live=1)
    assert gets(small, "wang")
    assert gets(small, other, PERMITS)
    small.do(CALL)
    outcome = small.ask(TransferTicket(BOTH, BY, PERMITS))
    assert (outcome != LIVE) is sent


def test_a_new_day_begins_with_nothing_taken() -> None:
    small = limited(live=1, daily=1)
    assert gets(small, "wang")
    small.do(BeginDay(DAY + timedelta(days=1)))
    assert gets(small, "wang")


def test_a_refused_number_does_not_count() -> None:
    small = limited(live=1, daily=2)
    assert gets(small, "wang")
    assert [asks(small, "wang") for _ in range(3)] == [LIVE] * 3
    assert gets(small, "wang", PERMITS)
    assert asks(small, "wang", PERMITS) == LIVE
