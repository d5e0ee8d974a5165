"""Earliest call-by time: who is called when a counter asks for the next ticket, and why.

A ticket's key is fixed when printed: printed (or booked) time minus its class's head start. A counter gets the smallest
key among its skills and the classes it calls; tickets of its second services count ``own_first_min`` later. First-come
(no head starts) and strict classes (very large ones) are the ends of the same rule.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from config.plan import Counter, Plan
from config.vocabulary import TicketClass, TicketId
from queue_server.domain.facts import CallReason, CallRule, Candidate
from queue_server.domain.hall import Hall
from queue_server.domain.ticket import Ticket


def class_on_arrival(plan: Plan, asked: TicketClass, booked_for: datetime | None, now: datetime) -> TicketClass:
    """A booked visitor who comes too late queues as an ordinary one."""
    if asked is TicketClass.BOOKED and booked_for is not None:
        late = now - booked_for > timedelta(minutes=plan.late_booking_min)
        return TicketClass.ORDINARY if late else asked
    return asked


def counted_from(hall: Hall, ticket_class: TicketClass, booked_for: datetime | None, now: datetime) -> datetime:
    """The moment that a ticket taken now is counted as arrived at. A booked one counts from its slot, not earlier.

    Never earlier than the hall's newest ticket of the same class: a head start that is raised during the day must not
    let anybody overtake within the class, neither at once nor after a transfer to another service.
    """
    head_start = hall.plan.head_start(ticket_class)
    if ticket_class is TicketClass.BOOKED and booked_for is not None:
        return max(now, booked_for) - head_start
    newest = hall.newest_key.get(ticket_class)
    return now - head_start if newest is None else max(now - head_start, newest)


def choose(hall: Hall, counter: Counter) -> CallReason | None:
    """The call's log with the chosen ticket first, or None when nobody waits for this counter."""
    heads = [(head, True) for queue in counter.own_queues if (head := hall.waiting.head(queue))]
    if counter.second_queues:
        later = hall.plan.own_first
        for queue in counter.second_queues:
            if head := hall.waiting.head(queue):
                heads.append(((head[0] + later, *head[1:]), False))
    if not heads:
        return None
    heads.sort()
    candidates = tuple([_candidate(hall.tickets[head[3]], own) for head, own in heads])
    rule = CallRule.ONLY_CANDIDATE if len(candidates) == 1 else _rule(hall, candidates)
    return CallReason(rule, candidates, counter.rules.classes)


def in_call_order(hall: Hall, counter: Counter) -> Iterator[TicketId]:
    """Who waits for a counter, in the order in which ``choose`` would name them if nobody else called."""
    shifts = dict.fromkeys(counter.second_queues, hall.plan.own_first) | dict.fromkeys(counter.own_queues, timedelta())
    return hall.waiting.in_order(shifts)


def _candidate(ticket: Ticket, own: bool) -> Candidate:
    return Candidate(ticket.id, ticket.service, ticket.ticket_class, ticket.taken_at, ticket.counted_from, own)


def _rule(hall: Hall, ordered: tuple[Candidate, ...]) -> CallRule:
    """What decided: whom the chosen one passed tells which rule it was."""
    chosen, others = ordered[0], ordered[1:]
    if min([other.counted_from for other in others]) < chosen.counted_from:
        return CallRule.OWN_FIRST
    passed = [hall.tickets[other.ticket] for other in others if other.taken_at < chosen.taken_at]
    if not passed:
        return CallRule.EARLIEST
    return CallRule.PUT_BACK if all(ticket.put_back for ticket in passed) else CallRule.HEAD_START
