"""A clerk works at a counter: calls, serves, holds, sends on."""

from datetime import datetime, timedelta
from typing import assert_never

from config.vocabulary import CounterState, RefusalCode, TicketState
from queue_server.domain.calling.dispatch import choose
from queue_server.domain.commands import (
    CallAgain,
    CallNext,
    CloseCounter,
    CounterCommand,
    FinishService,
    HoldTicket,
    MarkNoShow,
    OnTicket,
    OpenCounter,
    PauseCounter,
    ResumeTicket,
    SkipStep,
    StartService,
    TransferTicket,
    WithTicket,
)
from queue_server.domain.counter import CounterNow
from queue_server.domain.decisions.doors import at_the_door, closed_behind
from queue_server.domain.decisions.person_limits import too_many_live
from queue_server.domain.decisions.steps import finish, skip
from queue_server.domain.facts import (
    Fact,
    ServiceStarted,
    TicketCalled,
    TicketCalledAgain,
    TicketHeld,
    TicketNotShown,
    TicketPutBack,
    TicketResumed,
    TicketTransferred,
)
from queue_server.domain.hall import Hall
from queue_server.domain.refusals import Refusal
from queue_server.domain.ticket import Ticket

Outcome = tuple[Fact, ...] | Refusal
Code = RefusalCode


def at_counter(hall: Hall, command: CounterCommand, counter: CounterNow, now: datetime) -> Outcome:
    """What follows at this counter."""
    match command:
        case OnTicket():
            if counter.ticket is None:
                return Refusal(Code.NOBODY_CALLED)
            outcome = _with_ticket(hall, command, counter, hall.tickets[counter.ticket], now)
            if counter.closing is None or isinstance(outcome, Refusal):
                return outcome
            return closed_behind(outcome, counter.id, counter.closing)
        case CallNext() | ResumeTicket():
            return _call(hall, command, counter)
        case OpenCounter() | PauseCounter() | CloseCounter():
            return at_the_door(hall, command, counter, now)
        case _:
            assert_never(command)


def _call(hall: Hall, command: CallNext | ResumeTicket, counter: CounterNow) -> Outcome:
    """The next one by the rule of dispatch, or one who was on hold."""
    if counter.state is not CounterState.OPEN and not _calls_back(hall, command, counter):
        return Refusal(Code.COUNTER_NOT_OPEN)
    if counter.ticket is not None:
        return Refusal(Code.COUNTER_BUSY)
    planned = hall.at_work[counter.id]
    if isinstance(command, ResumeTicket):
        held = hall.tickets.get(command.ticket)
        if held is None or held.state is not TicketState.HELD:
            return Refusal(Code.UNKNOWN_TICKET if held is None else Code.NOT_HELD)
        if not planned.can_take(held.service, held.ticket_class):
            return Refusal(Code.NOT_THIS_COUNTERS_SERVICE)
        return (TicketResumed(held.id, counter.id, command.by),)
    reason = choose(hall, planned)
    if reason is None:
        return Refusal(Code.NOBODY_WAITING if planned.skills else Code.COUNTER_LEAVING)
    return (TicketCalled(reason.candidates[0].ticket, counter.id, command.by, reason),)


def _calls_back(hall: Hall, command: CallNext | ResumeTicket, counter: CounterNow) -> bool:
    """Where counters call by themselves, a paused one may call back: open, it would hardly ever be free for that."""
    return isinstance(command, ResumeTicket) and hall.plan.auto_call and counter.state is CounterState.PAUSED


def _with_ticket(hall: Hall, command: WithTicket, counter: CounterNow, ticket: Ticket, now: datetime) -> Outcome:
    match command:
        case FinishService():
            return finish(hall, command, ticket, now)
        case StartService():
            started = ServiceStarted(ticket.id, counter.id, command.by)
            return (started,) if ticket.state is TicketState.CALLED else Refusal(Code.ALREADY_STARTED)
        case SkipStep():
            return skip(command, ticket)
        case HoldTicket():
            return (TicketHeld(ticket.id, counter.id, command.by, command.reason),)
        case TransferTicket():
            return _transfer(hall, command, ticket)
        case CallAgain() | MarkNoShow() if ticket.state is not TicketState.CALLED:
            return Refusal(Code.ALREADY_STARTED)
        case CallAgain():
            return _call_again(hall, command, ticket, now)
        case MarkNoShow():
            return _not_shown(hall, command, ticket)
        case _:
            assert_never(command)


def _transfer(hall: Hall, command: TransferTicket, ticket: Ticket) -> Outcome:
    if command.service not in hall.plan.service_by_id:
        return Refusal(Code.UNKNOWN_SERVICE)
    if command.service == ticket.service:
        return Refusal(Code.SAME_SERVICE)
    if command.service not in hall.adopted.service_by_id:
        return Refusal(Code.SERVICE_LEAVING)
    if (refusal := too_many_live(hall, ticket.card, (command.service,), but=ticket.id)) is not None:
        return refusal
    return (TicketTransferred(ticket.id, command.counter, command.by, command.service),)


def _call_again(hall: Hall, command: CallAgain, ticket: Ticket, now: datetime) -> Outcome:
    if hall.plan.calls_max and ticket.times_called >= hall.plan.calls_max:
        return Refusal(Code.CALLED_TOO_OFTEN)
    pause = timedelta(seconds=hall.plan.call_pause_s)
    if ticket.newest_call_at is not None and now - ticket.newest_call_at < pause:
        return Refusal(Code.CALLED_JUST_NOW)
    return (TicketCalledAgain(ticket.id, command.counter, command.by),)


def _not_shown(hall: Hall, command: MarkNoShow, ticket: Ticket) -> Outcome:
    """The first time it waits again behind the next few of its service; the second time it ends."""
    behind = hall.plan.no_show_returns_behind
    if not behind or ticket.put_back:
        return (TicketNotShown(ticket.id, command.counter, command.by),)
    stood = ticket.key[:3]
    rank, counted_from, place = max(hall.waiting.key_behind(ticket.service, behind) or stood, stood)
    return (TicketPutBack(ticket.id, command.counter, command.by, counted_from, place, rank),)
