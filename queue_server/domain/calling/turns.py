"""Turns of the last class that come before a ticket is called, at one counter that alone goes on calling.

Under strict classes they are told to the end: the ``i``-th of the last class is called after ``n(i)`` others, where
``n(i) = min(others before it by key, n(i - 1) + last_class_after)``. Under call-by times only a turn that is due for
the very next call is told: later ones depend on who came before whom, and only cut head starts short.
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Final

from config.rules.counters import Queue
from config.rules.order import Order
from queue_server.domain.calling.lines import Line, Terms
from queue_server.domain.calling.place import Place
from queue_server.domain.hall import Hall
from queue_server.domain.waiting import Waiting

NEVER: Final = datetime.max.replace(tzinfo=UTC)


class Turns:
    """Of one ticket, in a hall that gives turns."""

    def __init__(self, hall: Hall, place: Place, waiting: Waiting) -> None:
        self._hall, self.place, self.waiting = hall, place, waiting
        order = hall.plan.order
        self._after, self._rule = order.last_class_after, order.rule
        self.is_last = place.ticket_class is order.last_class
        self._last_rank = order.rank(order.last_class, None)
        self._came = FirstArrivals(hall, place, waiting)

    def called_before(self, line: Line, first: int, others: int, last: int) -> int:
        """How many this line's counters call before the ticket.

        By keys alone these are ``first``, whom the counter prefers, then so many of other classes and of the last.
        """
        rows = [self._hall.counters[counter].before_last_class for counter in line.counters]
        row = (max if self.is_last else min)(rows, default=0)
        if self._rule is Order.CALL_BY:
            return first + others + last + (0 if first or row < self._after else self._next_turn(line, others, last))
        if first:
            row = self._row_after(line, first, row)
        to_first_turn = max(0, self._after - row)
        if self.is_last:
            return first + last + self._others_before(line, last, to_first_turn, others)
        since = self._others_before(line, last - 1, to_first_turn, others) if last else to_first_turn - self._after
        most = sum(sum(map(self.waiting.count, queues)) for _, queues in line.last)
        return first + others + min(most, last + (others - since) // self._after)

    def _row_after(self, line: Line, first: int, row: int) -> int:
        """How many of other classes are called in a row when those whom the counter prefers have been called."""
        ends = [
            (rank, key - by, place, put_back)
            for by, queues in line.first_last
            for queue in queues
            for rank, key, place, put_back, _ in self.waiting.ends(queue)[1:]
        ]
        return first - 1 - self._before(line.first, *max(ends)) if ends else row + first

    def _others_before(self, line: Line, number: int, to_first_turn: int, most: int) -> int:
        """After how many of the others the ``number``-th of the last class is called, counted from 0."""
        found = min(most, to_first_turn + number * self._after)
        if self._rule is Order.STRICT and not self._hall.put_backs:
            return found
        for others, last in self._behind_the_last(line):
            if 0 < last <= number + (not self.is_last):
                found = min(found, others + (number - last + 1) * self._after)
        return found

    def _behind_the_last(self, line: Line) -> Iterable[tuple[int, int]]:
        """Of those who were put back behind some of the last class: how many others, and of the last, stand before."""
        mine = self.place
        for by, queues in line.others:
            for queue in queues:
                for rank, key, place, put_back, _ in self.waiting.of_rank(queue, self._last_rank):
                    if (rank, key - by, place, put_back) < (mine.rank, mine.counted_from, *mine.turn):
                        at = rank, key - by, place, put_back
                        yield self._before(line.others, *at), self._before(line.last, *at)

    def _before(self, terms: Iterable[Terms], rank: int, moment: datetime, *turn: int) -> int:
        return sum(sum(self.waiting.before(queues, (rank, moment + by, *turn))) for by, queues in terms)

    def _next_turn(self, line: Line, others: int, last: int) -> int:
        """How many more, or fewer, go first because of a turn at the very next call."""
        if last:  # whose turn it is goes before by its key already
            return 0
        if self.is_last:
            return 0 if self._somebody_came_before(line, self.place.arrives_at) else -others
        firsts = [(by, min(heads)) for by, queues in line.last if (heads := self.waiting.heads(queues))]
        if not firsts:
            return 0
        first = min((rank, key - by, place, put_back, ticket) for by, (rank, key, place, put_back, ticket) in firsts)[4]
        return 0 if self._somebody_came_before(line, self._hall.tickets[first].arrives_at) else 1

    def _somebody_came_before(self, line: Line, arrives_at: datetime) -> bool:
        """Whether the first of another class arrived before; the ticket itself may be the first of its row."""
        came = self._came.__getitem__
        return any(min(map(came, queues)) < arrives_at for _, queues in line.others)


class FirstArrivals(dict[Queue, datetime]):
    """When the first of each row arrived, the ticket itself among them; looked up once, several lines ask for it."""

    def __init__(self, hall: Hall, place: Place, waiting: Waiting) -> None:
        self._tickets, self._waiting, self._arrives_at = hall.tickets, waiting, place.arrives_at
        self._row, self._key = (place.service, place.ticket_class), (place.rank, place.counted_from, *place.turn)

    def __missing__(self, queue: Queue) -> datetime:
        head = self._waiting.head(queue)
        if queue == self._row and (head is None or self._key <= head[:4]):
            first = self._arrives_at
        else:
            first = NEVER if head is None else self._tickets[head[4]].arrives_at
        self[queue] = first
        return first
