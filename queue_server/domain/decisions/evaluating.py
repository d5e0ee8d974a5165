"""A visitor judges the service once, at the counter or elsewhere; after a bad mark was put right, once more.

Silence is no mark: what nobody judged in time counts as not reviewed.
"""

from datetime import datetime, timedelta
from typing import assert_never

from config.indicators import fit
from config.vocabulary import CounterId, RefusalCode, TicketState
from queue_server.domain.commands import EvaluationCommand, GiveEvaluation, InviteEvaluation, PutRight
from queue_server.domain.evaluation.facts import (
    BadMark,
    BadMarkPutRight,
    BadMarksCarried,
    EvaluationInvited,
    EvaluationRecordedAgain,
)
from queue_server.domain.facts import EvaluationRecorded, Fact
from queue_server.domain.hall import Hall
from queue_server.domain.refusals import Refusal
from queue_server.domain.ticket import Ticket

Outcome = tuple[Fact, ...] | Refusal
Code = RefusalCode


def evaluating(hall: Hall, command: EvaluationCommand, now: datetime) -> Outcome:
    """What follows from a mark, an invitation, or a bad mark put right."""
    match command:
        case GiveEvaluation():
            return _judge(hall, command, now)
        case InviteEvaluation():
            return _invite(hall, command, now)
        case PutRight():
            return _put_right(hall, command, now)
        case _:
            assert_never(command)


def elsewhere_until(hall: Hall, now: datetime) -> datetime | None:
    """How long a ticket served now may be judged by phone or kiosk."""
    window = hall.plan.evaluation.elsewhere_window_min
    return now + timedelta(minutes=window) if window else None


def judgeable(ticket: Ticket, now: datetime) -> bool:
    """Whether a phone or a kiosk may send a mark for this ticket now."""
    until = ticket.elsewhere_until
    return ticket.state is TicketState.SERVED and ticket.mark is None and until is not None and now <= until


def closed_elsewhere(ticket: Ticket) -> Code:
    """Why a served ticket can't be judged by phone or kiosk: too late, or the hall takes marks at the counter only."""
    return Code.EVALUATION_NOT_OPEN if ticket.elsewhere_until is None else Code.EVALUATION_CLOSED


def judgeable_again(bad: BadMark, now: datetime) -> bool:
    """Whether the visitor may judge a second time now."""
    return bad.again is None and bad.again_until is not None and now <= bad.again_until


def bad_marks_left(hall: Hall, now: datetime) -> tuple[Fact, ...]:
    """The bad marks that a new day takes over: those not judged again, until they have been listed long enough."""
    oldest = now - timedelta(days=hall.plan.evaluation.listed_days) if hall.has_plan else now
    marks = tuple(bad for bad in hall.marks.bad.values() if bad.again is None and bad.at >= oldest)
    return (BadMarksCarried(marks),) if marks else ()


def _judge(hall: Hall, command: GiveEvaluation, now: datetime) -> Outcome:
    if not fit(command.level, command.reasons):
        return Refusal(Code.REASON_NOT_OF_LEVEL)
    if command.counter is not None and command.counter not in hall.counters:
        return Refusal(Code.UNKNOWN_COUNTER)
    if command.channel.elsewhere != (command.counter is None):
        return Refusal(Code.EVALUATION_NOT_OPEN)
    bad, ticket = hall.marks.bad.get(command.ticket), hall.tickets.get(command.ticket)
    if bad is not None:
        return _judge_again(command, bad, now)
    if ticket is None:
        return Refusal(Code.UNKNOWN_TICKET)
    if ticket.mark is not None:
        return Refusal(Code.EVALUATION_GIVEN)
    if ticket.state is not TicketState.SERVED or ticket.counter is None:
        return Refusal(Code.EVALUATION_NOT_OPEN)
    if command.counter is None and not judgeable(ticket, now):
        return Refusal(closed_elsewhere(ticket))
    if command.counter is not None and (problem := _not_here(hall, command.counter, ticket, now)):
        return Refusal(problem)
    level, channel = command.level, command.channel
    return (EvaluationRecorded(ticket.id, ticket.counter, level, channel, command.reasons, command.text),)


def _not_here(hall: Hall, counter: CounterId, ticket: Ticket, now: datetime) -> Code | None:
    """Why this counter's evaluator takes no mark for the ticket."""
    if ticket.counter != counter:
        return Code.EVALUATION_NOT_OPEN
    until = ticket.evaluation_until
    if hall.counters[counter].evaluation != ticket.id or until is None or now > until:
        return Code.EVALUATION_CLOSED
    return None if ticket.invited else Code.EVALUATION_NOT_OPEN


def _judge_again(command: GiveEvaluation, bad: BadMark, now: datetime) -> Outcome:
    """By phone or kiosk only: at the counter somebody else may stand."""
    if bad.again is not None or bad.again_until is None:
        return Refusal(Code.EVALUATION_GIVEN)
    if command.counter is not None:
        return Refusal(Code.EVALUATION_NOT_OPEN)
    if not judgeable_again(bad, now):
        return Refusal(Code.EVALUATION_CLOSED)
    level, channel = command.level, command.channel
    return (EvaluationRecordedAgain(bad.ticket, bad.counter, level, channel, command.reasons, command.text),)


def _invite(hall: Hall, command: InviteEvaluation, now: datetime) -> Outcome:
    """Whoever was served last at this counter, once, while nobody else's service has begun there."""
    counter = hall.counters.get(command.counter)
    if counter is None:
        return Refusal(Code.UNKNOWN_COUNTER)
    if counter.evaluation is None:
        return Refusal(Code.EVALUATION_NOT_OPEN)
    ticket = hall.tickets[counter.evaluation]
    if ticket.mark is not None:
        return Refusal(Code.EVALUATION_GIVEN)
    if ticket.invited:
        return Refusal(Code.ALREADY_INVITED)
    if ticket.evaluation_until is None or now > ticket.evaluation_until:
        return Refusal(Code.EVALUATION_CLOSED)
    until = now + hall.plan.evaluation_window
    return (EvaluationInvited(ticket.id, counter.id, command.by, until),)


def _put_right(hall: Hall, command: PutRight, now: datetime) -> Outcome:
    bad = hall.marks.bad.get(command.ticket)
    if bad is None:
        return Refusal(Code.NO_BAD_MARK)
    if bad.put_right_at is not None:
        return Refusal(Code.ALREADY_PUT_RIGHT)
    until = now + timedelta(days=hall.plan.evaluation.again_days)
    return (BadMarkPutRight(bad.ticket, command.by, command.words, until, command.redress),)
