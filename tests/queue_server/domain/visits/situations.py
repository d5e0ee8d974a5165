"""What is refused about a ticket's way from service to service."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from config.rules.chains import STEPS_MAX
from config.vocabulary import RefusalCode, ServiceId
from queue_server.domain.commands import AddService, AdoptPlan, Command, HoldTicket, SkipStep, TransferTicket
from tests.queue_server.domain.examples import IDENTITY, ONE, PERMITS, PLAN, SmallHall


def called_then(command: Command) -> Callable[[SmallHall], Command]:
    """The only ticket was called to counter one just now."""

    def situation(small: SmallHall) -> Command:
        small.take()
        small.open(ONE)
        small.call(ONE)
        return command

    return situation


def nobody_called(small: SmallHall) -> Command:
    """The counter is open and empty."""
    small.open(ONE)
    return HoldTicket(ONE, "lan")


def a_full_ticket(small: SmallHall) -> Command:
    """It is for as many services as a ticket may be for."""
    more = tuple(
        replace(PLAN.services[0], id=ServiceId(f"more-{n}"), prefix=f"M{chr(65 + n)}") for n in range(STEPS_MAX)
    )
    small.do(AdoptPlan(replace(PLAN, services=(*PLAN.services, *more)), "chief"))
    ticket = small.take()
    small.do(*(AddService(ticket, "lan", service.id) for service in more[:-1]))
    return AddService(ticket, "lan", more[-1].id)


VISIT_SITUATIONS: Final[Mapping[str, tuple[RefusalCode, Callable[[SmallHall], Command]]]] = {
    "held while nobody is called": (RefusalCode.NOBODY_CALLED, nobody_called),
    "sent on to where it is": (RefusalCode.SAME_SERVICE, called_then(TransferTicket(ONE, "lan", IDENTITY))),
    "sent on to nowhere": (RefusalCode.UNKNOWN_SERVICE, called_then(TransferTicket(ONE, "lan", ServiceId("fishing")))),
    "skipped with nothing after it": (RefusalCode.NOTHING_FOLLOWS, called_then(SkipStep(ONE, "lan"))),
    "a service that the ticket is for": (
        RefusalCode.SERVICE_ON_TICKET,
        lambda small: AddService(small.take(PERMITS), "lan", PERMITS),
    ),
    "more services than a ticket holds": (RefusalCode.TOO_MANY_STEPS, a_full_ticket),
}
