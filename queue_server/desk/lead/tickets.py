"""One ticket that somebody asks about: found by its number as it stands on paper, and told in one sentence."""

from config.wire.lead import TicketFound
from config.wire.message import Words2
from queue_server.domain.hall import Hall
from queue_server.domain.numbering import ticket_id
from queue_server.domain.sentences.history import earlier_calls, overtaken
from queue_server.domain.sentences.papers import papers
from queue_server.domain.sentences.why_not import why_not
from queue_server.domain.ticket import Ticket


def words_about(hall: Hall, ticket: Ticket) -> Words2:
    """Where it stands and why, who passed it, how it was called before, and what became of its paper."""
    told = [tell(hall, ticket) for tell in (why_not, overtaken, earlier_calls, papers)]
    return Words2(zh="".join(text.zh for text in told), en="".join(text.en for text in told))


def found(hall: Hall, request_id: str, number: str) -> TicketFound | None:
    """The ticket that has this number on the hall's present day, also one that was carried over; None: nobody has."""
    names = [ticket_id(hall.day, number)] if hall.day is not None else []
    names += [name for name, over in hall.carried.tickets.items() if over.number == number]
    ticket = next((hall.tickets[name] for name in names if name in hall.tickets), None)
    if ticket is None:
        return None
    words = words_about(hall, ticket)
    return TicketFound(request_id=request_id, ticket=ticket.id, number=number, state=ticket.state, words=words)
