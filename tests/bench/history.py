"""Tickets of earlier days and of this morning, written by the journal itself: what a hall has after weeks."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from config.plan import Plan
from queue_server.domain.commands import AdoptPlan, BeginDay, CallNext, Command, FinishService, OpenCounter, TakeTicket
from queue_server.domain.decide import decide
from queue_server.domain.hall import Hall
from queue_server.domain.refusals import Refusal
from queue_server.journal.journal import Journal
from queue_server.journal.record import Record

BATCH = 2_000


def fill(url: str, plan: Plan, per_day: list[int], *, served: bool) -> None:
    """Days in a row, the last one being today: each with so many tickets, every one served or all still waiting."""
    today = datetime.now(UTC).astimezone(ZoneInfo(plan.time_zone)).date()
    days = [today - timedelta(days=len(per_day) - 1 - place) for place in range(len(per_day))]
    with Journal(url, plan.hall) as journal:
        batch: list[Record] = []
        for record in _records(plan, list(zip(days, per_day, strict=True)), served):
            batch.append(record)
            if len(batch) == BATCH:
                journal.append(batch)
                batch = []
        if batch:
            journal.append(batch)


def _records(plan: Plan, days: list[tuple[date, int]], served: bool) -> Iterator[Record]:
    hall, seq = Hall(), 0
    for day, tickets in days:
        at = datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(plan.time_zone)).astimezone(UTC)
        for command in _commands(plan, day, tickets, served, first=seq == 0):
            outcome = decide(hall, command, at)
            if isinstance(outcome, Refusal):
                raise RuntimeError(f"{command}: {outcome.words.en}")
            for fact in outcome:
                hall.apply(fact, at)
                seq += 1
                yield Record(seq, at, hall.day or day, fact, f"history-{seq:08d}")
            at += timedelta(milliseconds=10)


def _commands(plan: Plan, day: date, tickets: int, served: bool, *, first: bool) -> Iterator[Command]:
    if first:
        yield AdoptPlan(plan, "bench")
    yield BeginDay(day)
    for counter in plan.counters:
        yield OpenCounter(counter.id, f"clerk-{counter.id}")
    for place in range(tickets):
        service = plan.services[place % len(plan.services)]
        yield TakeTicket("kiosk-1", service.id)
        if served:
            counter = plan.counters_of[service.id][0]
            yield CallNext(counter.id, "bench")
            yield FinishService(counter.id, "bench")
