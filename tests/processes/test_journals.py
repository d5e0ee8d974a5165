"""The whole walk over real parts on PostgreSQL, and a start on a journal that has 10,000 tickets of the day already."""

from itertools import cycle
from pathlib import Path
from zoneinfo import ZoneInfo

from config.vocabulary import Level, PrintState, TicketState
from config.wire.link import Link, Received
from config.wire.message import Message
from config.wire.news import CallNews
from config.wire.pictures import CounterPicture, WallPicture
from config.wire.replies import Done, TicketGiven
from config.wire.requests import (
    CallNext,
    FinishService,
    GiveEvaluation,
    OpenCounter,
    ReportPrint,
    Request,
    StartService,
    TakeTicket,
)
from queue_server.clock import utc_now
from queue_server.domain.commands import AdoptPlan, BeginDay, Command
from queue_server.domain.commands import TakeTicket as Take
from queue_server.domain.decide import decide
from queue_server.domain.facts import EvaluationRecorded
from queue_server.domain.hall import Hall
from queue_server.domain.refusals import Refusal
from queue_server.journal.journal import Journal
from queue_server.journal.record import Record
from tests.processes.server import READY_TIMEOUT_S, HallServer, ask_until
from tests.queue_server.journal.postgres import Cluster

DAY_S_TICKETS = 10_000
BATCH = 1_000


def carried_out(link: Link, *requests: Request) -> None:
    """Requests that must be done, one after another."""
    for request in requests:
        reply = ask_until(link, request)
        assert isinstance(reply, Done), reply


def wait_for_message(link: Link, kind: type[Message]) -> Message:
    """The next message of a kind."""
    while True:
        item = link.inbox.get(timeout=READY_TIMEOUT_S)
        if isinstance(item, Received) and isinstance(item.message, kind):
            return item.message


def test_the_walk_on_postgresql(tmp_path: Path, postgres: Cluster) -> None:
    with HallServer(tmp_path, journal_url=postgres.new_url()) as server:
        kiosk, console = server.link("kiosk-1"), server.link("console")
        screen, evaluator = server.link("calls-1", [CallNews]), server.link("evaluator-rs01")
        given = ask_until(kiosk, TakeTicket(request_id="take-0001", kiosk="kiosk-1", service="pension"))
        assert isinstance(given, TicketGiven)
        carried_out(
            kiosk, ReportPrint(request_id="print-01", kiosk="kiosk-1", ticket=given.ticket, state=PrintState.PRINTED)
        )
        carried_out(
            console,
            OpenCounter(request_id="open-0001", by="lan", counter="rs01"),
            CallNext(request_id="call-0001", by="lan", counter="rs01"),
        )
        called = wait_for_message(screen, CallNews)
        assert isinstance(called, CallNews)
        assert (called.number, called.counter) == (given.number, "rs01")
        carried_out(
            console,
            StartService(request_id="start-01", by="lan", counter="rs01"),
            FinishService(request_id="finish-1", by="lan", counter="rs01"),
        )
        mark = GiveEvaluation(request_id="press-01", counter="rs01", ticket=given.ticket, level=Level.VERY_SATISFIED)
        carried_out(evaluator, mark)
        assert server.stop() == 0
        with Journal(server.settings.journal_url, server.settings.hall) as journal:
            assert journal.problems() == []
            assert isinstance(list(journal.all_records())[-1].fact, EvaluationRecorded)


def test_a_database_that_is_away_for_a_moment_is_waited_for(tmp_path: Path, postgres: Cluster) -> None:
    with HallServer(tmp_path, journal_url=postgres.new_url()) as server:
        kiosk = server.link("kiosk-1")
        first = ask_until(kiosk, TakeTicket(request_id="take-0001", kiosk="kiosk-1", service="pension"))
        postgres.stop()
        waiting = kiosk.ask(TakeTicket(request_id="take-0002", kiosk="kiosk-1", service="pension"))
        server.wait_for_line("the journal does not answer")
        assert not waiting.done(), "answered without a journal"
        postgres.start()
        second = waiting.result(READY_TIMEOUT_S)
        assert isinstance(first, TicketGiven)
        assert isinstance(second, TicketGiven)
        assert (first.number, second.number) == ("C001", "C002")


def fill(server: HallServer) -> Hall:
    """A day's tickets in the journal, before the server has ever run."""
    hall, records, now = Hall(), list[Record](), utc_now()
    day = now.astimezone(ZoneInfo(server.plan.time_zone)).date()
    commands: list[Command] = [AdoptPlan(server.plan, "start"), BeginDay(day)]
    services = cycle(service.id for service in server.plan.services)
    commands += [Take("kiosk-1", next(services)) for _ in range(DAY_S_TICKETS)]
    for command in commands:
        outcome = decide(hall, command, now)
        assert not isinstance(outcome, Refusal)
        for fact in outcome:
            hall.apply(fact, now)
            records.append(Record(len(records) + 1, now, day, fact))
    with Journal(server.settings.journal_url, server.settings.hall) as journal:
        for start in range(0, len(records), BATCH):
            journal.append(records[start : start + BATCH])
    return hall


def test_a_full_day_s_journal_is_gone_on_with(tmp_path: Path) -> None:
    server = HallServer(tmp_path)
    known = fill(server)
    with server:
        kiosk, console, wall = server.link("kiosk-1"), server.link("console"), server.link("wall-1", [WallPicture])
        service = server.plan.services[0]
        counter = server.plan.counters_of[service.id][0].id
        given = ask_until(kiosk, TakeTicket(request_id="take-0001", kiosk="kiosk-1", service=service.id))
        assert isinstance(given, TicketGiven)
        assert int(given.number.removeprefix(service.prefix)) == known.numbers.last[service.id] + 1
        assert given.people_ahead == known.waiting.count(service.id)
        picture = wait_for_message(wall, WallPicture)
        assert isinstance(picture, WallPicture)
        assert picture.waiting >= DAY_S_TICKETS
        pictures = server.link(f"counter-screen-{counter}", [CounterPicture])
        carried_out(console, OpenCounter(request_id="open-0001", counter=counter, by="lan"))
        carried_out(console, CallNext(request_id="call-0001", counter=counter, by="lan"))
        assert _called(pictures, counter) == f"{service.prefix}001"


def _called(link: Link, counter: str) -> str:
    """The number that the counter's picture shows as called."""
    while True:
        picture = wait_for_message(link, CounterPicture)
        assert isinstance(picture, CounterPicture)
        if picture.counter == counter and picture.ticket is not None and picture.ticket.state is TicketState.CALLED:
            return picture.ticket.number
