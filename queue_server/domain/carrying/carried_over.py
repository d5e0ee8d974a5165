"""What the day before left to this one: its tickets, and their numbers, which are not given anew meanwhile."""

from collections.abc import Iterable, Iterator
from datetime import date

from config.vocabulary import TicketId, TicketState
from queue_server.domain.carrying.facts import CarriedTicket, TicketsCarried
from queue_server.domain.invariants import BrokenInvariant
from queue_server.domain.ticket import Carried, Ticket


class CarriedOver:
    """Of one day. ``awaited``: who must be named by the fact that the day begins with."""

    __slots__ = ("_awaited", "numbers", "tickets")

    def __init__(self, awaited: Iterable[Ticket] = (), over: Iterable[CarriedTicket] = ()) -> None:
        self._awaited = frozenset(_named(ticket) for ticket in awaited)
        self.tickets = {ticket.id: ticket for ticket in over}
        self.numbers = frozenset(ticket.number for ticket in over)

    def next_morning(self, tickets: Iterable[Ticket]) -> "CarriedOver":
        """As another day begins. Raises BrokenInvariant when somebody was lost on the way into this one."""
        if self._awaited:
            raise BrokenInvariant("tickets were carried over and no day took them")
        return CarriedOver(ticket for ticket in tickets if ticket.state is TicketState.CARRIED)

    def taken_over(self, fact: TicketsCarried) -> "CarriedOver":
        """Those who are here now. A day that was carried on from the one before must know the same ones."""
        over = (*fact.back, *fact.later)
        if self._awaited and self._awaited != frozenset((one.id, one.number, one.to) for one in over):
            raise BrokenInvariant("the tickets carried over differ from those of the day before")
        return CarriedOver(over=over)


def here_again(fact: TicketsCarried) -> Iterator[Ticket]:
    """The day's first tickets, in their order: a smaller place goes first."""
    states = [(one, TicketState.WAITING) for one in fact.back] + [(one, TicketState.CARRIED) for one in fact.later]
    for place, (one, state) in enumerate(states):
        yield Ticket(
            id=one.id,
            number=one.number,
            service=one.service,
            ticket_class=one.ticket_class,
            taken_at=one.taken_at,
            counted_from=one.counted_from,
            place=place,
            booked_for=one.booked_for,
            masked_name=one.masked_name,
            card=one.card,
            state=state,
            first_called_at=one.first_called_at,
            put_back=int(one.put_back),
            paper=one.paper,
            prints=one.prints,
            came_from=one.came_from,
            rank=one.rank,
            group=one.group,
            steps=one.steps,
            carried=Carried(one.to, one.later),
        )


def _named(ticket: Ticket) -> tuple[TicketId, str, date | None]:
    return ticket.id, ticket.number, ticket.carried.to if ticket.carried is not None else None
