"""The walk of one visitor through the hall, told in order: from the touch of a service to the mark on the wall."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from config.vocabulary import CounterId, Level, PrintState, RefusalCode, TicketState
from config.wire.news import CallNews, MarkNews
from config.wire.pictures import CallsPicture, CounterPicture, ServicesPicture, WaitingPicture, WallPicture
from config.wire.replies import TicketGiven
from config.wire.requests import (
    CallNext,
    FinishService,
    GiveEvaluation,
    OpenCounter,
    ReportPrint,
    StartService,
    TakeTicket,
)
from queue_server.domain.facts import EvaluationRecorded, TicketCalled, TicketPrinted, TicketServed, TicketTaken
from tests.hall.longli_day import LONGLI, over_the_wire
from tests.queue_server.desk.counterside import Counterside

PENSION = "pension"
WINDOW = CounterId("rs01")
TAKE = TakeTicket(request_id="touch-0001", kiosk="kiosk-1", service=PENSION, card="token", masked_name="龙*")
PRESS = "press-0001"


@pytest.fixture
def side(tmp_path: Path) -> Iterator[Counterside]:
    """Longli's hall at nine, its window open, one visitor before ours."""
    with Counterside(tmp_path, plan=LONGLI) as opened:
        opened.done(OpenCounter(request_id="open-0001", counter=WINDOW, by="lan"))
        opened.take("touch-0000", PENSION)
        opened.pass_time(minutes=3)
        yield opened


def take(side: Counterside) -> TicketGiven:
    """Steps 3 to 5: the touch, the number, the paper."""
    (given,) = side.ask(over_the_wire(TAKE))
    assert isinstance(given, TicketGiven)
    assert (given.number, given.people_ahead, given.service_name.zh) == ("C002", 1, "养老待遇申领")
    assert LONGLI.counter_by_id[WINDOW].name.zh in {name.zh for name in given.counter_names}
    assert side.ask(TAKE) == [given], "asked again, because no answer came in time"
    printed = ReportPrint(
        request_id="paper-0001", kiosk="kiosk-1", ticket=given.ticket, state=PrintState.FAILED, reason="paper out"
    )
    side.done(printed)
    side.round()
    assert {line.id: line.waiting for line in side.paper.newest(ServicesPicture).services}[PENSION] == 2
    waiting = side.paper.newest(WaitingPicture, WINDOW)
    assert [line.number for line in waiting.next_first] == ["C001", "C002"]
    return given


def call(side: Counterside, given: TicketGiven) -> None:
    """Steps 6 and 7: the clerk presses next; screen, light strip and voice are told."""
    side.done(CallNext(request_id="next-0001", counter=WINDOW, by="lan"))
    side.done(FinishService(request_id="done-0001", counter=WINDOW, by="lan"))
    side.pass_time(minutes=5)
    side.done(over_the_wire(CallNext(request_id="next-0002", counter=WINDOW, by="lan")))
    news = side.paper.newest(CallNews)
    assert (news.ticket, news.number, news.counter, news.times_called) == (given.ticket, "C002", WINDOW, 1)
    assert [line.number for line in side.paper.newest(CallsPicture).calls] == ["C002", "C001"]
    at = side.paper.newest(CounterPicture, WINDOW).ticket
    assert at is not None
    assert (at.number, at.state, at.masked_name) == ("C002", TicketState.CALLED, "龙*")
    assert at.why.zh == "C002 是09:03取的普通号；当时本窗口只有这一队有人等候，它排在最前。"


def serve(side: Counterside, given: TicketGiven) -> None:
    """Step 8: done; the counter's picture opens the evaluation until a moment."""
    side.done(StartService(request_id="start-0002", counter=WINDOW, by="lan"))
    side.pass_time(minutes=9)
    side.done(FinishService(request_id="done-0002", counter=WINDOW, by="lan"))
    picture = side.paper.newest(CounterPicture, WINDOW)
    assert picture.ticket is None
    assert picture.evaluation is not None
    assert (picture.evaluation.ticket, picture.evaluation.number) == (given.ticket, "C002")
    assert picture.evaluation.until == side.now + timedelta(seconds=LONGLI.evaluation_window_s)


def press(given: TicketGiven, press_id: str = PRESS) -> GiveEvaluation:
    """A key of the evaluator."""
    return GiveEvaluation(request_id=press_id, counter=WINDOW, ticket=given.ticket, level=Level.VERY_SATISFIED)


def test_a_visitor_takes_a_number_is_called_served_and_judges(side: Counterside) -> None:
    given = take(side)
    call(side, given)
    serve(side, given)
    side.pass_time(seconds=20)
    side.done(over_the_wire(press(given)))
    assert side.paper.newest(MarkNews).level is Level.VERY_SATISFIED
    picture = side.paper.newest(CounterPicture, WINDOW)
    assert (picture.evaluation, picture.last_mark) == (None, Level.VERY_SATISFIED)
    side.round()
    wall = side.paper.newest(WallPicture)
    assert (wall.taken, wall.served, wall.waiting, wall.marks[Level.VERY_SATISFIED]) == (2, 2, 0, 1)
    assert [(mark.number, mark.level) for mark in wall.last_marks] == [("C002", Level.VERY_SATISFIED)]
    about = [r.fact for r in side.journal.all_records() if getattr(r.fact, "ticket", None) == given.ticket]
    told = [type(fact) for fact in about]
    assert told[:3] == [TicketTaken, TicketPrinted, TicketCalled]
    assert told[-2:] == [TicketServed, EvaluationRecorded]
    assert side.journal.problems() == []


def test_a_mark_is_given_once_and_in_time(side: Counterside) -> None:
    given = take(side)
    call(side, given)
    assert side.refused(press(given)).code is RefusalCode.EVALUATION_NOT_OPEN
    serve(side, given)
    side.done(press(given))
    side.done(press(given))
    assert side.refused(press(given, "press-0002")).code is RefusalCode.EVALUATION_GIVEN


def test_a_mark_too_late_is_refused_and_counts_as_none_given(side: Counterside) -> None:
    given = take(side)
    call(side, given)
    serve(side, given)
    side.pass_time(seconds=LONGLI.evaluation_window_s + 1)
    assert side.refused(press(given)).code is RefusalCode.EVALUATION_CLOSED
    side.round()
    assert side.paper.newest(WallPicture).no_review == 2
