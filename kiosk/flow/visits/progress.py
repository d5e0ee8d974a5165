"""Where a visitor sees how the visit stands, and is asked whether to give it up."""

from dataclasses import dataclass
from typing import Final

from config.vocabulary import TicketState
from config.wire.replies import VisitShown

MAY_GIVE_UP: Final = frozenset({TicketState.WAITING, TicketState.HELD, TicketState.CARRIED})
"""At a counter the clerk decides."""
LIVES: Final = frozenset({TicketState.WAITING, TicketState.HELD, TicketState.CALLED, TicketState.SERVING})
"""More comes of it today."""


@dataclass(frozen=True)
class Progress:
    """Where the visit stood when it was asked for; ``asked_at`` is when that was last, in monotonic seconds."""

    visit: VisitShown
    asked_at: float = 0.0

    @property
    def lives(self) -> bool:
        """Whether it can stand elsewhere a moment later."""
        return self.visit.state in LIVES

    @property
    def may_give_up(self) -> bool:
        """Whether the visitor can give the number up here."""
        return self.visit.state in MAY_GIVE_UP


@dataclass(frozen=True)
class GivingUp:
    """Is the visitor sure?"""

    visit: VisitShown
