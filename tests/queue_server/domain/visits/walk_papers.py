"""The walk with paper: what became of it is reported, and more of it is asked for."""

from collections.abc import Callable

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule

from config.vocabulary import PrintState, TicketId
from queue_server.domain.commands import Command, ReportPrint, ReprintTicket


class PapersWalk(RuleBasedStateMachine):
    """Rules of this subject; ``Walk`` has the hall and the rest."""

    ever: set[TicketId]
    ask: Callable[[Command], None]

    @rule(data=st.data(), state=st.sampled_from(PrintState), print_no=st.sampled_from([1, 1, 2]))
    def paper(self, data: st.DataObject, state: PrintState, print_no: int) -> None:
        """Of any ticket ever given, live or of another day, or of none; then more, with its card or another."""
        ticket = data.draw(st.sampled_from([*sorted(self.ever), TicketId("20261120-Z999")]))
        self.ask(ReportPrint(ticket, state, "", print_no))
        card, by = data.draw(st.sampled_from([(None, None), ("wang", None), ("li", None), (None, "lan")]))
        self.ask(ReprintTicket("kiosk-1", ticket, card, by))
