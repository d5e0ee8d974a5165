"""How many people are ahead of a ticket, by the rules that the counters follow.

Each open counter that can call the ticket is asked alone: whom of those who wait now would ``dispatch.choose`` name
there before this ticket, if nobody else came? The fewest that any counter names are ahead. So nobody is counted whom
that counter would never call, or only later, and 0 means that some counter would call this ticket next. Counters work
side by side and nobody knows which is free first; but whichever calls the ticket has passed all whom it names, so at
least this many are called before. While no counter is open, those are asked that call such tickets by the plan.
"""

from datetime import datetime
from typing import Final, NamedTuple

from config.vocabulary import ServiceId, TicketClass
from queue_server.domain.hall import Hall
from queue_server.domain.ticket import Ticket
from queue_server.domain.waiting import NEW, Waiting


class Ahead(NamedTuple):
    """Who goes first. ``parts``: the same for all counters at once, in parts where counters share services."""

    people: int
    parts: float


NOBODY: Final = Ahead(0, 0.0)


def ahead_of(hall: Hall, ticket: Ticket) -> Ahead:
    """Of one who waits."""
    return ahead(hall, ticket.service, ticket.ticket_class, ticket.counted_from, ticket.rank, ticket.turn)


def ahead(
    hall: Hall,
    service: ServiceId,
    ticket_class: TicketClass,
    counted_from: datetime,
    rank: int = 0,
    turn: tuple[int, ...] = NEW,
    waiting: Waiting | None = None,
) -> Ahead:
    """Of a ticket with this key; by default as if it were taken now. ``waiting``: if others waited than do now."""
    waiting = waiting or hall.waiting
    if not waiting.total:
        return NOBODY
    lines = hall.lines.of(service, ticket_class)
    counts = waiting.before(lines.queues, (rank, counted_from, *turn))
    if lines.whole:
        counts += map(waiting.count, lines.whole)
    fewest, found = sum([counts[place] for place in lines.common]), -1
    for fixed, later in lines.each:
        people = sum([counts[place] for place in fixed])
        if later and not 0 <= found <= people:
            for by, queues in later:
                people += sum(waiting.before(queues, (rank, counted_from + by, *turn)))
        if found < 0 or people < found:
            found = people
        if found == fewest:
            break
    return Ahead(found, sum([count * share for count, share in zip(counts, lines.shares, strict=True)]))
