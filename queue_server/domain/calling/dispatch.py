"""Earliest call-by time: who is called when a counter asks for the next ticket, and why.

A ticket's key is fixed when printed: printed (or booked) time minus its class's head start. A counter gets the smallest
key among its skills and the classes it calls; tickets of its second services count ``own_first_min`` later. First-come
(no head starts) and strict classes (very large ones) are the ends of the same rule. A counter may prefer some: others
are called there only while none of those waits for it.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from itertools import chain, product

from config.plan import Counter, Plan
from config.rules.counters import Queue
from config.rules.order import Order
from config.rules.preference import Preference
from config.vocabulary import CounterId, ServiceId, TicketClass, TicketId
from queue_server.domain.calling.reason import CallReason, CallRule, Candidate
from queue_server.domain.hall import Hall
from queue_server.domain.ticket import Ticket
from queue_server.domain.waiting import Entry


def class_on_arrival(plan: Plan, asked: TicketClass, booked_for: datetime | None, now: datetime) -> TicketClass:
    """A booked visitor who comes too late queues as an ordinary one."""
    if booked_for is not None and asked is TicketClass.BOOKED:
        return TicketClass.ORDINARY if now - booked_for > plan.late_booking else asked
    return asked


def arrives(ticket_class: TicketClass, booked_for: datetime | None, now: datetime) -> datetime:
    """When a ticket taken now begins to count before any head start: now, or from its slot."""
    return max(now, booked_for) if ticket_class is TicketClass.BOOKED and booked_for is not None else now


def counted_from(hall: Hall, ticket_class: TicketClass, booked_for: datetime | None, now: datetime) -> datetime:
    """The moment that a ticket taken now is counted as arrived at. A booked one counts from its slot, not earlier.

    Never earlier than the hall's newest ticket of the same class: a head start that is raised during the day must not
    let anybody overtake within the class, neither at once nor after a transfer to another service.
    """
    if hall.plan.order.rule is Order.FIRST_COME:
        return now
    arrived = arrives(ticket_class, booked_for, now)
    key, newest = arrived - hall.plan.head_start(ticket_class), hall.newest_key.get(ticket_class)
    return key if newest is None or newest < key else newest


def choose(hall: Hall, counter: Counter, but: TicketId | None = None) -> CallReason | None:
    """The call's log with the chosen ticket first, or None when nobody but this one waits for this counter."""
    heads = _heads(hall, counter.own_queues, counter.second_queues, but)
    if not heads:
        return None
    candidates = tuple([candidate_of(hall.tickets[head[4]], own) for head, own in heads])
    exception = _exception(hall, counter, but)
    if exception is not None and exception[1].ticket != candidates[0].ticket:
        rule, first = exception
        others = [candidate for candidate in candidates if candidate.ticket != first.ticket]
        if rule is CallRule.PREFERRED:
            return _logged(hall, counter, rule, (first, *others), prefers=counter.rules.prefers)
        return _logged(hall, counter, rule, (first, *others), hall.plan.order.last_class_after)
    if len(candidates) == 1:
        return _logged(hall, counter, CallRule.ONLY_CANDIDATE, candidates)
    rule = _rule(hall, candidates)
    return _logged(hall, counter, rule, candidates, hall.plan.own_first_min if rule is CallRule.OWN_FIRST else 0)


def _logged(
    hall: Hall,
    counter: Counter,
    rule: CallRule,
    candidates: tuple[Candidate, ...],
    counted: int = 0,
    prefers: Preference | None = None,
) -> CallReason:
    """With all that its sentence needs, whatever plan is in force when somebody asks."""
    away = None if counter.post is None else stood_in_for(hall, counter.id, candidates[0].service)
    return CallReason(rule, candidates, counter.rules.classes, prefers, away, hall.plan.order.rule, counted)


def stood_in_for(hall: Hall, counter: CounterId, service: ServiceId) -> CounterId | None:
    """The post that is away and whose service this is; None: the counter does it anyway."""
    planned = hall.plan.counter_by_id
    if service in planned[counter].skills:
        return None
    return next((other for other in hall.at_work.stands_in_for(counter) if service in planned[other].skills), None)


def in_call_order(hall: Hall, counter: Counter) -> Iterator[TicketId]:
    """Who waits for a counter, in the order in which ``choose`` would name them if nobody else called.

    A turn of the last class is told only when it is due for the very next call.
    """
    everybody = _in_order(hall, counter.own_queues, counter.second_queues)
    exception = _exception(hall, counter)
    if exception is None:
        return everybody
    rule, first = exception
    if rule is CallRule.LAST_CLASS_TURN:
        return chain([first.ticket], (ticket for ticket in everybody if ticket != first.ticket))
    others = (ticket for ticket in everybody if not counter.rules.goes_first(*_kind(hall, ticket)))
    return chain(_in_order(hall, *counter.preferred_queues), others)


def _kind(hall: Hall, ticket: TicketId) -> tuple[ServiceId, TicketClass]:
    return hall.tickets[ticket].service, hall.tickets[ticket].ticket_class


def _in_order(hall: Hall, own: Iterable[Queue], second: Iterable[Queue]) -> Iterator[TicketId]:
    return hall.waiting.in_order(dict.fromkeys(second, hall.plan.own_first) | dict.fromkeys(own, timedelta()))


def _heads(
    hall: Hall, own: Iterable[Queue], second: Iterable[Queue], but: TicketId | None = None
) -> list[tuple[Entry, bool]]:
    """The first of each queue, next first; whether it is one of the counter's own stands beside it."""
    heads = [(head, True) for head in hall.waiting.heads(own, but)]
    later = hall.plan.own_first
    for rank, key, place, put_back, ticket in hall.waiting.heads(second, but):
        heads.append(((rank, key + later, place, put_back, ticket), False))
    heads.sort()
    return heads


def _exception(hall: Hall, counter: Counter, but: TicketId | None = None) -> tuple[CallRule, Candidate] | None:
    """Who goes first at this counter whatever the keys say, and by which rule: whom it prefers, or a turn."""
    if counter.rules.prefers is not None and (heads := _heads(hall, *counter.preferred_queues, but)):
        return CallRule.PREFERRED, candidate_of(hall.tickets[heads[0][0][4]], heads[0][1])
    turn = _turn_of_last_class(hall, counter, but)
    return None if turn is None else (CallRule.LAST_CLASS_TURN, turn)


def _turn_of_last_class(hall: Hall, counter: Counter, but: TicketId | None) -> Candidate | None:
    """The one of the last class that goes first now, because so many others did in a row at this counter.

    Under call-by times only where it passes nobody who came before it: a turn bounds head starts, it gives none.
    """
    order = hall.plan.order
    if not order.last_class_after or hall.counters[counter.id].before_last_class < order.last_class_after:
        return None
    last = order.last_class
    if not counter.rules.calls(last):
        return None
    heads = _heads(hall, [(s, last) for s in counter.services], [(s, last) for s in counter.second_services], but)
    if not heads:
        return None
    ticket = hall.tickets[heads[0][0][4]]
    if order.rule is Order.CALL_BY and _others_came_before(hall, counter, ticket):
        return None
    return candidate_of(ticket, heads[0][1])


def _others_came_before(hall: Hall, counter: Counter, ticket: Ticket) -> bool:
    """Whether the first of another class, in any of the counter's services, arrived before this one."""
    for service, name in product((*counter.services, *counter.second_services), TicketClass):
        if name is not ticket.ticket_class and counter.rules.calls(name):
            head = hall.waiting.head((service, name))
            if head is not None and hall.tickets[head[4]].arrives_at < ticket.arrives_at:
                return True
    return False


def candidate_of(ticket: Ticket, own: bool) -> Candidate:
    """As it stands in a log now. ``own``: its service is one of the counter's own."""
    return Candidate(
        ticket.id, ticket.service, ticket.ticket_class, ticket.taken_at, ticket.counted_from, own, ticket.rank
    )


def _came_before(other: Candidate, chosen: Candidate) -> bool:
    """Whether it came first, or counts as arrived first and was passed by rank alone."""
    return other.taken_at < chosen.taken_at or (other.rank > chosen.rank and other.counted_from < chosen.counted_from)


def _rule(hall: Hall, ordered: tuple[Candidate, ...]) -> CallRule:
    """What decided: whom the chosen one passed tells which rule it was."""
    chosen, others = ordered[0], ordered[1:]
    for other in others:
        if other.counted_from < chosen.counted_from and other.rank == chosen.rank:
            return CallRule.OWN_FIRST
    passed = [other for other in others if _came_before(other, chosen)]
    if not passed:
        return CallRule.FIRST_COME if hall.plan.order.rule is Order.FIRST_COME else CallRule.EARLIEST
    there = [other for other in passed if not hall.tickets[other.ticket].put_back]
    if any(other.rank > chosen.rank for other in there):
        return CallRule.STRICT_CLASS
    return CallRule.HEAD_START if there else CallRule.PUT_BACK
