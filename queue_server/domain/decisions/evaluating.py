"""A visitor judges the service: one mark for one served ticket, while it is open at the counter."""

from datetime import datetime

from config.vocabulary import RefusalCode, TicketState
from queue_server.domain.commands import GiveEvaluation
from queue_server.domain.facts import EvaluationRecorded, Fact
from queue_server.domain.hall import Hall
from queue_server.domain.refusals import Refusal

Code = RefusalCode


def judge(hall: Hall, command: GiveEvaluation, now: datetime) -> tuple[Fact, ...] | Refusal:
    """The mark, or why it does not count."""
    counter, ticket = hall.counters.get(command.counter), hall.tickets.get(command.ticket)
    if counter is None:
        return Refusal(Code.UNKNOWN_COUNTER)
    if ticket is None:
        return Refusal(Code.UNKNOWN_TICKET)
    if ticket.mark is not None:
        return Refusal(Code.EVALUATION_GIVEN)
    if ticket.state is not TicketState.SERVED or ticket.counter != counter.id:
        return Refusal(Code.EVALUATION_NOT_OPEN)
    until = ticket.evaluation_until
    if counter.evaluation != ticket.id or until is None or now > until:
        return Refusal(Code.EVALUATION_CLOSED)
    return (EvaluationRecorded(ticket.id, counter.id, command.level, command.channel),)
