"""What a change of plan does to those who are in the hall."""

from datetime import datetime

from config.value import value
from config.vocabulary import TicketId


@value(frozen=True, slots=True)
class NewPlace:
    """Where one live ticket stands by the new order."""

    ticket: TicketId
    rank: int
    counted_from: datetime


@value(frozen=True, slots=True)
class TicketsReordered:
    """The order of calling changes with the plan that follows. Live tickets that are not named stand as before."""

    places: tuple[NewPlace, ...]
