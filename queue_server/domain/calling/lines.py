"""Whom a counter calls before a ticket: which rows, and up to which key. Told by the counter's own rules alone.

A counter's line is what ``dispatch.choose`` does there, written as counts: its own services first by some minutes, only
some classes, some before all others, and what it does for a post that is away.
"""

from collections.abc import Iterable
from datetime import timedelta
from typing import Final, NamedTuple

from config.plan import Counter, Plan, Queue
from config.vocabulary import CounterId, ServiceId, TicketClass
from queue_server.domain.at_work import AtWork
from queue_server.domain.open_counters import OpenCounters

NOW: Final = timedelta()
Terms = tuple[timedelta, tuple[Queue, ...]]
"""Those of each queue whose key is less than a ticket's put so much later."""


class Term(NamedTuple):
    """Whom a counter calls from one queue before a ticket: as in ``Terms``, or ``first``: all of them."""

    by: timedelta
    queue: Queue
    first: bool = False


class Line(NamedTuple):
    """Of one counter. ``fixed``: places of counts that the lines of a kind share; ``later``: counts of its own."""

    fixed: tuple[int, ...]
    later: tuple[Terms, ...]
    counters: tuple[CounterId, ...]
    """Those that are alike."""
    turns: bool = False
    """Whether turns of the last class may come before the ticket; what follows is empty where they may not."""
    others: tuple[Terms, ...] = ()
    last: tuple[Terms, ...] = ()
    first: tuple[Terms, ...] = ()
    """All its queues: those of other classes, those of the last, and those that go before everybody."""
    first_last: tuple[Terms, ...] = ()
    last_fixed: tuple[int, ...] = ()
    last_later: tuple[Terms, ...] = ()
    first_fixed: tuple[int, ...] = ()


class Lines(NamedTuple):
    """What passes tickets of one kind. ``queues`` are counted up to the ticket, then ``whole`` queues."""

    queues: tuple[Queue, ...]
    whole: tuple[Queue, ...]
    each: tuple[Line, ...]
    """Where the ticket's service is an own one first, then the shortest first; of counters that are alike only one."""
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
            counters = [self._at_work[counter] for counter in able] or list(planned)
            counters.sort(key=lambda counter: service not in counter.services)
            made = self._made[kind, able] = _together(self._plan, counters, service, ticket_class)
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
                found.append(Term(by, other))
                continue
            for name in TicketClass:
                goes_first = rules.goes_first(other, name)
                if rules.calls(name) and (goes_first or not favoured):
                    found.append(Term(by, (other, name), goes_first and not favoured))
    return found


def _together(plan: Plan, counters: list[Counter], service: ServiceId, ticket_class: TicketClass) -> Lines:
    """The lines of some counters, with whatever they share once; of no counter the row of the service."""
    alike: dict[tuple[Term, ...], list[Counter]] = {}
    for counter in counters:
        alike.setdefault(tuple(line(plan, counter, service, ticket_class)), []).append(counter)
    alike = alike or {(Term(NOW, service),): []}
    until: dict[Queue, int] = {}
    whole: dict[Queue, int] = {}
    for terms, callers in alike.items():
        for _, queue, first in terms:
            counted = whole if first else until
            counted[queue] = counted.get(queue, 0) + len(callers)
    queues = (*until, *whole)
    places = {(queue, False): place for place, queue in enumerate(until)}
    places |= {(queue, True): place for place, queue in enumerate(whole, start=len(until))}
    each = []
    for terms, callers in sorted(alike.items(), key=lambda one: len(one[0])):
        favoured = any(counter.rules.goes_first(service, ticket_class) for counter in callers)
        turns = bool(plan.order.last_class_after) and bool(callers) and not favoured
        each.append(_one(places, terms, tuple(c.id for c in callers), plan.order.last_class if turns else None))
    return Lines(
        tuple(until),
        tuple(whole),
        tuple(each),
        tuple(sorted(set(range(len(queues))).intersection(*(one.fixed for one in each)))),
        (*until.values(), *whole.values()),
        tuple(queue if isinstance(queue, str) else plan.queue_of(*queue) for queue in queues),
    )


def _one(
    places: dict[tuple[Queue, bool], int],
    terms: tuple[Term, ...],
    counters: tuple[CounterId, ...],
    last_class: TicketClass | None,
) -> Line:
    """``last_class``: None where no turns come."""
    fixed = [term for term in terms if term.first or not term.by]
    later = [term for term in terms if not term.first and term.by]
    found = Line(_placed(places, fixed), _grouped(later), counters)
    if last_class is None:
        return found
    last = [term for term in terms if isinstance(term.queue, tuple) and term.queue[1] is last_class]
    return found._replace(
        turns=True,
        others=_grouped(term for term in terms if not term.first and term not in last),
        last=_grouped(term for term in last if not term.first),
        first=_grouped(term for term in terms if term.first),
        first_last=_grouped(term for term in last if term.first),
        last_fixed=_placed(places, [term for term in fixed if term in last and not term.first]),
        last_later=_grouped(term for term in later if term in last),
        first_fixed=_placed(places, [term for term in fixed if term.first]),
    )


def _placed(places: dict[tuple[Queue, bool], int], terms: list[Term]) -> tuple[int, ...]:
    return tuple([places[term.queue, term.first] for term in terms])


def _grouped(terms: Iterable[Term]) -> tuple[Terms, ...]:
    found: dict[timedelta, list[Queue]] = {}
    for by, queue, _ in terms:
        found.setdefault(by, []).append(queue)
    return tuple([(by, tuple(queues)) for by, queues in found.items()])
