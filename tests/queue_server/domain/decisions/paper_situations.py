"""Ways to ask for more paper in vain."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from config.plan import Plan
from config.vocabulary import PrintState, RefusalCode, TicketId
from queue_server.domain.commands import AdoptPlan, CancelTicket, Command, ReportPrint, ReprintTicket, TakeTicket
from tests.queue_server.domain.examples import IDENTITY, PLAN, SmallHall

Situation = Callable[[SmallHall], Command]
GONE: Final = TicketId("20261120-A999")


def printed_then(
    card: str | None, plan: Plan = PLAN, times: int = 0, *, over: bool = False, by: str | None = None
) -> Situation:
    """The paper of the card ``wang`` came out, so many times again; now more of it is wanted with this card."""

    def situation(small: SmallHall) -> Command:
        small.do(AdoptPlan(plan, "chief"), TakeTicket("kiosk-1", IDENTITY, card="wang"))
        (ticket,) = small.hall.tickets
        small.do(ReportPrint(ticket, PrintState.PRINTED, ""))
        small.do(*[ReprintTicket("kiosk-1", ticket, "wang")] * times)
        if over:
            small.do(CancelTicket(ticket, "lan"))
        return ReprintTicket("kiosk-1", ticket, card, by)

    return situation


PAPER_SITUATIONS: Final[Mapping[str, tuple[RefusalCode, Situation]]] = {
    "more paper of no such ticket": (RefusalCode.UNKNOWN_TICKET, lambda _: ReprintTicket("kiosk-1", GONE)),
    "more paper without the card": (RefusalCode.PRINTED_ALREADY, printed_then(None)),
    "more paper with another card": (RefusalCode.PRINTED_ALREADY, printed_then("li")),
    "more paper of one that is over": (RefusalCode.TICKET_OVER, printed_then("wang", over=True)),
    "more paper once too often": (RefusalCode.PRINTED_TOO_OFTEN, printed_then("wang", times=PLAN.reprints_max)),
    "a clerk orders once too often": (
        RefusalCode.PRINTED_TOO_OFTEN,
        printed_then(None, times=PLAN.reprints_max, by="lan"),
    ),
    "never more paper": (RefusalCode.PRINTED_TOO_OFTEN, printed_then("wang", replace(PLAN, reprints_max=0))),
}
