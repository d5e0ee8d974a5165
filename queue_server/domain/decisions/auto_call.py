"""Counters that call by themselves, where the plan says so: what follows of facts that were just carried out.

A counter that becomes free calls its next; a ticket that begins to wait is offered to the counters that stand idle, own
services first, then the longest idle. Whoever was just put back is not called by itself: nobody came a moment ago.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from config.vocabulary import CounterId, CounterState, TicketId, TicketState
from queue_server.domain.calling.dispatch import choose
from queue_server.domain.facts import (
    CounterClosed,
    CounterOpened,
    CounterPaused,
    Fact,
    PlanAdopted,
    StepFinished,
    StepSkipped,
    TicketCalled,
    TicketHeld,
    TicketNotShown,
    TicketPutBack,
    TicketServed,
    TicketTaken,
    TicketTransferred,
)
from queue_server.domain.hall import Hall

BY: Final = "auto-call"


def calls_that_follow(hall: Hall, facts: Iterable[Fact]) -> Iterator[TicketCalled]:
    """The calls, one by one: each is to be carried out before the next is asked for. ``facts`` are carried out."""
    if not hall.plan.auto_call:
        return
    for fact in facts:
        match fact:
            case TicketServed() | TicketNotShown() | TicketHeld() | CounterOpened():
                yield from _next_at(hall, fact.counter)
            case TicketPutBack():
                yield from _next_at(hall, fact.counter, but=fact.ticket)
            case TicketTransferred() | StepFinished() | StepSkipped():
                yield from _next_at(hall, fact.counter)
                yield from _offer(hall, fact.ticket)
            case TicketTaken():
                yield from _offer(hall, fact.ticket)
            case CounterPaused() | CounterClosed():
                for stand_in in hall.plan.stand_ins.get(fact.counter, ()):
                    yield from _next_at(hall, stand_in)
            case PlanAdopted():
                for counter in tuple(hall.counters):
                    yield from _next_at(hall, counter)


def _next_at(hall: Hall, counter: CounterId, but: TicketId | None = None) -> Iterator[TicketCalled]:
    now, planned = hall.counters[counter], hall.at_work[counter]
    if now.state is not CounterState.OPEN or now.closing is not None or now.ticket is not None:
        return
    reason = choose(hall, planned, but)
    if reason is not None:
        yield TicketCalled(reason.candidates[0].ticket, counter, BY, reason)


def _offer(hall: Hall, offered: TicketId) -> Iterator[TicketCalled]:
    """To idle counters in turn, until one has called it."""
    ticket = hall.tickets[offered]
    able = hall.open_counters.able(hall.plan.queue_of(ticket.service, ticket.ticket_class))
    idle = [counter for counter in able if hall.counters[counter].ticket is None]
    idle.sort(
        key=lambda c: (ticket.service not in hall.at_work[c].services, hall.counters[c].free_since or hall.latest, c)
    )
    for counter in idle:
        if ticket.state is TicketState.WAITING:
            yield from _next_at(hall, counter)
