"""Views can be made anew from the facts, and verify finds whatever does not agree."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, delete, insert, update

from config.vocabulary import CounterId, TicketId, TicketState
from queue_server.domain.carrying.facts import TicketsCarried
from queue_server.domain.facts import ServiceStarted, TicketCalled, TicketTaken
from queue_server.journal.__main__ import main
from queue_server.journal.journal import Journal
from queue_server.journal.record import Record, write
from queue_server.journal.schema import VIEWS, at_counter, calls, evaluations, facts, tickets
from tests.queue_server.journal.histories import HALL, full_day, records_of
from tests.queue_server.journal.tables import all_views

RECORDS = records_of(full_day().kept)
Damage = Callable[[Connection], object]


@pytest.fixture
def journal(journal: Journal) -> Journal:
    """The full day."""
    journal.append(RECORDS)
    return journal


@pytest.fixture
def settings_file(tmp_path: Path, url: str) -> str:
    """Settings that name this database."""
    file = tmp_path / "settings.toml"
    file.write_text(f'hall = "{HALL}"\n[journal]\nurl = "{url}"\n')
    return str(file)


VIEW_DAMAGES: list[Damage] = [
    lambda c: c.execute(update(tickets).where(tickets.c.number == "A001").values(state=TicketState.WAITING)),
    lambda c: c.execute(delete(calls)),
    lambda c: c.execute(update(evaluations).values(level="very_satisfied", bad=False)),
    lambda c: c.execute(insert(at_counter).values(hall=HALL, counter="two", ticket="20261120-A001")),
]


@pytest.mark.parametrize("damage", VIEW_DAMAGES)
def test_a_changed_view_is_found_and_made_anew(journal: Journal, engine: Engine, damage: Damage) -> None:
    before = all_views(engine, HALL)
    with engine.begin() as connection:
        damage(connection)
    (found,) = journal.problems()
    assert found.startswith("view ")
    assert found.endswith("differs from the facts")
    assert journal.rebuild_views() == len(RECORDS)
    assert journal.problems() == []
    assert all_views(engine, HALL) == before


def test_a_ticket_that_was_carried_over_cannot_be_lost_unseen(journal: Journal, engine: Engine) -> None:
    (over,) = [record for record in RECORDS if isinstance(record.fact, TicketsCarried)]
    assert isinstance(over.fact, TicketsCarried)
    assert over.fact.back
    kind, body = write(replace(over.fact, back=over.fact.back[1:]))
    with engine.begin() as connection:
        connection.execute(update(facts).where(facts.c.seq == over.seq).values(kind=kind, body=body))
    found = journal.problems()
    assert f"fact {over.seq} can't have happened: the tickets carried over differ from those of the day before" in found


def test_all_views_can_be_dropped(journal: Journal, engine: Engine) -> None:
    before = all_views(engine, HALL)
    with engine.begin() as connection:
        for view in VIEWS:
            connection.execute(delete(view))
    assert len(journal.problems()) == len(VIEWS)
    journal.rebuild_views()
    assert all_views(engine, HALL) == before


def test_a_missing_fact_is_found(journal: Journal, engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(delete(facts).where(facts.c.seq == 9))
    assert journal.problems()[0] == "fact 9 is missing (found 10)"


def test_a_missing_last_fact_is_found_by_its_view(journal: Journal, engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(delete(facts).where(facts.c.seq == len(RECORDS)))
    assert journal.problems() == ["view tickets differs from the facts"]


def test_an_impossible_move_is_found(journal: Journal) -> None:
    """The database can't know every rule of the core; verify does."""
    last = RECORDS[-1]
    started = ServiceStarted(TicketId("20261121-A002"), CounterId("one"), "nobody")
    journal.append([Record(last.seq + 1, last.at, last.day, started)])
    (found,) = journal.problems()
    assert found.startswith(f"fact {last.seq + 1} can't have happened: 20261121-A002 is waiting")


def test_a_fact_that_no_view_can_hold_is_found(journal: Journal, engine: Engine) -> None:
    call = next(record for record in RECORDS if isinstance(record.fact, TicketCalled))
    kind, body = write(call.fact)
    twice = {"seq": len(RECORDS) + 1, "at": call.at, "day": call.day, "kind": kind, "body": body}
    with engine.begin() as connection:
        connection.execute(insert(facts).values(hall=HALL, **twice))
    assert any("can't have happened" in problem for problem in journal.problems())


def test_a_fact_changed_by_hand_is_found(journal: Journal, engine: Engine) -> None:
    taken = RECORDS[4].fact
    assert isinstance(taken, TicketTaken)
    _, body = write(replace(taken, number="A099"))
    with engine.begin() as connection:
        connection.execute(update(facts).where(facts.c.seq == 5).values(body=body))
    assert "view tickets differs from the facts" in journal.problems()


@pytest.mark.usefixtures("journal")
def test_the_commands_say_what_they_found(
    engine: Engine, settings_file: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["verify", "--settings", settings_file]) == 0
    assert capsys.readouterr().out.startswith(f"{len(RECORDS)} facts, views and core agree (")
    with engine.begin() as connection:
        connection.execute(delete(calls))
    assert main(["verify", "--settings", settings_file]) == 1
    assert capsys.readouterr().out == "view calls differs from the facts\n"
    assert main(["rebuild-views", "--settings", settings_file]) == 0
    assert capsys.readouterr().out == f"{len(RECORDS)} facts read, views made anew\n"
    assert main(["verify", "--settings", settings_file]) == 0


def test_the_commands_name_what_is_wrong(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    missing = str(tmp_path / "none.toml")
    assert main(["verify", "--settings", missing]) == 1
    assert f"{missing}: (file): 缺少这个文件 / is missing" in capsys.readouterr().err
    away = tmp_path / "away.toml"
    away.write_text(f'[journal]\nurl = "postgresql+psycopg://nobody@/none?host={tmp_path}"\n')
    assert main(["verify", "--settings", str(away)]) == 1
    assert "connection" in capsys.readouterr().err
