"""Which served tickets can still be judged, and the bad marks on the hall lead's list.

A served ticket is in exactly one of three places: judged, open, or not reviewed - its time went by. Nobody's silence
becomes a good mark.
"""

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime

from config.vocabulary import Level, TicketId
from queue_server.domain.evaluation.facts import BadMark, BadMarkPutRight
from queue_server.domain.ticket import Ticket


class Marks:
    """Costs do not depend on how many tickets the day has had."""

    __slots__ = ("_row", "_until", "bad")

    def __init__(self) -> None:
        self._row: list[tuple[datetime, TicketId]] = []
        self._until: dict[TicketId, datetime] = {}
        self.bad: dict[TicketId, BadMark] = {}
        """Today's and those carried over, in the order they came."""

    def open_until(self, ticket: TicketId, until: datetime) -> None:
        """A ticket was served, or its time for a mark changed."""
        self._drop(ticket)
        self._until[ticket] = until
        insort(self._row, (until, ticket))

    def counter_moved_on(self, ticket: Ticket, at: datetime) -> None:
        """The next service began at its counter: what is left of its time is for phone and kiosk."""
        if ticket.id in self._until:
            left = ticket.elsewhere_until or at - datetime.resolution
            if left < self._until[ticket.id]:
                self.open_until(ticket.id, left)

    def judged(self, ticket: TicketId) -> None:
        """A ticket has its mark."""
        self._drop(ticket)

    def not_reviewed(self, at: datetime) -> int:
        """Served tickets of the day whose time went by without a mark."""
        return bisect_left(self._row, (at, TicketId("")))

    def still_open(self, at: datetime) -> int:
        """Served tickets of the day that may yet be judged."""
        return len(self._row) - self.not_reviewed(at)

    def __iter__(self) -> Iterator[tuple[datetime, TicketId]]:
        """Those without a mark, with the last moment for one, earliest first."""
        return iter(self._row)

    def put_right(self, fact: BadMarkPutRight, at: datetime) -> None:
        """What was wrong was put right."""
        self.bad[fact.ticket] = replace(
            self.bad[fact.ticket],
            put_right_at=at,
            put_right_by=fact.by,
            put_right_words=fact.words,
            again_until=fact.until,
            redress=fact.redress,
        )

    def judged_again(self, ticket: TicketId, level: Level) -> Level:
        """The second mark; returns the first one."""
        first = self.bad[ticket]
        self.bad[ticket] = replace(first, again=level)
        return first.level

    @property
    def unanswered(self) -> int:
        """Bad marks on the list that were not put right yet."""
        return sum(bad.put_right_at is None for bad in self.bad.values())

    def carry(self, marks: Iterable[BadMark]) -> None:
        """Bad marks of earlier days."""
        self.bad |= {mark.ticket: mark for mark in marks}

    def _drop(self, ticket: TicketId) -> None:
        until = self._until.pop(ticket, None)
        if until is not None:
            del self._row[bisect_left(self._row, (until, ticket))]
