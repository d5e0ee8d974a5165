"""Refusals that come of the order, of closed classes and of limits of a class."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from config.rules.order import ClassLimits
from config.vocabulary import RefusalCode, TicketClass
from queue_server.domain.commands import AdoptPlan, Command, TakeTicket
from tests.queue_server.domain.examples import IDENTITY, NINE, PLAN, SmallHall

Situation = Callable[[SmallHall], Command]
BOOKED: Final = TakeTicket("kiosk-1", IDENTITY, TicketClass.BOOKED, NINE)
PRIORITY: Final = TakeTicket("kiosk-1", IDENTITY, TicketClass.PRIORITY)


def under(limits: ClassLimits, command: Command) -> Situation:
    """A number under limits of the hall."""

    def situation(small: SmallHall) -> Command:
        small.do(AdoptPlan(replace(PLAN, class_limits=limits), "chief"))
        return command

    return situation


ORDER_SITUATIONS: Final[Mapping[str, tuple[RefusalCode, Situation]]] = {
    "a booked number where none are given": (
        RefusalCode.CLASS_NOT_ISSUED,
        under(ClassLimits((TicketClass.BOOKED,)), BOOKED),
    ),
    "more priority numbers than allowed": (
        RefusalCode.CLASS_USED_UP,
        under(ClassLimits(daily_max={TicketClass.PRIORITY: 0}), PRIORITY),
    ),
    "a group that the hall does not know": (
        RefusalCode.UNKNOWN_GROUP,
        lambda _: replace(PRIORITY, group="martians"),
    ),
}
