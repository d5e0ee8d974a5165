"""Whom a counter calls before everybody else; others only while none of those waits for it."""

from dataclasses import dataclass

from config.vocabulary import ServiceId, TicketClass


@dataclass(frozen=True)
class Preference:
    """Tickets of these classes for these services; what is not named is not asked."""

    classes: tuple[TicketClass, ...] = ()
    services: tuple[ServiceId, ...] = ()

    def wants(self, service: ServiceId, ticket_class: TicketClass) -> bool:
        """Whether such a ticket goes first."""
        return (not self.classes or ticket_class in self.classes) and (not self.services or service in self.services)
