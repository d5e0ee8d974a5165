"""Whom a counter calls before a ticket: which rows, and up to which key. Told by the counter's own rules alone.

A counter's line is what ``dispatch.choose`` does there, written as counts: its own services first by some minutes, only
some classes, some before all others, and what it does for a post that is away.
"""

from collections import Counter as Tally
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
    """Of one counter: the places of those counts, of all that the lines of a kind share, that are called before."""

    places: tuple[int, ...]
    calls: tuple[int, ...]
    """The places at which its queues are counted up to the ticket's own key, or whole."""
    counters: tuple[CounterId, ...]
    """Those that are alike."""
    turns: bool = False
    """Whether turns of the last class may come before the ticket; what follows is empty where they may not."""
    last_places: tuple[int, ...] = ()
    first_places: tuple[int, ...] = ()
    """Which of the counts are of the last class, and of those that go before everybody."""
    others: tuple[Terms, ...] = ()
    last: tuple[Terms, ...] = ()
    first: tuple[Terms, ...] = ()
    """All its queues: those of other classes, those of the last, and those that go before everybody."""
    first_last: tuple[Terms, ...] = ()


class Lines(NamedTuple):
    """What passes tickets of one kind. Counted are ``queues`` up to the ticket, ``whole`` ones, then ``later`` ones."""

    queues: tuple[Queue, ...]
    whole: tuple[Queue, ...]
    later: tuple[Terms, ...]
    each: tuple[Line, ...]
    """Where the ticket's service is an own one first, then the shortest first; of counters that are alike only one."""
    common: tuple[int, ...]
    """Places that stand in every line."""
    shared_by: tuple[Queue, ...]
    """Each of ``queues`` and ``whole`` as open counters are known by."""
    shares: tuple[float, ...]
    """Which part of such a queue's open counters call from it before such a ticket."""


class LinesNow:
    """The lines of all kinds of tickets: made once of all counters, and looked through when one opens or closes."""

    __slots__ = ("_at_work", "_known", "_made", "_open", "_plan", "_version", "_working")

    def __init__(self, plan: Plan, at_work: AtWork, open_counters: OpenCounters) -> None:
        self._plan, self._at_work, self._open = plan, at_work, open_counters
        self._known: dict[Queue, Lines] = {}
        """Of the counters that are open now."""
        self._made: dict[tuple[Queue, bool], Lines] = {}
        """Of all counters as they work now; and of all as they are planned, for when none is open."""
        self._version = self._working = 0

    def of(self, service: ServiceId, ticket_class: TicketClass) -> Lines:
        """Of the open counters that call such a ticket; while none is open, of those that do so by the plan."""
        if self._version != self._open.version:
            self._known, self._version = {}, self._open.version
        kind = (service, ticket_class) if service in self._plan.rows_by_class else service
        found = self._known.get(kind)
        if found is None:
            found = self._known[kind] = self._of_the_open(kind, service, ticket_class)
        return found

    def _of_the_open(self, kind: Queue, service: ServiceId, ticket_class: TicketClass) -> Lines:
        able = self._open.able(self._plan.queue_of(service, ticket_class))
        everybody = self._of_all(kind, service, ticket_class, at_work=bool(able))
        if not able:
            return everybody
        each, callers = [], [0] * len(everybody.shares)
        for one in everybody.each:
            here = tuple([counter for counter in one.counters if counter in able])
            if here:
                each.append(one if len(here) == len(one.counters) else one._replace(counters=here))
                for place in one.calls:
                    callers[place] += len(here)
        queues = zip(callers, everybody.shared_by, strict=True)
        shares = tuple([calling / len(self._open.able(queue)) if calling else 0.0 for calling, queue in queues])
        return everybody._replace(each=tuple(each), shares=shares)

    def _of_all(self, kind: Queue, service: ServiceId, ticket_class: TicketClass, *, at_work: bool) -> Lines:
        if self._working != self._at_work.version:
            self._made, self._working = {}, self._at_work.version
        made = self._made.get((kind, at_work))
        if made is None:
            plan = self._plan
            counters = [self._at_work[counter.id] for counter in plan.counters] if at_work else plan.counters
            able = [counter for counter in counters if counter.can_take(service, ticket_class)]
            able.sort(key=lambda counter: service not in counter.services)
            made = self._made[kind, at_work] = _together(plan, able, service, ticket_class)
        return made


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
    drawn = []
    for by_class, callers in sorted(alike.items(), key=lambda one: len(one[0])):
        favoured = any(counter.rules.goes_first(service, ticket_class) for counter in callers)
        turns = bool(plan.order.last_class_after) and bool(callers) and not favoured
        last = [term for term in by_class if turns and _class_of(term) is plan.order.last_class]
        drawn.append((_rows(plan, by_class), by_class if turns else (), last, tuple(c.id for c in callers)))
    terms = list(dict.fromkeys(term for rows, _, last, _ in drawn for term in (*rows, *last)))
    queues = list(dict.fromkeys(term.queue for term in terms if not term.first))
    whole = [term.queue for term in terms if term.first]
    later = _grouped(term for term in terms if term.by and not term.first)
    in_order = [Term(NOW, queue) for queue in queues] + [Term(by, queue) for by, many in later for queue in many]
    in_order[len(queues) : len(queues)] = [term for term in terms if term.first]
    places = {term: place for place, term in enumerate(in_order)}
    each = tuple(_one(places, *one) for one in drawn)
    return Lines(
        queues=tuple(queues),
        whole=tuple(whole),
        later=later,
        each=each,
        common=tuple(sorted(set(places.values()).intersection(*(one.places for one in each)))),
        shared_by=tuple(queue if isinstance(queue, str) else plan.queue_of(*queue) for queue in (*queues, *whole)),
        shares=tuple(float(any(n in one.calls for one in each)) for n in range(len(queues) + len(whole))),
    )


def _class_of(term: Term) -> TicketClass | None:
    return term.queue[1] if isinstance(term.queue, tuple) else None


def _service_of(term: Term) -> ServiceId:
    return term.queue[0] if isinstance(term.queue, tuple) else term.queue


def _rows(plan: Plan, by_class: tuple[Term, ...]) -> list[Term]:
    """The same with one row for all classes of a service, where all of them are called by their keys alone."""
    by_key = Tally(_service_of(term) for term in by_class if not term.first)
    whole = {service for service, classes in by_key.items() if classes == len(TicketClass)} - plan.called_by_class
    return list(dict.fromkeys(Term(t.by, _service_of(t)) if _service_of(t) in whole else t for t in by_class))


def _one(
    places: dict[Term, int],
    rows: list[Term],
    by_class: tuple[Term, ...],
    last: list[Term],
    counters: tuple[CounterId, ...],
) -> Line:
    """``by_class`` and those of them that are of the ``last`` class: nothing where no turns come."""
    calls = [term if term.first else term._replace(by=NOW) for term in rows]
    found = Line(_placed(places, rows), _placed(places, calls), counters)
    if not by_class:
        return found
    return found._replace(
        turns=True,
        last_places=_placed(places, [term for term in last if not term.first]),
        first_places=_placed(places, [term for term in rows if term.first]),
        others=_grouped(term for term in by_class if not term.first and term not in last),
        last=_grouped(term for term in last if not term.first),
        first=_grouped(term for term in by_class if term.first),
        first_last=_grouped(term for term in last if term.first),
    )


def _placed(places: dict[Term, int], terms: list[Term]) -> tuple[int, ...]:
    return tuple([places[term] for term in terms])


def _grouped(terms: Iterable[Term]) -> tuple[Terms, ...]:
    found: dict[timedelta, list[Queue]] = {}
    for by, queue, _ in terms:
        found.setdefault(by, []).append(queue)
    return tuple([(by, tuple(queues)) for by, queues in found.items()])
