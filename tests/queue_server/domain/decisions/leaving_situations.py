"""Situations in which something is refused because it left the plan."""

from collections.abc import Callable, Mapping
from typing import Final

from config.vocabulary import RefusalCode
from queue_server.domain.commands import (
    AdoptPlan,
    CallNext,
    Command,
    OpenCounter,
    PauseCounter,
    TakeTicket,
    TransferTicket,
)
from tests.queue_server.domain.examples import IDENTITY, PERMITS, TWO, SmallHall
from tests.queue_server.domain.walk_plans import WITHOUT_IDENTITY, WITHOUT_TWO

BY: Final = "lan"
Situation = Callable[[SmallHall], Command]


def without_identity(*commands: Command) -> Situation:
    """Somebody waits for a card and somebody for a permit when the plan loses the cards; the last command is asked."""

    def situation(small: SmallHall) -> Command:
        small.take(IDENTITY)
        small.take(PERMITS)
        small.do(AdoptPlan(WITHOUT_IDENTITY, "chief"), *commands[:-1])
        return commands[-1]

    return situation


LEFT: Final[Mapping[str, tuple[RefusalCode, Situation]]] = {
    "a number of a service that left": (RefusalCode.SERVICE_LEAVING, without_identity(TakeTicket("kiosk-1", IDENTITY))),
    "sent on to a service that left": (
        RefusalCode.SERVICE_LEAVING,
        without_identity(OpenCounter(TWO, BY), CallNext(TWO, BY), TransferTicket(TWO, BY, IDENTITY)),
    ),
    "next at a counter that left": (
        RefusalCode.COUNTER_LEAVING,
        without_identity(OpenCounter(TWO, BY), AdoptPlan(WITHOUT_TWO, BY), CallNext(TWO, BY)),
    ),
    "back to a counter that left": (
        RefusalCode.COUNTER_LEAVING,
        without_identity(
            OpenCounter(TWO, BY), PauseCounter(TWO, BY, "tea"), AdoptPlan(WITHOUT_TWO, BY), OpenCounter(TWO, BY)
        ),
    ),
}
