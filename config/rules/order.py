"""In which order tickets are called, and of which classes they are given.

Earliest call-by time is the default; first-come and strict classes are its two ends. A rank is fixed when a ticket is
taken and goes before every time: 0 for everybody, except under strict classes.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Final

from config.text import Text
from config.vocabulary import TicketClass

GROUPS_MAX: Final = 20
"""Groups of priority visitors that a hall may tell apart."""


class Order(StrEnum):
    """What decides who is next."""

    CALL_BY = "call_by"
    FIRST_COME = "first_come"
    STRICT = "strict"


@dataclass(frozen=True)
class PriorityGroup:
    """Some of the priority visitors, such as soldiers and veterans."""

    id: str
    name: Text
    shows: Text | None = None
    """What they show at the counter; None: what proves that they belong to it."""


@dataclass(frozen=True)
class CallOrder:
    """The order of a hall. ``classes`` and ``groups`` stand in their order, first goes first."""

    rule: Order = Order.CALL_BY
    classes: tuple[TicketClass, ...] = (TicketClass.PRIORITY, TicketClass.BOOKED, TicketClass.ORDINARY)
    groups: tuple[PriorityGroup, ...] = ()
    last_class_after: int = 0
    """After so many tickets of other classes in a row at a counter one of the last class goes first; 0: never.

    Under strict classes whenever one waits; under call-by times if none of the others that wait came before it.
    """

    @cached_property
    def last_class(self) -> TicketClass:
        """The class that all others go before."""
        return self.classes[-1]

    def knows(self, group: str) -> bool:
        """Whether the hall has this group."""
        return any(known.id == group for known in self.groups)

    def rank(self, ticket_class: TicketClass, group: str | None) -> int:
        """Its rank, lowest first. Within the priority class whoever named none of the groups comes last."""
        if self.rule is not Order.STRICT:
            return 0
        ids = [known.id for known in self.groups]
        within = ids.index(group) if group in ids else len(ids)
        return self.classes.index(ticket_class) * (GROUPS_MAX + 1) + within


@dataclass(frozen=True)
class ClassLimits:
    """Of which classes tickets are given for a service, and how many a day; whoever has an appointment gets one."""

    closed: tuple[TicketClass, ...] = ()
    daily_max: Mapping[TicketClass, int] = field(default_factory=dict)
    """So many tickets of a class a day for a service; a class that is not named has no limit."""
