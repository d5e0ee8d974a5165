"""The day in figures, by service and class."""

from pathlib import Path

from config.vocabulary import TicketClass
from config.wire.lead import AskDaily, DailyShown
from config.wire.requests import CallNext, FinishService, MarkNoShow, OpenCounter, StartService, TakeTicket
from tests.queue_server.desk.counterside import Counterside
from tests.queue_server.domain.examples import IDENTITY, PERMITS, TWO

ASKED = AskDaily(request_id="daily-001")


def figures(side: Counterside) -> DailyShown:
    """The answer."""
    (reply,) = side.ask(ASKED)
    assert isinstance(reply, DailyShown), reply
    return reply


def test_a_day_without_anybody_is_all_noughts(tmp_path: Path) -> None:
    with Counterside(tmp_path) as side:
        day = figures(side)
        assert (day.taken, day.served, day.services, day.classes, day.mean_wait_s) == (0, 0, (), (), None)


def test_what_was_taken_served_and_not_shown_stands_by_service_and_class(tmp_path: Path) -> None:
    with Counterside(tmp_path) as side:
        side.take("take-0001", PERMITS)
        side.take("take-0002", PERMITS)
        side.take("take-0003", IDENTITY)
        priority = TicketClass.PRIORITY
        side.ask(TakeTicket(request_id="take-0004", kiosk="kiosk-1", service=IDENTITY, ticket_class=priority))
        side.done(OpenCounter(request_id="open-0001", counter=TWO, by="lan"))
        side.done(CallNext(request_id="call-0001", counter=TWO, by="lan"))
        side.done(StartService(request_id="start-001", counter=TWO, by="lan"))
        side.done(FinishService(request_id="finish-1", counter=TWO, by="lan"))
        day = figures(side)
        assert (day.taken, day.served, day.waiting) == (4, 1, 3)
        assert sum(line.taken for line in day.services) == sum(line.taken for line in day.classes) == day.taken
        assert sum(line.served for line in day.services) == sum(line.served for line in day.classes) == day.served
        assert {line.ticket_class: line.taken for line in day.classes} == {TicketClass.ORDINARY: 3, priority: 1}
        assert [line.taken for line in day.services] == [2, 2]
        side.done(CallNext(request_id="call-0002", counter=TWO, by="lan"))
        side.ask(MarkNoShow(request_id="noshow-01", counter=TWO, by="lan"))
        day = figures(side)
        assert sum(line.no_show for line in day.services) == day.no_show
