"""Facts are appended with their views in one transaction, and read back as they were written."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from sqlalchemy import Engine

from config.vocabulary import TicketClass, TicketId
from queue_server.domain.carrying.facts import TicketCarried
from queue_server.domain.commands import (
    AdoptPlan,
    FinishService,
    HoldTicket,
    OpenCounter,
    PauseCounter,
    TakeTicket,
)
from queue_server.domain.facts import TicketEnded, TicketTaken
from queue_server.domain.hall import Hall
from queue_server.journal.faults import JournalConflict
from queue_server.journal.journal import Journal
from queue_server.journal.record import KIND_OF, Record, read, write
from queue_server.journal.schema import counters, facts, tickets
from tests.queue_server.domain.counters.walk_posts import with_posts
from tests.queue_server.domain.examples import IDENTITY, PERMITS, PLAN, TWO, SmallHall
from tests.queue_server.domain.order.walk_order import STRICT_PLAN
from tests.queue_server.domain.snapshot import snapshot
from tests.queue_server.journal.histories import HALL, Step, full_day, live, records_of, steps
from tests.queue_server.journal.tables import all_views, expect_views_of, rows

numbers: Iterator[int] = count(1)


def test_every_kind_of_fact_comes_back_as_it_was(journal: Journal) -> None:
    records = records_of(full_day().kept)
    assert {type(record.fact) for record in records} == set(KIND_OF), "the example lacks a kind of fact"
    journal.append(records)
    assert list(journal.all_records()) == records
    assert journal.problems() == []


def test_facts_come_back_from_another_process_s_journal(url: str, journal: Journal) -> None:
    records = records_of(full_day().kept)
    for start in range(0, len(records), 3):
        journal.append(records[start : start + 3])
    with Journal(url, HALL) as other:
        assert list(other.all_records()) == records


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(history=steps())
def test_views_say_what_the_core_knows(url: str, engine: Engine, history: list[Step]) -> None:
    small, hall = live(history), f"hall-{next(numbers)}"
    records = records_of(small.kept)
    with Journal(url, hall) as journal:
        for start in range(0, len(records), 16):
            journal.append(records[start : start + 16])
        expect_views_of(engine, hall, small)
        assert journal.problems() == []


def test_halls_in_one_database_do_not_mix(url: str, journal: Journal) -> None:
    records = records_of(full_day().kept)
    journal.append(records)
    with Journal(url, "other") as other:
        assert list(other.all_records()) == []
        other.append(records)
        assert (other.problems(), journal.problems()) == ([], [])


def test_a_failing_view_leaves_no_fact(journal: Journal, engine: Engine) -> None:
    records = records_of(full_day().kept)
    journal.append(records)
    before, views = rows(engine, facts, HALL), all_views(engine, HALL)
    last = records[-1]
    assert isinstance(last.fact, TicketTaken)
    same_number = replace(last.fact, ticket=TicketId("20261121-Z001"))
    fresh = Record(last.seq + 1, last.at, last.day, same_number, "request-new1")
    with pytest.raises(JournalConflict, match=r"a_number_is_given_once_a_day|tickets\.number"):
        journal.append([fresh])
    assert rows(engine, facts, HALL) == before
    assert all_views(engine, HALL) == views


def test_a_batch_is_kept_whole_or_not_at_all(journal: Journal) -> None:
    records = records_of(full_day().kept)
    journal.append(records[:5])
    with pytest.raises(JournalConflict):
        journal.append([*records[5:9], replace(records[9], request_id=records[6].request_id)])
    assert list(journal.all_records()) == records[:5]
    journal.append(records[5:])
    assert journal.problems() == []


def test_the_requests_of_the_newest_days_are_told(journal: Journal) -> None:
    records = records_of(full_day().kept)
    journal.append(records)
    newest = sorted({record.day for record in records})[-2:]
    expected = [(r.day, r.request_id, r.seq) for r in records if r.request_id and r.day in newest]
    assert sorted(journal.recent_requests(), key=lambda told: told[2]) == expected
    assert journal.record(expected[0][2]).request_id == expected[0][1]


def test_a_record_is_held_only_as_it_is(journal: Journal) -> None:
    records = records_of(full_day().kept)
    journal.append(records[:6])
    assert journal.holds(records[5])
    assert not journal.holds(replace(records[5], request_id="another-one"))
    assert not journal.holds(records[6])


def test_the_current_day_gives_the_current_hall(journal: Journal) -> None:
    small = full_day()
    records = records_of(small.kept)
    journal.append(records)
    hall, read = Hall(), list(journal.of_current_day())
    for record in read:
        hall.apply(record.fact, record.at)
    assert snapshot(hall) == snapshot(small.hall)
    assert len(read) < len(records), "the days before are read too"


def test_the_current_day_begins_with_the_plan_of_its_morning(journal: Journal) -> None:
    """A service that left the plan at noon had tickets before."""
    small = SmallHall()
    small.open(TWO)
    small.take(PERMITS)
    small.call(TWO)
    small.do(FinishService(TWO, "mei"))
    counters = tuple(replace(counter, services=(IDENTITY,), second_services=()) for counter in PLAN.counters)
    small.do(AdoptPlan(replace(PLAN, services=PLAN.services[:1], counters=counters), "chief"))
    small.take(IDENTITY)
    journal.append(records_of(small.kept))
    hall = Hall()
    for record in journal.of_current_day():
        hall.apply(record.fact, record.at)
    assert snapshot(hall) == snapshot(small.hall)


def test_an_empty_journal_has_no_current_day(journal: Journal) -> None:
    assert list(journal.of_current_day()) == []
    assert journal.problems() == []


def test_a_ticket_s_row_names_the_post_and_the_rank(journal: Journal, engine: Engine) -> None:
    small = SmallHall(with_posts(STRICT_PLAN))
    small.do(OpenCounter(TWO, "mei"), TakeTicket("kiosk-1", PERMITS, TicketClass.PRIORITY, group="soldiers"))
    small.call(TWO)
    small.do(PauseCounter(TWO, "mei", "tea"), HoldTicket(TWO, "mei"), TakeTicket("kiosk-1", IDENTITY))
    journal.append(records_of(small.kept))
    served, waiting = sorted(rows(engine, tickets, HALL), key=lambda row: row["rank"])
    assert (served["post"], served["rank"], served["priority_group"]) == ("B", 0, "soldiers")
    assert (waiting["post"], waiting["priority_group"]) == (None, None)
    assert [row["post"] for row in rows(engine, counters, HALL)] == ["B"]
    assert journal.problems() == []


def test_a_fact_of_before_tells_nobody_s_name() -> None:
    """Who ended the waiting is told since facts have a place for it."""
    old = read("ticket_ended", '{"ticket": "20261120-A001", "reason": "hall_closed"}')
    carried = read("ticket_carried", '{"ticket": "20261120-A001", "to": "2026-11-23"}')
    assert isinstance(old, TicketEnded)
    assert isinstance(carried, TicketCarried)
    assert (old.by, carried.by) == ("", "")
    named = replace(old, by="chief")
    assert read(*write(named)) == named
