"""Presses to requests, pictures to digits, states to the wire; and requests that wait for their answer."""

from concurrent.futures import Future
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

import pytest

from config.vocabulary import CounterId, CounterState, DeviceState, Level, RefusalCode, RequestId, TicketState, Trouble
from config.wire.link import OutboxFull
from config.wire.message import Words2
from config.wire.news import CallNews
from config.wire.pictures import CounterPicture
from config.wire.replies import Done, Refused, Reply
from config.wire.requests import CallNext, GiveEvaluation, Request, ResumeTicket, TransferTicket
from devices.asking import Asking
from devices.bridge import PAUSE_REASON, Bridge, Unanswered
from devices.events import AskMark, DeviceHealth, SayCall, ShowFace, ShowNumber
from devices.kinds.call_pad import PadKey, PadPressed
from devices.kinds.evaluator import MarkPressed, MarkWanted
from devices.kinds.sign import SignFace, SignMode
from devices.kinds.speaker import CallToSay

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
Z01 = CounterId("z01")


def picture(
    state: CounterState = CounterState.OPEN, number: str = "", evaluation: str = "", held: tuple[str, ...] = ()
) -> CounterPicture:
    """A counter's picture with only what matters here; ``held`` are numbers in the order they were put on hold."""
    words = {"zh": "一", "en": "one"}
    ticket = {
        "ticket": f"20261121-{number}",
        "number": number,
        "service_name": words,
        "ticket_class": "ordinary",
        "state": "called",
        "taken_at": NOW,
        "called_at": NOW,
        "times_called": 1,
        "started_at": None,
        "masked_name": None,
        "why": words,
    }
    opened = {"ticket": f"20261121-{evaluation}", "number": evaluation, "until": NOW}
    data: dict[str, Any] = {
        "at": NOW,
        "counter": "z01",
        "name": words,
        "state": state,
        "clerk": "li" if state is CounterState.OPEN else None,
        "pause_reason": None,
        "ticket": ticket if number else None,
        "evaluation": opened if evaluation else None,
        "last_mark": None,
        "waiting_total": 0,
        "served_today": 0,
        "held": [
            {"ticket": f"20261121-{each}", "number": each, "service_name": words, "masked_name": None} for each in held
        ],
    }
    return CounterPicture.model_validate(data)


def bridge() -> Bridge:
    """A bridge that numbers its requests."""
    numbers = count(1)
    return Bridge(lambda: RequestId(f"request-{next(numbers)}"))


def names(requests: Any) -> list[str]:
    return [type(request).__name__ for request in requests]


def inviting(seen: CounterPicture, invitable: str | None = None) -> CounterPicture:
    """Where the evaluator opens at the clerk's press."""
    return seen.model_copy(update={"by_invitation": True, "invitable": invitable})


@pytest.mark.parametrize(
    ("key", "before", "asked"),
    [
        (PadKey.CALL_NEXT, picture(), ["CallNext"]),
        (PadKey.CALL_NEXT, picture(number="A001"), ["FinishService", "CallNext"]),
        (PadKey.CALL_NEXT, picture(CounterState.PAUSED), ["OpenCounter", "CallNext"]),
        (PadKey.CALL_NEXT, picture(CounterState.CLOSED), ["OpenCounter", "CallNext"]),
        (PadKey.CALL_AGAIN, picture(number="A001"), ["CallAgain"]),
        (PadKey.ASK_EVALUATION, picture(number="A001"), ["FinishService"]),
        (PadKey.ASK_EVALUATION, inviting(picture(number="A001")), ["FinishService", "InviteEvaluation"]),
        (PadKey.ASK_EVALUATION, inviting(picture(), "A001"), ["InviteEvaluation"]),
        (PadKey.NO_SHOW, picture(number="A001"), ["MarkNoShow"]),
        (PadKey.PAUSE, picture(), ["PauseCounter"]),
        (PadKey.PAUSE, picture(CounterState.PAUSED), ["OpenCounter"]),
        (PadKey.HOLD, picture(number="A001"), ["HoldTicket"]),
        (PadKey.CALL_BACK, picture(held=("A001",)), ["ResumeTicket"]),
        (PadKey.CALL_BACK, picture(), Unanswered.NOBODY_HELD),
        (PadKey.CANCEL, picture(number="A001", held=("A002",)), Unanswered.NO_MESSAGE),
        (PadKey.TRANSFER, picture(number="A001"), Unanswered.NO_MESSAGE),
        (PadKey.STAND_BEHIND_LINE, picture(), Unanswered.NO_MESSAGE),
    ],
)
def test_keys_become_requests(key: PadKey, before: CounterPicture, asked: list[str] | Unanswered) -> None:
    over = bridge()
    over.seen(before)
    requests = over.pressed(PadPressed(Z01, key))
    if isinstance(requests, Unanswered):
        assert requests is asked
        return
    assert names(requests) == asked
    assert len({request.request_id for request in requests}) == len(requests)


def test_transfer_sends_to_the_service_that_the_pad_names() -> None:
    over = bridge()
    over.seen(picture(number="A001"))
    (request,) = over.pressed(PadPressed(Z01, PadKey.TRANSFER, service="permits"))
    assert request == TransferTicket(request_id="request-1", counter="z01", by="li", service="permits")


def test_next_only_finishes_where_the_counter_calls_by_itself() -> None:
    over = bridge()
    over.seen(picture(number="A001").model_copy(update={"auto_call": True}))
    assert names(over.pressed(PadPressed(Z01, PadKey.CALL_NEXT))) == ["FinishService"]
    over.seen(picture().model_copy(update={"auto_call": True}))
    assert names(over.pressed(PadPressed(Z01, PadKey.CALL_NEXT))) == ["CallNext"]


def test_a_press_names_the_clerk_or_the_pad() -> None:
    over = bridge()
    over.seen(picture())
    (request,) = over.pressed(PadPressed(Z01, PadKey.CALL_NEXT))
    assert isinstance(request, CallNext)
    assert request.by == "li"
    over.seen(picture(CounterState.CLOSED))
    both = over.pressed(PadPressed(Z01, PadKey.CALL_NEXT))
    assert not isinstance(both, Unanswered)
    first, _ = both
    assert first.model_dump()["by"] == "pad-z01"


def test_whoever_was_put_on_hold_last_is_called_back() -> None:
    over = bridge()
    over.seen(picture(held=("A001", "B002", "A003")))
    (request,) = over.pressed(PadPressed(Z01, PadKey.CALL_BACK))
    assert isinstance(request, ResumeTicket)
    assert (request.counter, request.ticket, request.by) == ("z01", "20261121-A003", "li")


def test_a_mark_goes_to_the_ticket_whose_evaluation_is_open() -> None:
    over = bridge()
    over.seen(picture(evaluation="A007"))
    (request,) = over.pressed(MarkPressed(Z01, Level.SATISFIED))
    assert isinstance(request, GiveEvaluation)
    assert (request.ticket, request.level) == ("20261121-A007", Level.SATISFIED)


def test_a_press_that_leads_to_nothing_says_why() -> None:
    over = bridge()
    press = MarkPressed(Z01, Level.SATISFIED)
    assert over.pressed(PadPressed(Z01, PadKey.CALL_NEXT)) is Unanswered.NO_PICTURE
    over.seen(picture())
    assert over.pressed(press) is Unanswered.OUTSIDE
    over.seen(picture(evaluation="A007"))
    over.seen(picture())
    assert over.pressed(press) is Unanswered.LATE
    over.seen(picture(number="A008"))
    assert over.pressed(press) is Unanswered.OUTSIDE


def test_a_press_after_the_mark_is_one_too_many_and_a_second_one_before_is_for_the_server() -> None:
    over = bridge()
    press = MarkPressed(Z01, Level.SATISFIED)
    over.seen(picture(evaluation="A007"))
    assert [names(over.pressed(press)), names(over.pressed(press))] == [["GiveEvaluation"]] * 2
    over.seen(picture())
    assert over.pressed(press) is Unanswered.DOUBLE


def test_an_evaluator_that_was_asked_about_another_visitor_is_late() -> None:
    over = bridge()
    old = MarkPressed(Z01, Level.SATISFIED, ticket="20261121-A007")
    over.seen(picture(evaluation="A008"))
    assert over.pressed(old) is Unanswered.LATE
    assert names(over.pressed(MarkPressed(Z01, Level.SATISFIED, ticket="20261121-A008"))) == ["GiveEvaluation"]
    over.seen(picture(number="A009"))
    assert over.pressed(old) is Unanswered.LATE


def test_evaluators_are_asked_once_and_let_go_when_the_evaluation_is_over() -> None:
    over = bridge()
    over.seen(picture())
    asked = AskMark(Z01, MarkWanted("20261121-A007", "A007", "li", 1, "一"))
    assert over.seen(picture(evaluation="A007")) == [asked]
    assert over.seen(picture(evaluation="A007")) == []
    assert over.seen(picture()) == [AskMark(Z01, None)]


def face(mode: SignMode, number: str = "", reason: str = "", calls: int = 0) -> ShowFace:
    return ShowFace(Z01, SignFace(mode, number, "一", "one", reason, calls))


def test_digits_and_faces_are_shown_when_they_change() -> None:
    over = bridge()
    assert over.seen(picture()) == [ShowNumber(Z01, ""), face(SignMode.FREE)]
    called = [ShowNumber(Z01, "A001"), face(SignMode.CALLED, "A001", calls=1)]
    assert over.seen(picture(number="A001")) == called
    assert over.seen(picture(number="A001")) == []


def test_a_face_says_why_nobody_is_called() -> None:
    over = bridge()
    over.seen(picture())
    paused = picture(CounterState.PAUSED).model_copy(update={"pause_reason": "用餐休息"})
    assert over.seen(paused) == [face(SignMode.PAUSED, reason="用餐休息")]
    at_pad = picture(CounterState.PAUSED).model_copy(update={"pause_reason": PAUSE_REASON})
    assert over.seen(at_pad) == [face(SignMode.PAUSED)]
    assert over.seen(picture(CounterState.CLOSED)) == [face(SignMode.CLOSED)]


def test_a_visitor_who_is_served_is_another_face_than_one_who_is_called_again() -> None:
    over = bridge()
    called = picture(number="A001")
    over.seen(called)
    assert called.ticket is not None
    again = called.model_copy(update={"ticket": called.ticket.model_copy(update={"times_called": 2})})
    assert over.seen(again) == [face(SignMode.CALLED, "A001", calls=2)]
    serving = called.model_copy(update={"ticket": called.ticket.model_copy(update={"state": TicketState.SERVING})})
    assert over.seen(serving) == [face(SignMode.SERVING, "A001", calls=1)]


def test_health_goes_onto_the_wire_as_it_is() -> None:
    device = DeviceHealth(
        "bus-1", "call_pad", DeviceState.DOWN, Trouble.PORT_GONE, "x" * 500, NOW, {"bad_sum": 2}, "39 pads"
    )
    health = device.on_wire("counters-1")
    assert (health.user, health.device, health.state) == ("counters-1", "bus-1", DeviceState.DOWN)
    assert (health.trouble, len(health.detail)) == (Trouble.PORT_GONE, 200)
    assert (health.counters, health.identity) == ({"bad_sum": 2}, "39 pads")


class Wire:
    """A link that answers when told."""

    def __init__(self) -> None:
        self.up = True
        self.asked: list[tuple[Request, Future[Reply]]] = []

    def ask(self, request: Request) -> Future[Reply]:
        self.asked.append((request, Future()))
        return self.asked[-1][1]


@pytest.fixture
def wire() -> Wire:
    """A wire that is up."""
    return Wire()


@pytest.fixture
def asking(wire: Wire) -> Asking:
    """Requests over that wire."""
    return Asking(wire.ask, lambda: wire.up, reply_timeout_s=2.0)


def request_for(number: int) -> CallNext:
    return CallNext(request_id=f"request-{number}", counter="z01", by="li")


def test_an_unanswered_request_is_asked_again_with_its_own_id(wire: Wire, asking: Asking) -> None:
    asking.add(request_for(1), 0)
    asking.turn(1.9)
    assert len(wire.asked) == 1
    asking.turn(2.0)
    assert [request.request_id for request, _ in wire.asked] == ["request-1", "request-1"]
    wire.asked[1][1].set_result(Done(request_id="request-1", seq=1))
    asking.turn(2.1)
    assert asking.waiting == 0


def test_a_request_that_did_not_fit_into_the_outbox_is_asked_again(wire: Wire, asking: Asking) -> None:
    asking.add(request_for(1), 0)
    wire.asked[0][1].set_exception(OutboxFull())
    asking.turn(1.9)
    assert (len(wire.asked), asking.waiting) == (1, 1)
    asking.turn(2.0)
    assert [request.request_id for request, _ in wire.asked] == ["request-1", "request-1"]


def test_an_old_request_is_given_up_and_counted(wire: Wire, asking: Asking) -> None:
    asking.add(request_for(1), 0, "bus-1")
    asking.turn(10)
    assert (asking.waiting, asking.given_up) == (0, ["bus-1"])
    assert wire.asked[0][1].cancelled()


def test_nothing_is_asked_while_the_link_is_down_and_a_mark_waits_for_it(wire: Wire, asking: Asking) -> None:
    wire.up = False
    mark = GiveEvaluation(request_id="mark-0001", counter="z01", ticket="20261121-A001", level=Level.SATISFIED)
    asking.add(request_for(1), 0)
    asking.add(mark, 0)
    asking.turn(60)
    assert (wire.asked, asking.given_up, asking.waiting) == ([], [""], 1)
    wire.up = True
    asking.turn(61)
    assert [request for request, _ in wire.asked] == [mark]


def test_what_the_server_refuses_is_named_with_its_device(wire: Wire, asking: Asking) -> None:
    asking.add(request_for(1), 0, "bus-1")
    words = {"zh": "已评", "en": "given"}
    refused = Refused.model_validate({"request_id": "request-1", "code": "evaluation_given", "words": words})
    wire.asked[0][1].set_result(refused)
    asking.turn(0.1)
    assert asking.refused == [("bus-1", RefusalCode.EVALUATION_GIVEN)]


def test_too_many_open_requests_are_refused_and_counted(asking: Asking) -> None:
    for number in range(1_001):
        asking.add(request_for(number), 0)
    assert (asking.waiting, asking.given_up) == (1_000, [""])


def test_a_call_is_said_once_however_often_its_news_comes_and_a_call_again_is_another_one() -> None:
    known, words = bridge(), Words2(zh="综合1号窗口", en="General 1")
    news = CallNews(at=NOW, ticket="20261121-A001", number="A001", counter="z01", counter_name=words, times_called=1)
    said = [SayCall(CallToSay("A001", Z01, "综合1号窗口", "General 1", "20261121-A001"))]
    assert known.called(news) == said
    assert known.called(news) == []
    again = news.model_copy(update={"at": NOW + timedelta(seconds=20), "times_called": 2})
    assert known.called(again) == said
    assert known.called(news) == []
