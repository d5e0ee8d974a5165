"""What a counter is for, beyond its services: whom it calls."""

from collections.abc import Iterable
from dataclasses import dataclass

from config.vocabulary import ServiceId, TicketClass

Queue = ServiceId | tuple[ServiceId, TicketClass]
"""All who wait for a service, or those of one class among them."""


@dataclass(frozen=True)
class CounterRules:
    """The rules of one counter. As they stand here, it calls everybody."""

    classes: tuple[TicketClass, ...] = ()
    """It calls only tickets of these classes, such as booked ones; none named: of all."""

    def calls(self, ticket_class: TicketClass) -> bool:
        """Whether tickets of this class may be called here."""
        return not self.classes or ticket_class in self.classes

    def queues(self, services: Iterable[ServiceId]) -> tuple[Queue, ...]:
        """Whom it calls for these services."""
        services = tuple(services)
        return tuple((service, name) for service in services for name in self.classes) if self.classes else services
