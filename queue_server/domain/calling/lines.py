"""Whom a counter calls before a ticket: which rows, and up to which key. Told by the counter's own rules alone.

A counter's line is what ``dispatch.choose`` does there, written as counts: its own services first by some minutes, only
some classes, some before all others, and what it does for a post that is away.
"""

from datetime import timedelta
from typing import Final, NamedTuple

from config.plan import Counter, Plan, Queue
from config.vocabulary import CounterId, ServiceId, TicketClass
from queue_server.domain.at_work import AtWork
from queue_server.domain.open_counters import OpenCounters

NOW: Final = timedelta()
Term = tuple[timedelta | None, Queue]
"""Those of a queue whose key is less than the ticket's put so much later; None: all of them."""


class Line(NamedTuple):
    """Of one counter. ``fixed``: places of counts that the lines of a kind share; ``later``: counts of its own."""

    fixed: tuple[int, ...]
    later: tuple[tuple[timedelta, tuple[Queue, ...]], ...]


class Lines(NamedTuple):
    """What passes tickets of one kind. ``queues`` are counted up to the ticket, then ``whole`` queues."""

    queues: tuple[Queue, ...]
    whole: tuple[Queue, ...]
    each: tuple[Line, ...]
    """The shortest first; of counters that are alike only one."""
    common: tuple[int, ...]
    """The places that stand in every line."""
    callers: tuple[int, ...]
    """How many of the counters call from each queue before such a ticket."""
    shared_by: tuple[Queue, ...]
    """Each queue as open counters are known by."""
    shares: tuple[float, ...] = ()
    """Which part of a queue's open counters its callers are."""


class LinesNow:
    """The lines of all kinds of tickets, worked out anew only after a counter's state or the plan has changed."""

    __slots__ = ("_at_work", "_known", "_made", "_open", "_plan", "_version", "_working")

    def __init__(self, plan: Plan, at_work: AtWork, open_counters: OpenCounters) -> None:
        self._plan, self._at_work, self._open = plan, at_work, open_counters
        self._known: dict[Queue, Lines] = {}
        """For the counters that are open now."""
        self._made: dict[tuple[Queue, tuple[CounterId, ...]], Lines] = {}
        """For any counters that were open: the same ones come again and again."""
        self._version = self._working = 0

    def of(self, service: ServiceId, ticket_class: TicketClass) -> Lines:
        """Of the open counters that call such a ticket; while none is open, of those that do so by the plan."""
        if self._version != self._open.version:
            self._known, self._version = {}, self._open.version
        kind = (service, ticket_class) if service in self._plan.rows_by_class else service
        found = self._known.get(kind)
        if found is None:
            found = self._known[kind] = self._shared(kind, service, ticket_class)
        return found

    def _shared(self, kind: Queue, service: ServiceId, ticket_class: TicketClass) -> Lines:
        if self._working != self._at_work.version:
            self._made, self._working = {}, self._at_work.version
        open_for = self._open.able
        able = tuple(sorted(open_for(self._plan.queue_of(service, ticket_class))))
        made = self._made.get((kind, able))
        if made is None:
            planned = (c for c in self._plan.counters_of[service] if c.rules.calls(ticket_class))
            counters = [self._at_work[counter] for counter in able] or tuple(planned)
            lines = [line(self._plan, counter, service, ticket_class) for counter in counters]
            made = self._made[kind, able] = _together(self._plan, lines or [[(NOW, service)]])
        if not able:
            return made._replace(shares=(1.0,) * len(made.callers))
        shares = [callers / len(open_for(q)) for q, callers in zip(made.shared_by, made.callers, strict=True)]
        return made._replace(shares=tuple(shares))


def line(plan: Plan, counter: Counter, service: ServiceId, ticket_class: TicketClass) -> list[Term]:
    """Whom this counter calls before a ticket that it can take."""
    rules, later = counter.rules, plan.own_first
    favoured = rules.goes_first(service, ticket_class)
    own_by, second_by = (NOW, -later) if service in counter.services else (later, NOW)
    found: list[Term] = []
    for services, by in ((counter.services, own_by), (counter.second_services, second_by)):
        for other in services:
            if other not in plan.rows_by_class:
                found.append((by, other))
                continue
            for name in TicketClass:
                if not rules.calls(name) or (favoured and not rules.goes_first(other, name)):
                    continue
                before_all = not favoured and rules.goes_first(other, name)
                found.append((None if before_all else by, (other, name)))
    return found


def _together(plan: Plan, lines: list[list[Term]]) -> Lines:
    """The lines of some counters, with whatever they share once."""
    until: dict[Queue, int] = {}
    whole: dict[Queue, int] = {}
    for one in lines:
        for by, queue in one:
            callers = until if by is not None else whole
            callers[queue] = callers.get(queue, 0) + 1
    place_of: dict[Term, int] = {(NOW, queue): place for place, queue in enumerate(until)}
    place_of |= {(None, queue): place for place, queue in enumerate(whole, start=len(until))}
    each = {_one(place_of, one): None for one in sorted(lines, key=len)}
    queues = (*until, *whole)
    return Lines(
        tuple(until),
        tuple(whole),
        tuple(each),
        tuple(place for place in range(len(queues)) if all(place in one.fixed for one in each)),
        (*until.values(), *whole.values()),
        tuple(queue if isinstance(queue, str) else plan.queue_of(*queue) for queue in queues),
    )


def _one(place_of: dict[Term, int], terms: list[Term]) -> Line:
    fixed: list[int] = []
    later: dict[timedelta, list[Queue]] = {}
    for by, queue in terms:
        place = place_of.get((by, queue))
        if place is not None:
            fixed.append(place)
        elif by is not None:
            later.setdefault(by, []).append(queue)
    return Line(tuple(fixed), tuple([(by, tuple(queues)) for by, queues in later.items()]))
