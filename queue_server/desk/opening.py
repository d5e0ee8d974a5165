"""What is shown of the hours: which services give no numbers now, and when the pictures will have to say otherwise."""

from collections.abc import Mapping
from datetime import datetime

from config.rules.opening import ServiceHours
from config.vocabulary import ServiceId
from config.wire.message import Words2
from queue_server.desk.replies import words
from queue_server.domain.hall import Hall
from queue_server.domain.hours.sessions import gives_numbers, next_turn
from queue_server.domain.sentences.opening import hours_of, not_now


def closed_now(hall: Hall, at: datetime) -> Mapping[ServiceId | None, Words2]:
    """The services that give no numbers at this moment, with when they do again; the hall itself under None."""
    plan, zone = hall.plan, hall.zone
    said: dict[ServiceHours | None, Words2 | None] = {}
    for service in (None, *plan.services):
        own = service.hours if service else None
        if own not in said:
            given = gives_numbers(plan, zone, service, at)
            said[own] = None if given else words(not_now(plan, zone, service, at))
    of = {service.id: said[service.hours] for service in plan.services}
    return {key: told for key, told in ((None, said[None]), *of.items()) if told is not None}


def hours_today(hall: Hall, at: datetime) -> Words2 | None:
    """The hall's hours of the day, if it has any."""
    hours = hours_of(hall.plan, at.astimezone(hall.zone).date())
    return words(hours) if hours else None


class Turns:
    """Tells the moments at which the hall or a service begins or ends to give numbers."""

    def __init__(self, hall: Hall) -> None:
        self._hall = hall
        self._next: datetime | None = None

    def told(self, at: datetime) -> None:
        """The pictures of this moment were sent."""
        self._next = next_turn(self._hall.plan, self._hall.zone, at)

    def due(self, at: datetime) -> bool:
        """Whether the pictures are wrong by now."""
        return self._next is not None and at >= self._next
