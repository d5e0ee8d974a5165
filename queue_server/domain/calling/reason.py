"""Why a call went to whom it went: the candidates with their keys, and the rule that decided. Kept with the call."""

from datetime import datetime
from enum import StrEnum

from config.rules.order import Order
from config.rules.preference import Preference
from config.value import value
from config.vocabulary import CounterId, ServiceId, TicketClass, TicketId


class CallRule(StrEnum):
    """What decided a call between the candidates."""

    ONLY_CANDIDATE = "only_candidate"
    EARLIEST = "earliest"
    FIRST_COME = "first_come"
    STRICT_CLASS = "strict_class"
    LAST_CLASS_TURN = "last_class_turn"
    HEAD_START = "head_start"
    OWN_FIRST = "own_first"
    PUT_BACK = "put_back"
    PREFERRED = "preferred"


@value(frozen=True, slots=True)
class Candidate:
    """A ticket that could have been called: the first of its service. ``counted_from`` is its key, in UTC."""

    ticket: TicketId
    service: ServiceId
    ticket_class: TicketClass
    taken_at: datetime
    counted_from: datetime
    own: bool
    rank: int = 0


@value(frozen=True, slots=True)
class CallReason:
    """The log of one call: the candidates, the chosen one first, and the rule that decided."""

    rule: CallRule
    candidates: tuple[Candidate, ...]
    classes: tuple[TicketClass, ...] = ()
    """The classes that the counter called; none named: all."""
    prefers: Preference | None = None
    """Whom the counter calls first, where that decided."""
    stands_in_for: CounterId | None = None
    """The post of the same window that was away and whose service it is."""
    order: Order | None = None
    """The order by which it was called; calls of earlier software do not tell."""
    counted: int = 0
    """What the rule counts: tickets in a row before a turn, or minutes for a counter's own services."""
