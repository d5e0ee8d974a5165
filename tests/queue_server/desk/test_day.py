"""The day turns at the hall's own midnight, once, whatever the machine's clock does; numbers start anew."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from config.vocabulary import CounterState, TicketState
from config.wire.pictures import CounterPicture, ServicesPicture, WallPicture
from config.wire.requests import CallNext, OpenCounter
from queue_server.domain.facts import DayBegan, TicketEnded
from tests.queue_server.desk.counterside import Counterside
from tests.queue_server.domain.examples import ONE

SHANGHAI = ZoneInfo("Asia/Shanghai")
BEFORE = datetime(2026, 11, 20, 23, 59, 59, tzinfo=SHANGHAI)
AFTER = datetime(2026, 11, 21, 0, 0, 0, tzinfo=SHANGHAI)


def days(side: Counterside) -> list[date]:
    """The days that began."""
    return [record.fact.day for record in side.journal.all_records() if isinstance(record.fact, DayBegan)]


def test_numbers_start_anew_at_local_midnight(side: Counterside) -> None:
    side.put_clock(BEFORE)
    assert [side.take(f"take-000{n}").number for n in (1, 2)] == ["A001", "A002"]
    side.put_clock(AFTER)
    fresh = side.take("take-0003")
    assert (fresh.ticket, fresh.people_ahead) == ("20261121-A001", 0)
    assert days(side) == [date(2026, 11, 20), date(2026, 11, 21)]


def test_who_is_left_at_midnight_is_ended(side: Counterside) -> None:
    for number in range(3):
        side.take(f"take-000{number}")
    side.done(
        OpenCounter(request_id="open-0001", counter=ONE, by="lan"),
        CallNext(request_id="call-0001", counter=ONE, by="lan"),
    )
    side.put_clock(AFTER)
    side.round()
    ended = [record.fact.ticket for record in side.journal.all_records() if isinstance(record.fact, TicketEnded)]
    assert ended == ["20261120-A001", "20261120-A002", "20261120-A003"]
    assert side.hall.live_tickets() == []
    picture = side.paper.newest(CounterPicture, ONE)
    assert (picture.ticket, picture.state, picture.served_today) == (None, CounterState.CLOSED, 0)
    assert side.paper.newest(WallPicture).day == "2026-11-21"
    assert {line.waiting for line in side.paper.newest(ServicesPicture).services} == {0}
    assert side.journal.problems() == []


def test_a_clock_that_goes_back_over_midnight_does_not_turn_the_day_twice(side: Counterside) -> None:
    side.put_clock(AFTER)
    first = side.take("take-0001")
    side.put_clock(BEFORE)
    second = side.take("take-0002")
    assert [first.ticket, second.ticket] == ["20261121-A001", "20261121-A002"]
    assert second.taken_at == first.taken_at, "the hall's time went back"
    side.put_clock(AFTER + timedelta(minutes=1))
    assert side.take("take-0003").ticket == "20261121-A003"
    assert days(side) == [date(2026, 11, 20), date(2026, 11, 21)]


def test_a_request_of_yesterday_asked_again_gets_its_answer_of_yesterday(side: Counterside) -> None:
    side.put_clock(BEFORE)
    given = side.take("take-0001")
    side.put_clock(AFTER)
    assert side.take("take-0001") == given
    assert all(ticket.state is not TicketState.WAITING for ticket in side.hall.tickets.values())


def test_an_id_of_the_day_before_yesterday_is_a_new_request(side: Counterside) -> None:
    side.put_clock(BEFORE)
    given = side.take("take-0001")
    for later in (1, 2):
        side.put_clock(AFTER + timedelta(days=later))
        side.take(f"other-000{later}")
    again = side.take("take-0001")
    assert (given.ticket, again.ticket) == ("20261120-A001", "20261123-A002")
    assert side.journal.problems() == []
