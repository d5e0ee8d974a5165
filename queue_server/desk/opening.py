"""What is shown of the hours: which services give no numbers now, and when the pictures will have to say otherwise."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final

from config.rules.opening import ServiceHours
from config.text import Text
from config.vocabulary import ServiceId
from config.wire.message import Words2
from queue_server.desk.replies import words
from queue_server.domain.hall import Hall
from queue_server.domain.hours.new_day import doubt
from queue_server.domain.hours.sessions import gives_numbers, next_turn
from queue_server.domain.sentences.opening import hours_of, not_now, step_not_today

DO_ZH: Final = "；现在不能取号。请校正时钟；若时钟无误，用 --clock-is-right 重启服务器"
DO_EN: Final = "; no numbers are given. Set the clock, or if it is right start the server once with --clock-is-right"


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


def step_closed(hall: Hall, later: Iterable[ServiceId], at: datetime) -> Words2 | None:
    """Why a chain is not given: one of its later steps is over for the day; None: all can be done."""
    said = step_not_today(hall.plan, hall.zone, (hall.plan.service_by_id[step] for step in later), at)
    return words(said) if said is not None else None


def hours_today(hall: Hall, at: datetime) -> Words2 | None:
    """The hall's hours of the day, if it has any."""
    hours = hours_of(hall.plan, at.astimezone(hall.zone).date())
    return words(hours) if hours else None


def clock_doubt(hall: Hall, at: datetime) -> Words2 | None:
    """Why the machine's clock is not believed, and what to do about it; None: it is."""
    doubted = doubt(hall, at.astimezone(hall.zone).date())
    return words(Text(doubted.zh + DO_ZH, doubted.en[0].upper() + doubted.en[1:] + DO_EN)) if doubted else None


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
