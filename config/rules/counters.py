"""What a counter is for, beyond its services: whom it calls, and when it is to be open."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from config.rules.opening import Spans
from config.rules.preference import Preference
from config.vocabulary import ServiceId, TicketClass

Queue = ServiceId | tuple[ServiceId, TicketClass]
"""All who wait for a service, or those of one class among them."""


@dataclass(frozen=True)
class Tide:
    """When a tide counter (潮汐窗口) may open, by the clock on the hall's wall; what is not named is not asked."""

    months: tuple[int, ...] = ()
    """January is 1."""
    weekdays: tuple[int, ...] = ()
    """Monday is 0."""
    hours: Spans = ()

    def holds(self, local: datetime) -> bool:
        """Whether a moment of the hall's time lies in it."""
        if self.months and local.month not in self.months:
            return False
        if self.weekdays and local.weekday() not in self.weekdays:
            return False
        return not self.hours or any(span.holds(local.time()) for span in self.hours)


@dataclass(frozen=True)
class Crowd:
    """When a flexible counter may open: so many wait for its own services, or somebody so long; 0: not asked.

    Anybody in those rows counts, from taking or from the slot, without hours that a ticket was carried over.
    """

    waiting: int = 0
    longest_wait_min: int = 0


@dataclass(frozen=True)
class CounterRules:
    """The rules of one counter. As they stand here, it calls everybody."""

    classes: tuple[TicketClass, ...] = ()
    """It calls only tickets of these classes, such as booked ones; none named: of all."""
    tide: Tide | None = None
    """It opens only then; None: whenever the hall is open."""
    crowd: Crowd | None = None
    """It opens only when so many wait; None: it waits for nobody."""
    appeals: bool = False
    """The hall's counter for whose matter came to nothing elsewhere (办不成事窗口)."""
    prefers: Preference | None = None
    """Whom it calls first, and others only when none of those waits; None: nobody."""

    @property
    def on_call(self) -> bool:
        """Opened and closed as the hall lead is advised: by a tide or for a crowd."""
        return self.tide is not None or self.crowd is not None

    def calls(self, ticket_class: TicketClass) -> bool:
        """Whether tickets of this class may be called here."""
        return not self.classes or ticket_class in self.classes

    def queues(self, services: Iterable[ServiceId]) -> tuple[Queue, ...]:
        """Whom it calls for these services."""
        services = tuple(services)
        return tuple((service, name) for service in services for name in self.classes) if self.classes else services

    def goes_first(self, service: ServiceId, ticket_class: TicketClass) -> bool:
        """Whether such a ticket is called here before others."""
        return self.prefers is not None and self.prefers.wants(service, ticket_class)

    def preferred_queues(self, services: Iterable[ServiceId]) -> tuple[Queue, ...]:
        """Whom it calls first for these services."""
        if self.prefers is None:
            return ()
        wanted = [service for service in services if not self.prefers.services or service in self.prefers.services]
        if not self.prefers.classes:
            return self.queues(wanted)
        return tuple((service, name) for service in wanted for name in self.prefers.classes if self.calls(name))
