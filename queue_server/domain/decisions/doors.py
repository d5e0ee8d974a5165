"""A counter opens, rests and closes; a clerk moves from one to another."""

from datetime import datetime
from itertools import chain

from config.vocabulary import CounterId, CounterState, RefusalCode
from queue_server.domain.commands import CloseCounter, OpenCounter, PauseCounter
from queue_server.domain.counter import CounterNow
from queue_server.domain.decisions.due import kept_closed
from queue_server.domain.facts import (
    CounterClosed,
    CounterClosing,
    CounterOpened,
    CounterPaused,
    Fact,
    StepFinished,
    StepSkipped,
    TicketHeld,
    TicketNotShown,
    TicketPutBack,
    TicketServed,
    TicketTransferred,
)
from queue_server.domain.hall import Hall
from queue_server.domain.refusals import Refusal

Outcome = tuple[Fact, ...] | Refusal
Code = RefusalCode
LEAVING = (*(TicketServed, StepFinished, StepSkipped, TicketHeld, TicketTransferred, TicketPutBack, TicketNotShown),)
"""After these the counter is free."""


def at_the_door(
    hall: Hall, command: OpenCounter | PauseCounter | CloseCounter, counter: CounterNow, now: datetime
) -> Outcome:
    """What follows when a clerk comes, rests or goes."""
    match command:
        case OpenCounter():
            return _open(hall, command, counter, now)
        case PauseCounter():
            if counter.state is not CounterState.OPEN:
                return Refusal(Code.COUNTER_NOT_OPEN)
            return (CounterPaused(counter.id, command.by, command.reason),)
        case CloseCounter():
            return _close(command, counter)


def closed_behind(facts: tuple[Fact, ...], counter: CounterId, by: str) -> tuple[Fact, ...]:
    """The same facts; the last ticket of a counter that is about to close leaves it closed."""
    closed = CounterClosed(counter, by)
    return tuple(chain.from_iterable((closed, fact) if isinstance(fact, LEAVING) else (fact,) for fact in facts))


def _open(hall: Hall, command: OpenCounter, counter: CounterNow, now: datetime) -> Outcome:
    if counter.state is CounterState.OPEN and counter.closing is None:
        return Refusal(Code.COUNTER_ALREADY_OPEN)
    planned = hall.plan.counter_by_id[counter.id]
    if command.post is not None and command.post not in planned.posts:
        return Refusal(Code.UNKNOWN_POST)
    kept = kept_closed(hall, planned, now) if counter.state is CounterState.CLOSED else None
    if kept is not None and not command.override:
        return Refusal(kept)
    elsewhere = [other for other in hall.counters.values() if other.clerk == command.by and other.id != counter.id]
    if elsewhere and not command.move:
        return Refusal(Code.CLERK_ELSEWHERE)
    if any(other.ticket is not None for other in elsewhere):
        return Refusal(Code.CLERK_BUSY_ELSEWHERE)
    if not hall.plan.counter_by_id[counter.id].skills:
        return Refusal(Code.COUNTER_LEAVING)
    left = tuple(CounterClosed(other.id, command.by) for other in elsewhere)
    post = command.post or counter.post or (planned.post.name if planned.post is not None else None)
    return (*left, CounterOpened(counter.id, command.by, post, kept))


def _close(command: CloseCounter, counter: CounterNow) -> Outcome:
    if counter.ticket is not None and not command.after_current:
        return Refusal(Code.COUNTER_BUSY)
    if counter.ticket is not None:
        soon = CounterClosing(counter.id, command.by)
        return Refusal(Code.COUNTER_CLOSING) if counter.closing is not None else (soon,)
    closed = counter.state is CounterState.CLOSED
    return Refusal(Code.COUNTER_ALREADY_CLOSED) if closed else (CounterClosed(counter.id, command.by),)
