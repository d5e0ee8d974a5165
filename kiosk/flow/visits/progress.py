"""Where a visitor sees how the visit stands, and is asked whether to give it up."""

from dataclasses import dataclass
from typing import Final

from config.vocabulary import TicketState
from config.wire.replies import VisitShown

MAY_GIVE_UP: Final = frozenset({TicketState.WAITING, TicketState.HELD, TicketState.CARRIED})
"""At a counter the clerk decides."""


@dataclass(frozen=True)
class Progress:
    """Where the visit stood when it was asked for."""

    visit: VisitShown

    @property
    def may_give_up(self) -> bool:
        """Whether the visitor can give the number up here."""
        return self.visit.state in MAY_GIVE_UP


@dataclass(frozen=True)
class GivingUp:
    """Is the visitor sure?"""

    visit: VisitShown
