"""How many people are ahead of a ticket, by the rules that the counters follow.

Each open counter that can call the ticket is asked alone: whom of those who wait now would ``dispatch.choose`` name
there before this ticket, if nobody else came? The fewest that any counter names are ahead. So nobody is counted whom
that counter would never call, or only later, and 0 means that some counter would call this ticket next. Counters work
side by side and nobody knows which is free first; but whichever calls the ticket has passed all whom it names, so at
least this many are called before. While no counter is open, those are asked that call such tickets by the plan. Turns
of the last class count as ``turns`` says.
"""

from operator import mul
from typing import Final, NamedTuple

from queue_server.domain.calling.lines import Lines
from queue_server.domain.calling.place import Place
from queue_server.domain.calling.turns import Turns
from queue_server.domain.hall import Hall
from queue_server.domain.waiting import Waiting


class Ahead(NamedTuple):
    """Who goes first. ``parts``: the same for all counters at once, in parts where counters share services."""

    people: int
    parts: float


NOBODY: Final = Ahead(0, 0.0)


def ahead(hall: Hall, place: Place, waiting: Waiting | None = None) -> Ahead:
    """Of a ticket that stands there. ``waiting``: if others waited than do now."""
    waiting = waiting or hall.waiting
    if not waiting.total:
        return NOBODY
    lines = hall.lines.of(place.service, place.ticket_class)
    rank, counted_from, turn = place.rank, place.counted_from, place.turn
    counts = waiting.before(lines.queues, (rank, counted_from, *turn))
    counts += map(waiting.count, lines.whole)
    for by, queues in lines.later:
        counts += waiting.before(queues, (rank, counted_from + by, *turn))
    if hall.plan.order.last_class_after:
        people = _with_turns(Turns(hall, place, waiting), lines, counts)
    else:
        people = _by_keys(lines, counts)
    return Ahead(people, sum(map(mul, counts, lines.shares)))


def _by_keys(lines: Lines, counts: list[int]) -> int:
    """The fewest that any line names."""
    count_at = counts.__getitem__
    fewest, found = sum(map(count_at, lines.common)), -1
    for one in lines.each:
        people = sum(map(count_at, one.places))
        if found < 0 or people < found:
            found = people
        if found == fewest:
            break
    return found


def _with_turns(turns: Turns, lines: Lines, counts: list[int]) -> int:
    """The same where turns of the last class come in between: they only help the last class, and only delay others."""
    count_at, found = counts.__getitem__, -1
    fewest = -1 if turns.is_last else sum(map(count_at, lines.common))
    for one in lines.each:
        people = sum(map(count_at, one.places))
        if one.turns:
            first, last = sum(map(count_at, one.first_places)), sum(map(count_at, one.last_places))
            if not 0 <= found <= (first + last if turns.is_last else people):
                people = turns.called_before(one, first, people - last - first, last)
        if found < 0 or people < found:
            found = people
        if found == fewest:
            break
    return found
