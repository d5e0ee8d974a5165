"""What the hall is told, and when: calls and touched counters at once, other pictures once a pause, all of it right."""

from datetime import timedelta

from config.vocabulary import CounterState, Level, TicketClass, TicketState
from config.wire.link import Connection
from config.wire.news import CallNews, MarkNews
from config.wire.pictures import CallsPicture, CounterPicture, ServicesPicture, WaitingPicture, WallPicture
from config.wire.requests import (
    CallAgain,
    CallNext,
    FinishService,
    GiveEvaluation,
    HoldTicket,
    OpenCounter,
    ResumeTicket,
    StartService,
    TakeTicket,
)
from queue_server.domain.counter import LEFT_MAX
from tests.queue_server.desk.counterside import PAUSE_S, WALL_S, Counterside
from tests.queue_server.domain.examples import BOTH, IDENTITY, NINE, ONE, PERMITS, PLAN, TWO


def opened(side: Counterside, counter: str = BOTH) -> None:
    """A counter with a clerk."""
    side.done(OpenCounter(request_id=f"open-{counter:_>4}", counter=counter, by=f"clerk at {counter}"))


def call(side: Counterside, name: str, counter: str = BOTH) -> None:
    """Next, please."""
    side.done(CallNext(request_id=f"call-{name:_>4}", counter=counter, by=f"clerk at {counter}"))


def test_a_call_is_told_at_once(side: Counterside) -> None:
    opened(side)
    given = side.take("take-0001")
    side.paper.sent.clear()
    call(side, "1")
    assert side.paper.kinds() == ["CallNews", "CallsPicture", "CounterPicture", "WaitingPicture"]
    news = side.paper.newest(CallNews)
    assert (news.number, news.counter, news.times_called, news.counter_name.zh) == ("A001", BOTH, 1, "3号窗口")
    at = side.paper.newest(CounterPicture).ticket
    assert at is not None
    assert (at.ticket, at.state, at.called_at) == (given.ticket, TicketState.CALLED, side.now)
    assert "A001" in at.why.zh


def test_other_pictures_come_once_a_pause(side: Counterside) -> None:
    side.round()
    side.paper.sent.clear()
    for number in range(5):
        side.pass_time(seconds=PAUSE_S / 10)
        side.take(f"take-000{number}")
    assert side.paper.kinds() == []
    side.pass_time(seconds=PAUSE_S)
    side.take("take-0009")
    of_two_counters = ["CounterPicture", "WaitingPicture"] * 2
    assert side.paper.kinds() == ["ServicesPicture", "CallsPicture", *of_two_counters, "WallPicture"]
    lines = {line.id: line.waiting for line in side.paper.newest(ServicesPicture).services}
    assert lines == {IDENTITY: 6, PERMITS: 0}


def test_the_wall_is_renewed_though_nothing_happens(side: Counterside) -> None:
    side.round()
    side.paper.sent.clear()
    side.pass_time(seconds=WALL_S)
    side.round()
    assert side.paper.kinds() == ["WallPicture"]


def test_a_broker_that_was_away_gets_every_picture(side: Counterside) -> None:
    side.round()
    side.paper.sent.clear()
    side.round(Connection(False, "lost"))
    assert side.paper.kinds() == []
    side.round(Connection(True))
    pictures = {m.counter for m in side.paper.sent if isinstance(m, CounterPicture)}
    assert pictures == {counter.id for counter in PLAN.counters}
    assert {"ServicesPicture", "CallsPicture", "WallPicture"} <= set(side.paper.kinds())


def test_the_waiting_list_is_the_order_of_the_calls(side: Counterside) -> None:
    """Two classes, two services: who stands first in the list is who is called."""
    opened(side, ONE)
    for number in range(12):
        ticket_class = TicketClass.PRIORITY if number % 3 == 2 else TicketClass.ORDINARY
        service = PERMITS if number % 4 == 3 else IDENTITY
        side.ask(
            TakeTicket(request_id=f"take-{number:04}", kiosk="kiosk-1", service=service, ticket_class=ticket_class)
        )
        side.pass_time(minutes=2)
    side.round()
    picture = side.paper.newest(WaitingPicture, ONE)
    assert picture.total == len(picture.next_first) == 12
    assert {line.own for line in picture.next_first} == {True, False}
    called = []
    for number in range(12):
        call(side, str(number), ONE)
        called.append(side.paper.newest(CallNews).ticket)
        side.done(FinishService(request_id=f"gone-{number:04}", counter=ONE, by="clerk at one"))
    assert called == [line.ticket for line in picture.next_first]
    assert called != sorted(called), "the example does not tell the rule from first-come"


def test_a_second_call_comes_to_the_front(side: Counterside) -> None:
    opened(side, ONE)
    opened(side, BOTH)
    side.take("take-0001")
    side.take("take-0002")
    call(side, "1", ONE)
    call(side, "2", BOTH)
    assert [line.number for line in side.paper.newest(CallsPicture).calls] == ["A002", "A001"]
    side.done(CallAgain(request_id="again-01", counter=ONE, by="clerk at one"))
    assert side.paper.newest(CallNews).times_called == 2
    assert [line.number for line in side.paper.newest(CallsPicture).calls] == ["A001", "A002"]


def test_an_evaluation_opens_is_given_and_shows(side: Counterside) -> None:
    opened(side)
    ticket = side.take("take-0001").ticket
    call(side, "1")
    side.done(FinishService(request_id="finish-1", counter=BOTH, by="clerk at both"))
    evaluation = side.paper.newest(CounterPicture).evaluation
    assert evaluation is not None
    assert (evaluation.ticket, evaluation.until) == (ticket, NINE + timedelta(seconds=PLAN.evaluation_window_s))
    side.done(GiveEvaluation(request_id="press-01", counter=BOTH, ticket=ticket, level=Level.DISSATISFIED))
    assert side.paper.newest(MarkNews).level is Level.DISSATISFIED
    picture = side.paper.newest(CounterPicture)
    assert (picture.evaluation, picture.last_mark, picture.served_today) == (None, Level.DISSATISFIED, 1)
    side.round()
    wall = side.paper.newest(WallPicture)
    assert (wall.served, wall.marks[Level.DISSATISFIED], wall.no_review) == (1, 1, 0)
    assert [(mark.number, mark.level) for mark in wall.last_marks] == [("A001", Level.DISSATISFIED)]


def test_the_pictures_count_the_hall(side: Counterside) -> None:
    opened(side, TWO)
    for number in range(3):
        side.take(f"take-000{number}", PERMITS)
        side.pass_time(minutes=1)
    side.take("take-0009")
    call(side, "1", TWO)
    side.round()
    services = {line.id: (line.waiting, line.open_counters) for line in side.paper.newest(ServicesPicture).services}
    assert services == {IDENTITY: (1, 0), PERMITS: (2, 1)}
    counter = side.paper.newest(CounterPicture, TWO)
    assert (counter.state, counter.clerk, counter.waiting_total) == (CounterState.OPEN, "clerk at two", 2)
    wall = side.paper.newest(WallPicture)
    assert (wall.taken, wall.waiting, wall.at_counters, wall.longest_wait_s) == (4, 3, 1, 180)
    assert [(line.name.en, line.waiting) for line in wall.busiest] == [("Permits", 2), ("Identity cards", 1)]
    assert {line.counter: line.number for line in wall.counters} == {ONE: None, TWO: "B7", BOTH: None}


def test_the_last_mark_stays_until_the_next_service_is_done(side: Counterside) -> None:
    opened(side, ONE)
    first = side.take("take-0001").ticket
    side.take("take-0002")
    call(side, "1", ONE)
    side.done(FinishService(request_id="done-0001", counter=ONE, by="lan"))
    side.done(GiveEvaluation(request_id="mark-0001", counter=ONE, ticket=first, level=Level.SATISFIED))
    call(side, "2", ONE)
    side.done(StartService(request_id="start-0002", counter=ONE, by="lan"))
    assert side.paper.newest(CounterPicture, ONE).last_mark is Level.SATISFIED
    side.done(FinishService(request_id="done-0002", counter=ONE, by="lan"))
    assert side.paper.newest(CounterPicture, ONE).last_mark is None


def test_the_newest_tickets_that_left_a_counter_stand_in_its_picture(side: Counterside) -> None:
    side.done(OpenCounter(request_id="open-0001", counter=ONE, by="lan"))
    for n in range(LEFT_MAX + 1):
        side.take(f"take-000{n}")
        side.done(CallNext(request_id=f"call-000{n}", counter=ONE, by="lan"))
        side.done(FinishService(request_id=f"done-000{n}", counter=ONE, by="lan"))
    picture = side.paper.newest(CounterPicture, ONE)
    assert [line.number for line in picture.left] == ["A004", "A003", "A002"]


def test_a_ticket_that_came_back_and_left_again_is_named_once(side: Counterside) -> None:
    side.done(OpenCounter(request_id="open-0001", counter=ONE, by="lan"))
    held = side.take("take-0001").ticket
    side.take("take-0002")
    for what in ("first", "second"):
        side.done(CallNext(request_id=f"call-{what}", counter=ONE, by="lan"))
        side.done(HoldTicket(request_id=f"hold-{what}", counter=ONE, by="lan"))
    side.done(ResumeTicket(request_id="back-0001", counter=ONE, by="lan", ticket=held))
    assert [line.number for line in side.paper.newest(CounterPicture, ONE).left] == ["A002"]
    side.done(FinishService(request_id="done-0001", counter=ONE, by="lan"))
    assert [line.number for line in side.paper.newest(CounterPicture, ONE).left] == ["A001", "A002"]
