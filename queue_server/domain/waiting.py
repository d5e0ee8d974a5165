"""Who waits: one sorted row for each queue, by rank and the moment a ticket is counted as arrived at.

A key is fixed when the ticket is printed, so a row is only ever inserted into and taken from. Costs do not depend on
how many tickets the day has had. A queue is a service, or a class of one: whoever waits stands in both where the
plan has a use for the second.
"""

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from heapq import merge
from itertools import repeat
from typing import Final, TypeVar

from config.plan import Queue
from config.vocabulary import ServiceId, TicketId, TicketState
from queue_server.domain.ticket import Ticket

PLACE_MAX: Final = 1 << 62
"""Behind everybody who is counted from the same moment."""
NEW: Final = (PLACE_MAX,)
"""The turn of a ticket that is not taken yet."""
Entry = tuple[int, datetime, int, int, TicketId]
Came = tuple[datetime, TicketId]
Placed = TypeVar("Placed", Entry, Came)


class Waiting:
    """The rows of all queues."""

    __slots__ = ("_by_class", "_came", "_rows", "total")

    def __init__(self, by_class: frozenset[ServiceId] = frozenset(), tickets: Iterable[Ticket] = ()) -> None:
        """``by_class``: services whose classes have rows of their own; ``tickets``: those who wait already."""
        self._rows: defaultdict[Queue, list[Entry]] = defaultdict(list)
        self._came: dict[Queue, list[Came]] = {}
        """Of rows that somebody asked for: the same people by the moment their wait began."""
        self._by_class = by_class
        self.total = 0
        for ticket in tickets:
            self.add(ticket)

    def renewed(self, by_class: frozenset[ServiceId], tickets: Iterable[Ticket]) -> "Waiting":
        """The same people under another plan; ``tickets`` are all of the day."""
        if by_class == self._by_class:
            return self
        return Waiting(by_class, (ticket for ticket in tickets if ticket.state is TicketState.WAITING))

    def add(self, ticket: Ticket) -> None:
        """A ticket begins to wait."""
        entry = (*ticket.key, ticket.id)
        insort(self._rows[ticket.service], entry)
        if ticket.service in self._by_class:
            insort(self._rows[ticket.service, ticket.ticket_class], entry)
        if self._came:
            for row in self._came_of(ticket):
                insort(row, (ticket.arrives_at, ticket.id))
        self.total += 1

    def remove(self, ticket: Ticket) -> None:
        """A ticket no longer waits. Raises ValueError when it did not."""
        entry = (*ticket.key, ticket.id)
        _take_out(self._rows[ticket.service], entry)
        if ticket.service in self._by_class:
            _take_out(self._rows[ticket.service, ticket.ticket_class], entry)
        if self._came:
            for row in self._came_of(ticket):
                _take_out(row, (ticket.arrives_at, ticket.id))
        self.total -= 1

    def without(self, ticket: Ticket) -> "Waiting":
        """The others, if this one did not wait."""
        found = Waiting(self._by_class)
        theirs = ticket.service, (ticket.service, ticket.ticket_class)
        found._rows.update((queue, row.copy() if queue in theirs else row) for queue, row in self._rows.items())
        found.total = self.total
        found.remove(ticket)
        return found

    def head(self, queue: Queue) -> Entry | None:
        """The first entry of a queue's row."""
        row = self._rows.get(queue)
        return row[0] if row else None

    def heads(self, queues: Iterable[Queue], but: TicketId | None = None) -> list[Entry]:
        """The first entries of these queues' rows; ``but`` is passed over."""
        found, rows = [], self._rows
        for queue in queues:
            row = rows.get(queue)
            if row:
                if row[0][4] != but:
                    found.append(row[0])
                elif len(row) > 1:
                    found.append(row[1])
        return found

    def ends(self, queue: Queue) -> tuple[Entry, ...]:
        """The first and the last entry of a row; nothing when nobody waits there."""
        row = self._rows.get(queue)
        return (row[0], row[-1]) if row else ()

    def of_rank(self, queue: Queue, rank: int) -> list[Entry]:
        """The part of a row that has this rank or a later one."""
        row = self._rows.get(queue, [])
        return row[bisect_left(row, (rank,)) :]

    def first(self, queue: Queue) -> TicketId | None:
        """Who is next in a queue."""
        head = self.head(queue)
        return head[4] if head else None

    def since(self, queue: Queue, tickets: Mapping[TicketId, Ticket]) -> datetime | None:
        """When the longest wait there began, of the day's ``tickets``; None when nobody waits.

        Head starts and put-backs let others stand first, so it has a row of its own: made when it is first asked for,
        and kept from then on. In the future while only early visitors wait for their slots.
        """
        came = self._came.get(queue)
        if came is None:
            waits = (entry[4] for entry in self._rows.get(queue, ()))
            came = self._came[queue] = sorted((tickets[name].arrives_at, name) for name in waits)
        return came[0][0] if came else None

    def _came_of(self, ticket: Ticket) -> list[list[Came]]:
        known = self._came
        by_class = ((ticket.service, ticket.ticket_class),) if ticket.service in self._by_class else ()
        return [known[queue] for queue in (ticket.service, *by_class) if queue in known]

    def count(self, queue: Queue) -> int:
        """How many wait there."""
        return len(self._rows[queue])

    def before(self, queues: Iterable[Queue], key: tuple[int, datetime, *tuple[int, ...]]) -> list[int]:
        """How many of each queue come before a ticket with this key: rank, moment, and its turn among equals."""
        return list(map(bisect_left, map(self._rows.__getitem__, queues), repeat(key)))

    def key_behind(self, service: ServiceId, count: int) -> tuple[int, datetime, int] | None:
        """The key of the ``count``-th in the row, or of the last one; None when nobody waits there."""
        row = self._rows.get(service)
        return row[min(count, len(row)) - 1][:3] if row else None

    def in_order(self, later: Mapping[Queue, timedelta]) -> Iterator[TicketId]:
        """Those who wait in any of the queues, earliest key first, each queue's keys put ``later`` by so much."""
        rows = [_put_later(self._rows[queue], by) for queue, by in later.items() if self._rows.get(queue)]
        return (entry[4] for entry in merge(*rows))


def _take_out(row: list[Placed], entry: Placed) -> None:
    place = bisect_left(row, entry)
    if place == len(row) or row[place] != entry:
        raise ValueError(entry[-1])
    del row[place]


def _put_later(row: list[Entry], by: timedelta) -> Iterator[Entry]:
    return ((rank, key + by, place, put_back, ticket) for rank, key, place, put_back, ticket in row)
