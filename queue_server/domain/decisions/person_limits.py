"""How many tickets one person may hold or take: the plan's limits, where a card says who it is."""

from collections import Counter as Tally
from collections.abc import Iterable

from config.vocabulary import RefusalCode, ServiceId, TicketId
from queue_server.domain.hall import Hall
from queue_server.domain.refusals import Refusal
from queue_server.domain.ticket import LIVE

Code = RefusalCode


def too_many_live(
    hall: Hall, card: str | None, services: Iterable[ServiceId], but: TicketId | None = None
) -> Refusal | None:
    """Whether the person holds as many live tickets for one of these services as allowed; ``but`` is not counted.

    A ticket counts for its present service and for all that follow.
    """
    most = hall.plan.person_live_max
    if card is None or not most or card not in hall.tickets_of:
        return None
    theirs = (hall.tickets[ticket] for ticket in hall.tickets_of[card] if ticket != but)
    live = Tally(service for ticket in theirs if ticket.state in LIVE for service in ticket.services)
    return Refusal(Code.PERSON_HAS_TICKET) if any(live[service] >= most for service in services) else None


def too_many_today(hall: Hall, card: str | None) -> Refusal | None:
    """Whether the person took as many tickets today as allowed."""
    most = hall.plan.person_daily_max
    if card is None or not most:
        return None
    taken = sum(ticket not in hall.carried.tickets for ticket in hall.tickets_of.get(card, ()))
    return None if taken < most else Refusal(Code.PERSON_DAILY_LIMIT)
