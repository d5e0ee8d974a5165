"""How each fact changes the views: a list of statements with their values, in order."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from sqlalchemy import Connection, Executable, bindparam, delete, func, insert, select, update

from config.vocabulary import CounterState, TicketState
from queue_server.domain import facts as f
from queue_server.domain.appointments.facts import AppointmentFact
from queue_server.domain.carrying.facts import TicketCarried, TicketsCarried
from queue_server.domain.evaluation import facts as e
from queue_server.domain.plans.facts import TicketsReordered
from queue_server.journal.appointment_views import appointment_changes
from queue_server.journal.record import Record
from queue_server.journal.schema import (
    Moment,
    at_counter,
    calls,
    counters,
    days,
    evaluations,
    evaluations_again,
    plans,
    put_right,
    steps,
    tickets,
)

Values = Mapping[str, Any]
Change = tuple[Executable, Values]

_THIS_TICKET: Final = (tickets.c.hall == bindparam("_hall"), tickets.c.ticket == bindparam("_ticket"))
ADD_DAY: Final = insert(days)
ADD_PLAN: Final = insert(plans)
ADD_TICKET: Final = insert(tickets)
ADD_CALL: Final = insert(calls)
ADD_EVALUATION: Final = insert(evaluations)
ADD_EVALUATION_AGAIN: Final = insert(evaluations_again)
ADD_PUT_RIGHT: Final = insert(put_right)
MOVE_TICKET: Final = update(tickets).where(*_THIS_TICKET)
CALL_TICKET: Final = MOVE_TICKET.values(
    state=TicketState.CALLED,
    counter=bindparam("_counter"),
    first_called_at=func.coalesce(tickets.c.first_called_at, bindparam("_at", type_=Moment)),
    called_at=bindparam("_at"),
    times_called=1,
    post=select(counters.c.post)
    .where(counters.c.hall == bindparam("_hall"), counters.c.counter == bindparam("_counter"))
    .scalar_subquery(),
)
CALL_TICKET_AGAIN: Final = MOVE_TICKET.values(times_called=tickets.c.times_called + 1)
START_TICKET: Final = MOVE_TICKET.values(state=TicketState.SERVING, started_at=bindparam("_at"))
HOLD_TICKET: Final = MOVE_TICKET.values(state=TicketState.HELD, started_at=None)
WAIT_AGAIN: Final = MOVE_TICKET.values(
    state=TicketState.WAITING, counter=None, post=None, called_at=None, times_called=0, started_at=None
)
PUT_BACK: Final = WAIT_AGAIN.values(counted_from=bindparam("_counted_from"), rank=bindparam("_rank"), put_back=True)
CARRY: Final = WAIT_AGAIN.values(state=TicketState.CARRIED, carried_to=bindparam("_to"))
COME_BACK: Final = MOVE_TICKET.values(state=TicketState.WAITING, counted_from=bindparam("_counted_from"))
REORDER_TICKET: Final = MOVE_TICKET.values(counted_from=bindparam("_counted_from"), rank=bindparam("_rank"))
ADD_STEP: Final = insert(steps)
ADD_SERVICE: Final = MOVE_TICKET.values(steps=tickets.c.steps + 1)
TRANSFER_TICKET: Final = WAIT_AGAIN.values(service=bindparam("_service"))
END_TICKET: Final = MOVE_TICKET.values(
    state=bindparam("_state"),
    ended_at=bindparam("_at"),
    end_reason=bindparam("_reason"),
    outcome=bindparam("_outcome"),
    cancelled_by=bindparam("_cancelled_by"),
    canceller=bindparam("_canceller"),
)
SET_PAPER: Final = MOVE_TICKET.where(tickets.c.prints == bindparam("_print_no")).values(paper=bindparam("_paper"))
PRINT_AGAIN: Final = MOVE_TICKET.values(paper=None, prints=bindparam("_print_no"))
COME_TO_COUNTER: Final = insert(at_counter)
LEAVE_COUNTER: Final = delete(at_counter).where(
    at_counter.c.hall == bindparam("_hall"), at_counter.c.ticket == bindparam("_ticket")
)
FORGET_COUNTER: Final = delete(counters).where(
    counters.c.hall == bindparam("_hall"), counters.c.counter == bindparam("_counter")
)
ADD_COUNTER: Final = insert(counters)
PAUSE_COUNTER: Final = (
    update(counters)
    .where(counters.c.hall == bindparam("_hall"), counters.c.counter == bindparam("_counter"))
    .values(
        state=CounterState.PAUSED,
        pause_reason=bindparam("_reason"),
        since=bindparam("_at"),
    )
)
FORGET_COUNTERS: Final = delete(counters).where(counters.c.hall == bindparam("_hall"))


def carry(connection: Connection, hall: str, records: list[Record]) -> None:
    """Bring the views up to the records. Neighbouring changes of one kind go to the database together."""
    statement: Executable | None = None
    values: list[Values] = []
    for record in records:
        for change, row in changes(hall, record):
            if change is not statement and statement is not None:
                connection.execute(statement, values)
                values = []
            statement = change
            values.append(row)
    if statement is not None:
        connection.execute(statement, values)


def changes(hall: str, record: Record) -> Iterator[Change]:
    """The statements of one fact."""
    fact = record.fact
    match fact:
        case f.TicketTaken():
            yield ADD_TICKET, _ticket_row(hall, record, fact)
        case f.PlanAdopted():
            yield ADD_PLAN, {"hall": hall, "seq": record.seq, "adopted_at": record.at, "by": fact.by, "why": fact.why}
        case TicketsReordered():
            for place in fact.places:
                this = {"_hall": hall, "_ticket": place.ticket}
                yield REORDER_TICKET, this | {"_counted_from": place.counted_from, "_rank": place.rank}
        case f.DayBegan():
            yield FORGET_COUNTERS, {"_hall": hall}
            yield ADD_DAY, {"hall": hall, "day": fact.day, "began_seq": record.seq}
        case f.TicketPrinted():
            this = {"_hall": hall, "_ticket": fact.ticket}
            yield SET_PAPER, this | {"_paper": fact.state, "_print_no": fact.print_no}
        case f.ReprintOrdered():
            yield PRINT_AGAIN, {"_hall": hall, "_ticket": fact.ticket, "_print_no": fact.print_no}
        case f.ServiceAdded():
            yield ADD_SERVICE, {"_hall": hall, "_ticket": fact.ticket}
        case f.EvaluationRecorded():
            yield ADD_EVALUATION, _evaluation_row(hall, record, fact)
        case e.EvaluationRecordedAgain():
            yield ADD_EVALUATION_AGAIN, _evaluation_row(hall, record, fact)
        case e.BadMarkPutRight():
            told = {"by": fact.by, "words": fact.words, "redress": fact.redress}
            yield ADD_PUT_RIGHT, {"hall": hall, "ticket": fact.ticket, "at": record.at} | told
        case f.CounterClosing() | e.EvaluationInvited() | e.BadMarksCarried():
            pass
        case f.CounterPaused():
            this = {"_hall": hall, "_counter": fact.counter}
            yield PAUSE_COUNTER, this | {"_reason": fact.reason, "_at": record.at}
        case f.CounterOpened() | f.CounterClosed():
            yield FORGET_COUNTER, {"_hall": hall, "_counter": fact.counter}
            yield ADD_COUNTER, _counter_row(hall, record, fact)
        case TicketsCarried():
            for one in fact.back:
                yield COME_BACK, {"_hall": hall, "_ticket": one.id, "_counted_from": one.counted_from}
        case AppointmentFact():
            yield from appointment_changes(hall, record, fact)
        case _:
            yield from _move(hall, record, fact)


def _move(hall: str, record: Record, fact: f.TicketMove) -> Iterator[Change]:
    this: dict[str, Any] = {"_hall": hall, "_ticket": fact.ticket}
    match fact:
        case f.TicketCalled() | f.TicketResumed():
            yield COME_TO_COUNTER, {"hall": hall, "counter": fact.counter, "ticket": fact.ticket}
            yield CALL_TICKET, this | {"_counter": fact.counter, "_at": record.at}
            yield ADD_CALL, _call_row(hall, record, fact)
        case f.TicketCalledAgain():
            yield CALL_TICKET_AGAIN, this
            yield ADD_CALL, _call_row(hall, record, fact)
        case f.ServiceStarted():
            yield START_TICKET, this | {"_at": record.at}
        case f.TicketHeld():
            yield LEAVE_COUNTER, this
            yield HOLD_TICKET, this
        case f.TicketPutBack():
            yield LEAVE_COUNTER, this
            yield PUT_BACK, this | {"_counted_from": fact.counted_from, "_rank": fact.rank}
        case f.TicketTransferred():
            yield LEAVE_COUNTER, this
            yield TRANSFER_TICKET, this | {"_service": fact.service}
        case f.StepFinished() | f.StepSkipped():
            yield LEAVE_COUNTER, this
            yield TRANSFER_TICKET, this | {"_service": fact.service}
            yield ADD_STEP, _step_row(hall, record, fact)
        case TicketCarried():
            yield CARRY, this | {"_to": fact.to}
        case f.TicketServed() | f.TicketNotShown() | f.TicketCancelled() | f.TicketEnded():
            yield LEAVE_COUNTER, this
            yield END_TICKET, this | _end_values(record, fact)


def _end_values(
    record: Record, fact: f.TicketServed | f.TicketNotShown | f.TicketCancelled | f.TicketEnded
) -> dict[str, Any]:
    return {
        "_state": _END_STATES[type(fact)],
        "_at": record.at,
        "_reason": fact.reason if isinstance(fact, f.TicketEnded) else None,
        "_outcome": fact.outcome if isinstance(fact, f.TicketServed) else None,
        "_cancelled_by": fact.by if isinstance(fact, f.TicketCancelled) else None,
        "_canceller": fact.canceller if isinstance(fact, f.TicketCancelled) else None,
    }


_END_STATES: Final[Mapping[type[f.TicketMove], TicketState]] = {
    f.TicketServed: TicketState.SERVED,
    f.TicketNotShown: TicketState.NO_SHOW,
    f.TicketCancelled: TicketState.CANCELLED,
    f.TicketEnded: TicketState.ENDED,
}


def _ticket_row(hall: str, record: Record, fact: f.TicketTaken) -> Values:
    return {
        "hall": hall,
        "ticket": fact.ticket,
        "day": record.day,
        "number": fact.number,
        "service": fact.service,
        "ticket_class": fact.ticket_class,
        "taken_at": fact.taken_at,
        "booked_for": fact.booked_for,
        "counted_from": fact.counted_from,
        "kiosk": fact.kiosk,
        "card": fact.card,
        "masked_name": fact.masked_name,
        "state": TicketState.WAITING,
        "times_called": 0,
        "prints": fact.prints,
        "put_back": False,
        "while_away": fact.while_away,
        "told_at": record.at if fact.while_away else None,
        "chain": fact.chain,
        "steps": 1 + len(fact.then),
        "rank": fact.rank,
        "priority_group": fact.group,
    }


def _step_row(hall: str, record: Record, fact: f.StepFinished | f.StepSkipped) -> Values:
    row = {
        "hall": hall,
        "seq": record.seq,
        "ticket": fact.ticket,
        "counter": fact.counter,
        "by": fact.by,
        "ended_at": record.at,
    }
    match fact:
        case f.StepFinished():
            return row | {"service": fact.done, "started_at": fact.started_at, "outcome": fact.outcome}
        case f.StepSkipped():
            return row | {"service": fact.skipped, "started_at": None, "outcome": None}


def _counter_row(hall: str, record: Record, fact: f.CounterOpened | f.CounterClosed) -> Values:
    row = {"hall": hall, "counter": fact.counter, "since": record.at, "clerk": fact.by, "pause_reason": None}
    match fact:
        case f.CounterOpened():
            return row | {"state": CounterState.OPEN, "post": fact.post}
        case f.CounterClosed():
            return row | {"state": CounterState.CLOSED, "clerk": None, "post": None}


def _call_row(hall: str, record: Record, fact: f.TicketCalled | f.TicketResumed | f.TicketCalledAgain) -> Values:
    rule = fact.reason.rule if isinstance(fact, f.TicketCalled) else None
    return {
        "hall": hall,
        "seq": record.seq,
        "ticket": fact.ticket,
        "counter": fact.counter,
        "at": record.at,
        "by": fact.by,
        "rule": rule,
    }


def _evaluation_row(hall: str, record: Record, fact: f.EvaluationRecorded | e.EvaluationRecordedAgain) -> Values:
    return {
        "hall": hall,
        "ticket": fact.ticket,
        "counter": fact.counter,
        "level": fact.level,
        "bad": fact.level.bad,
        "channel": fact.channel,
        "at": record.at,
        "reasons": ",".join(fact.reasons),
        "text": fact.text,
    }
