"""What a visitor's phone is told: from the first wait to the second mark."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Final

import pytest

from config.rules.evaluation import EvaluationRules
from config.vocabulary import Canceller, EvaluationChannel, Level, Redress, RefusalCode, TicketState
from config.wire.pictures import BadMarksPicture, WallPicture
from config.wire.replies import VisitShown
from config.wire.requests import (
    AskVisit,
    CallNext,
    CancelTicket,
    EvaluateVisit,
    FinishService,
    HoldTicket,
    MarkNoShow,
    OpenCounter,
    PutRight,
)
from tests.queue_server.desk.counterside import Counterside
from tests.queue_server.domain.examples import NINE, ONE, PLAN

BY: Final = "lan"
PHONES: Final = replace(PLAN, evaluation=EvaluationRules(elsewhere_window_min=60))


@pytest.fixture(name="phones")
def _phones(tmp_path: Path) -> Iterator[Counterside]:
    with Counterside(tmp_path, PHONES) as side:
        yield side


def look(side: Counterside, ticket: str) -> VisitShown:
    """What the phone gets; looking changes nothing."""
    before = len(list(side.journal.all_records()))
    (reply,) = side.ask(AskVisit(request_id="look-0001", ticket=ticket))
    assert isinstance(reply, VisitShown), reply
    assert len(list(side.journal.all_records())) == before
    return reply


def mark(side: Counterside, ticket: str, request_id: str, level: Level) -> None:
    """A mark by phone."""
    side.done(EvaluateVisit(request_id=request_id, ticket=ticket, level=level, channel=EvaluationChannel.PHONE))


def served(side: Counterside, ticket: str) -> None:
    """Called to counter one and done there."""
    side.done(CallNext(request_id=f"call-{ticket}", counter=ONE, by=BY))
    side.done(FinishService(request_id=f"done-{ticket}", counter=ONE, by=BY))


def test_people_ahead_and_the_wait_are_the_ones_of_now(side: Counterside) -> None:
    first, second, third = (side.take(f"take-000{n}").ticket for n in range(3))
    assert [look(side, ticket).people_ahead for ticket in (first, second, third)] == [0, 1, 2]
    shown = look(side, third)
    assert (shown.state, shown.wait_low_min, shown.counter_name) == (TicketState.WAITING, None, None)
    side.done(OpenCounter(request_id="open-0001", counter=ONE, by=BY))
    assert look(side, first).wait_high_min == 5
    side.done(CallNext(request_id="call-0001", counter=ONE, by=BY))
    assert [look(side, ticket).people_ahead for ticket in (second, third)] == [0, 1]
    low, high = look(side, third).wait_low_min, look(side, third).wait_high_min
    assert low is not None
    assert high is not None
    assert low < high
    called = look(side, first)
    assert (called.state, called.people_ahead) == (TicketState.CALLED, None)
    assert called.counter_name is not None


def test_who_was_put_back_sees_those_who_go_first(side: Counterside) -> None:
    tickets = [side.take(f"take-000{n}").ticket for n in range(4)]
    side.done(OpenCounter(request_id="open-0001", counter=ONE, by=BY))
    side.done(CallNext(request_id="call-0001", counter=ONE, by=BY))
    side.done(MarkNoShow(request_id="gone-0001", counter=ONE, by=BY))
    ahead = {ticket: look(side, ticket).people_ahead for ticket in tickets}
    assert ahead[tickets[0]] == PLAN.no_show_returns_behind
    assert sorted(n for n in ahead.values() if n is not None) == [0, 1, 2, 3]


def test_the_visitor_gives_up_until_the_ticket_stands_at_a_counter(side: Counterside) -> None:
    first, second = (side.take(f"take-000{n}").ticket for n in range(2))
    side.done(OpenCounter(request_id="open-0001", counter=ONE, by=BY))
    side.done(CallNext(request_id="call-0001", counter=ONE, by=BY))
    stops = [
        CancelTicket(request_id=f"stop-{ticket}", ticket=ticket, by="phone", canceller=Canceller.PHONE)
        for ticket in (first, second)
    ]
    assert side.refused(stops[0]).code is RefusalCode.TICKET_AT_COUNTER
    side.done(stops[1])
    side.done(stops[1])
    shown = look(side, second)
    assert (shown.state, shown.canceller) == (TicketState.CANCELLED, Canceller.PHONE)
    side.done(HoldTicket(request_id="hold-0001", counter=ONE, by=BY))
    side.done(stops[0].model_copy(update={"canceller": Canceller.KIOSK, "by": "kiosk-1"}))
    assert look(side, first).canceller is Canceller.KIOSK
    assert side.journal.problems() == []


def test_held_and_served_name_the_counter(phones: Counterside) -> None:
    ticket = phones.take("take-0001").ticket
    phones.done(OpenCounter(request_id="open-0001", counter=ONE, by=BY))
    phones.done(CallNext(request_id="call-0001", counter=ONE, by=BY))
    phones.done(HoldTicket(request_id="hold-0001", counter=ONE, by=BY))
    assert (look(phones, ticket).state, look(phones, ticket).counter_name is None) == (TicketState.HELD, False)


def test_a_mark_has_its_window(phones: Counterside) -> None:
    ticket = phones.take("take-0001").ticket
    phones.done(OpenCounter(request_id="open-0001", counter=ONE, by=BY))
    assert look(phones, ticket).mark.refusal is RefusalCode.EVALUATION_NOT_OPEN
    served(phones, ticket)
    open_mark = look(phones, ticket).mark
    assert (open_mark.refusal, open_mark.until) == (None, phones.now + timedelta(minutes=60))
    phones.pass_time(minutes=61)
    closed = look(phones, ticket).mark
    assert (closed.refusal, closed.words.zh) == (RefusalCode.EVALUATION_CLOSED, "评价时间已过")


def test_a_hall_that_takes_no_marks_by_phone_says_nothing_of_a_time_that_went_by(side: Counterside) -> None:
    ticket = side.take("take-0001").ticket
    side.done(OpenCounter(request_id="open-0001", counter=ONE, by=BY))
    served(side, ticket)
    assert look(side, ticket).mark.refusal is RefusalCode.EVALUATION_NOT_OPEN
    by_phone = EvaluateVisit(
        request_id="mark-0001", ticket=ticket, level=Level.SATISFIED, channel=EvaluationChannel.PHONE
    )
    assert side.refused(by_phone).code is RefusalCode.EVALUATION_NOT_OPEN


def test_a_bad_mark_is_answered_and_judged_again_days_later(phones: Counterside) -> None:
    ticket = phones.take("take-0001").ticket
    phones.done(OpenCounter(request_id="open-0001", counter=ONE, by=BY))
    served(phones, ticket)
    mark(phones, ticket, "mark-0001", Level.DISSATISFIED)
    given = look(phones, ticket)
    assert (given.mark.refusal, given.mark.level, given.answer) == (
        RefusalCode.EVALUATION_GIVEN,
        Level.DISSATISFIED,
        "",
    )
    phones.round()
    assert phones.paper.newest(WallPicture).bad_open == 1
    phones.now = NINE + timedelta(days=2)
    phones.round()
    assert look(phones, ticket).service_name == given.service_name
    phones.done(
        PutRight(request_id="right-001", ticket=ticket, by="chief", words="called back", redress=Redress.EXPLAINED)
    )
    again = look(phones, ticket)
    assert (again.mark.refusal, again.mark.again, again.answer) == (None, True, "called back")
    assert (again.state, again.counter_name) == (TicketState.SERVED, given.counter_name)
    assert again.redress is Redress.EXPLAINED
    phones.round()
    (line,) = phones.paper.newest(BadMarksPicture).marks
    assert (line.redress, line.service_name, line.counter_name) == (
        Redress.EXPLAINED,
        again.service_name,
        again.counter_name,
    )
    assert line.again_until == again.mark.until
    mark(phones, ticket, "mark-0002", Level.SATISFIED)
    assert look(phones, ticket).mark.level is Level.SATISFIED


def test_a_visit_of_another_day_is_over(side: Counterside) -> None:
    ticket = side.take("take-0001").ticket
    side.now = NINE + timedelta(days=1)
    side.round()
    assert side.refused(AskVisit(request_id="look-0001", ticket=ticket)).code is RefusalCode.UNKNOWN_TICKET
