"""A counter that calls by itself: the call is kept with what it follows from, the answer is about what was asked."""

from dataclasses import replace
from pathlib import Path

from config.wire.news import CallNews
from config.wire.pictures import CounterPicture
from config.wire.requests import FinishService, OpenCounter
from queue_server.domain.facts import TicketCalled
from tests.queue_server.desk.counterside import Counterside
from tests.queue_server.domain.examples import ONE, PLAN

OPEN = OpenCounter(request_id="open-0001", counter=ONE, by="lan")
FINISH = FinishService(request_id="done-0001", counter=ONE, by="lan")


def test_the_next_is_called_in_the_same_batch(tmp_path: Path) -> None:
    with Counterside(tmp_path, replace(PLAN, auto_call=True)) as side:
        side.take("take-0001")
        side.take("take-0002")
        side.done(OPEN)
        first = side.ask(FINISH, FINISH)
        assert first[0] == first[1]
        assert side.ask(FINISH) == first[:1]
        called = [record.fact.ticket for record in side.journal.all_records() if isinstance(record.fact, TicketCalled)]
        assert called == list(side.hall.tickets)
        assert side.paper.newest(CallNews).number == "A002"
        picture = side.paper.newest(CounterPicture, ONE)
        assert picture.auto_call
        assert picture.ticket is not None
        assert picture.ticket.number == "A002"
