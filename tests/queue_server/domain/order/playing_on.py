"""People ahead, the slow way: the dispatch is played on, call by call, until the ticket is called."""

from collections.abc import Iterable
from copy import deepcopy

from config.plan import Counter
from config.rules.order import Order
from config.vocabulary import CounterState, TicketId
from queue_server.domain.calling.dispatch import choose
from queue_server.domain.facts import TicketCalled
from queue_server.domain.hall import Hall
from queue_server.domain.ticket import Ticket


def played_on(hall: Hall, ticket: Ticket) -> int:
    """The fewest calls before this one's, if one counter alone went on calling."""
    able = counters_asked(hall, ticket)
    return min(calls_before(hall, ticket, [counter]) for counter in able) if able else place_in_row(hall, ticket)


def counters_asked(hall: Hall, ticket: Ticket) -> list[Counter]:
    """Those that go on calling such tickets; while there are none, those that do so by the plan."""
    at_work = (hall.at_work[counter.id] for counter in hall.plan.counters)
    able = [c for c in at_work if c.can_take(ticket.service, ticket.ticket_class)]
    calling = [
        c for c in able if hall.counters[c.id].state is CounterState.OPEN and hall.counters[c.id].closing is None
    ]
    return calling or [c for c in hall.plan.counters if c.can_take(ticket.service, ticket.ticket_class)]


def calls_before(hall: Hall, ticket: Ticket, counters: Iterable[Counter]) -> int:
    """How many are called before this one if these counters go on calling, in turn.

    Under call-by times only the very next call may be a turn of the last class.
    """
    hall = deepcopy(hall, {id(plan): plan for plan in (hall.plan, hall.adopted)})
    called: list[TicketId] = []
    while True:
        for counter in counters:
            if called and hall.plan.order.rule is Order.CALL_BY:
                hall.counters[counter.id].before_last_class = 0
            reason = choose(hall, counter)
            if reason is None:
                continue
            name = reason.candidates[0].ticket
            if name == ticket.id:
                return len(called)
            called.append(name)
            hall.counters[counter.id].ticket = None
            hall.apply(TicketCalled(name, counter.id, "oracle", reason), hall.not_before(ticket.taken_at))
            assert len(called) <= len(hall.tickets), f"{ticket.id} is never called"


def place_in_row(hall: Hall, ticket: Ticket) -> int:
    """How many of its service's tickets stand before it."""
    others = (t for t in hall.tickets.values() if t.state is ticket.state and t.service == ticket.service)
    return sum(other.key < ticket.key for other in others)
