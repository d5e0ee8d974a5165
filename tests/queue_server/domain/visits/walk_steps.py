"""The walk with one number for several services: chains of the plan, services added, steps skipped."""

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

from config.plan import Plan, Text
from config.rules.chains import Chain
from config.vocabulary import CounterId, DepartmentId, ServiceId, ServiceOutcome, TicketClass, TicketId
from queue_server.domain.commands import AddService, Command, FinishService, SkipStep, TakeTicket
from tests.queue_server.domain.examples import IDENTITY, PERMITS, PLAN, SmallHall

MOVING: Final = ServiceId("moving")
BIRTH: Final = ServiceId("birth")
PLAN_WITH_CHAINS: Final = replace(
    PLAN,
    chains=(
        Chain(MOVING, DepartmentId("police"), Text("搬家", "Moving house"), (IDENTITY, PERMITS)),
        Chain(BIRTH, DepartmentId("police"), Text("新生儿", "A child is born"), (PERMITS, IDENTITY)),
    ),
)
CHAIN_PLANS: Final[tuple[Plan, ...]] = (
    PLAN_WITH_CHAINS,
    replace(PLAN_WITH_CHAINS, person_live_max=1, no_show_returns_behind=1),
)


class StepsWalk(RuleBasedStateMachine):
    """Rules of this subject; ``Walk`` has the hall and the rest."""

    small: SmallHall
    ever: set[TicketId]
    ask: Callable[[Command], None]
    busy: Callable[[], list[CounterId]]

    @precondition(lambda self: self.small.hall.plan.chains)
    @rule(chain=st.sampled_from([MOVING, BIRTH]), first=st.booleans(), card=st.sampled_from([None, "wang"]))
    def take_for_a_chain(self, chain: ServiceId, first: bool, card: str | None) -> None:
        """One number for all of its services."""
        ticket_class = TicketClass.PRIORITY if first else TicketClass.ORDINARY
        self.ask(TakeTicket("kiosk-1", chain, ticket_class, None, card))

    @precondition(lambda self: self.busy())
    @rule(data=st.data(), outcome=st.sampled_from([*[ServiceOutcome.DONE] * 3, ServiceOutcome.INCOMPLETE]))
    def finish_a_step(self, data: st.DataObject, outcome: ServiceOutcome) -> None:
        """With something that follows or not, of which some may be done at once."""
        counter = data.draw(st.sampled_from(self.busy()))
        items = data.draw(st.sampled_from([(), (), (IDENTITY,), (PERMITS,)]))
        self.ask(FinishService(counter, "lan", outcome, items))

    @precondition(lambda self: self.busy())
    @rule(data=st.data())
    def skip_a_step(self, data: st.DataObject) -> None:
        """Refused when nothing follows."""
        self.ask(SkipStep(data.draw(st.sampled_from(self.busy())), "lan"))

    @precondition(lambda self: self.ever)
    @rule(data=st.data(), service=st.sampled_from([IDENTITY, PERMITS, ServiceId("fishing")]))
    def add_a_service(self, data: st.DataObject, service: ServiceId) -> None:
        """To any ticket ever given, in whatever state it is."""
        self.ask(AddService(data.draw(st.sampled_from(sorted(self.ever))), "lan", service))
