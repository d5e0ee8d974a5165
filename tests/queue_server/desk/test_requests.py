"""Each request is answered once it is on the disk, once carried out however often it is asked, or refused by name."""

import pytest

from config.vocabulary import Level, PrintState, RefusalCode, TicketClass
from config.wire.catalogue import REQUEST_EXPIRY_S
from config.wire.codec import Unreadable
from config.wire.link import Asked, Received, Rejected
from config.wire.message import Message
from config.wire.presence import Presence
from config.wire.replies import Done, Refused, TicketGiven
from config.wire.requests import (
    CallNext,
    CloseCounter,
    FinishService,
    GiveEvaluation,
    OpenCounter,
    ReportPrint,
    Request,
    StartService,
    TakeTicket,
)
from queue_server.domain.facts import TicketTaken
from tests.queue_server.desk.counterside import Counterside, asked
from tests.queue_server.domain.examples import IDENTITY, ONE, PERMITS, TWO

TAKE = TakeTicket(request_id="take-0001", kiosk="kiosk-1", service=IDENTITY)
OPEN = OpenCounter(request_id="open-0001", counter=ONE, by="lan")
CALL = CallNext(request_id="call-0001", counter=ONE, by="lan")


def taken(side: Counterside) -> list[str]:
    """The numbers in the journal."""
    return [r.fact.number for r in side.journal.all_records() if isinstance(r.fact, TicketTaken)]


def test_twice_in_one_batch_is_one_ticket(side: Counterside) -> None:
    first, second = side.ask(TAKE, TAKE)
    assert isinstance(first, TicketGiven)
    assert (first.number, first.people_ahead) == ("A001", 0)
    assert second == first
    assert taken(side) == ["A001"]


def test_twice_in_two_batches_is_one_ticket(side: Counterside) -> None:
    (first,) = side.ask(TAKE)
    side.take("take-0002")
    side.pass_time(minutes=5)
    assert side.ask(TAKE) == [first]
    assert taken(side) == ["A001", "A002"]


def test_a_call_asked_twice_calls_one(side: Counterside) -> None:
    side.take("take-0001")
    side.take("take-0002")
    side.done(OPEN)
    first = side.ask(CALL, CALL)
    assert first[0] == first[1]
    assert side.ask(CALL) == first[:1]
    assert [ticket.times_called for ticket in side.hall.tickets.values()] == [1, 0]


@pytest.mark.parametrize(
    "other",
    [
        TakeTicket(request_id="take-0001", kiosk="kiosk-1", service=PERMITS),
        TakeTicket(request_id="take-0001", kiosk="kiosk-2", service=IDENTITY),
        OpenCounter(request_id="take-0001", counter=ONE, by="lan"),
    ],
)
def test_an_id_used_for_something_else_is_refused(side: Counterside, other: Request) -> None:
    side.ask(TAKE)
    assert side.refused(other).code is RefusalCode.REQUEST_ID_REUSED
    assert [type(reply) for reply in side.ask(TAKE, other)] == [TicketGiven, Refused]
    assert taken(side) == ["A001"]


def test_a_start_s_id_does_not_answer_a_finish(side: Counterside) -> None:
    side.take("take-0001")
    side.done(OPEN, CALL, StartService(request_id="start-01", counter=ONE, by="lan"))
    finish = FinishService(request_id="start-01", counter=ONE, by="lan")
    assert side.refused(finish).code is RefusalCode.REQUEST_ID_REUSED
    side.done(finish.model_copy(update={"request_id": "finish-1"}))


def test_a_finish_without_a_start_is_answered_the_same_again(side: Counterside) -> None:
    """A call pad has no start key: one request, two facts, one answer."""
    side.take("take-0001")
    side.done(OPEN, CALL)
    finish = FinishService(request_id="finish-1", counter=ONE, by="lan")
    first = side.ask(finish)
    assert isinstance(first[0], Done)
    assert side.ask(finish, finish) == first * 2


def test_what_waited_too_long_is_refused(side: Counterside) -> None:
    (late,) = side.round(asked(TAKE, REQUEST_EXPIRY_S + 1))
    assert isinstance(late, Refused)
    assert late.code is RefusalCode.EXPIRED
    assert taken(side) == []
    side.take("take-0001")


def test_what_was_carried_out_is_answered_however_late_it_is_asked_again(side: Counterside) -> None:
    (first,) = side.ask(TAKE)
    assert side.round(asked(TAKE, REQUEST_EXPIRY_S + 1)) == [first]


def test_what_can_t_be_read_is_answered_so(side: Counterside) -> None:
    to = Asked("reply-topic", b"7")
    known = Rejected(Unreadable("topic", "kiosk: missing", "take-0001"), to)
    unknown = Rejected(Unreadable("topic", "body: json_invalid"), to)
    replies = side.round(known, unknown, Rejected(Unreadable("topic", "no message lives at this topic")))
    assert [(r.code, r.request_id) for r in replies if isinstance(r, Refused)] == [
        (RefusalCode.UNREADABLE, "take-0001"),
        (RefusalCode.UNREADABLE, "unknown"),
    ]
    assert side.desk.unreadable == 3


def test_an_answer_goes_to_whoever_asked(side: Counterside) -> None:
    side.round(asked(TAKE), Received(OPEN), asked(CALL))
    assert [to.correlation for to, _ in side.paper.answers] == [b"take-0001", b"call-0001"]


@pytest.mark.parametrize("stray", [Presence(user="kiosk-1", online=True)])
def test_a_message_that_asks_nothing_changes_nothing(side: Counterside, stray: Message) -> None:
    before = list(side.journal.all_records())
    assert side.round(Received(stray)) == []
    assert list(side.journal.all_records()) == before


def test_nothing_is_answered_or_announced_before_it_is_on_the_disk(side: Counterside) -> None:
    side.ask(TAKE, OPEN)
    side.log.clear()
    side.ask(CALL, TakeTicket(request_id="take-0002", kiosk="kiosk-1", service=PERMITS))
    expected = ["append 2", "answer call-0001", "answer take-0002", "CallNews", "CallsPicture", "CounterPicture"]
    assert side.log[: len(expected)] == expected


def test_a_refusal_appends_nothing_and_may_be_carried_out_later(side: Counterside) -> None:
    side.done(OPEN)
    side.log.clear()
    assert side.refused(CALL).code is RefusalCode.NOBODY_WAITING
    assert not [line for line in side.log if line.startswith("append")]
    side.take("take-0001")
    assert isinstance(side.ask(CALL)[0], Done)


@pytest.mark.parametrize(
    ("request_", "code"),
    [
        (TakeTicket(request_id="asks-0001", kiosk="kiosk-1", service="fishing"), RefusalCode.UNKNOWN_SERVICE),
        (
            TakeTicket(request_id="asks-0001", kiosk="kiosk-1", service=IDENTITY, ticket_class=TicketClass.BOOKED),
            RefusalCode.BOOKED_TIME_MISSING,
        ),
        (
            ReportPrint(request_id="asks-0001", kiosk="kiosk-1", ticket="20261120-A009", state=PrintState.PRINTED),
            RefusalCode.UNKNOWN_TICKET,
        ),
        (CallNext(request_id="asks-0001", counter="nine", by="lan"), RefusalCode.UNKNOWN_COUNTER),
        (CallNext(request_id="asks-0001", counter=TWO, by="lan"), RefusalCode.COUNTER_NOT_OPEN),
        (CloseCounter(request_id="asks-0001", counter=TWO, by="lan"), RefusalCode.COUNTER_ALREADY_CLOSED),
        (
            GiveEvaluation(request_id="asks-0001", counter=ONE, ticket="20261120-A001", level=Level.SATISFIED),
            RefusalCode.UNKNOWN_TICKET,
        ),
    ],
)
def test_a_refusal_has_its_name_and_words(side: Counterside, request_: Request, code: RefusalCode) -> None:
    refusal = side.refused(request_)
    assert (refusal.code, refusal.request_id) == (code, "asks-0001")
    assert refusal.words.zh
    assert refusal.words.en
