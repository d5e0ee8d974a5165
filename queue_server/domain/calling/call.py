"""One call of a ticket, with all that its sentence needs after the ticket has moved on."""

from datetime import datetime

from config.value import value
from config.vocabulary import CounterId
from queue_server.domain.calling.reason import CallReason
from queue_server.domain.visits.steps import Steps


@value(frozen=True, slots=True)
class Call:
    """``counted_from``, ``steps`` and ``put_back``: of the ticket, as they were then."""

    at: datetime
    counter: CounterId
    reason: CallReason | None
    """None: it was called back from hold, past whoever waited there."""
    counted_from: datetime
    steps: Steps
    put_back: int
    until: datetime | None = None
    """When it left the counter to wait again, or was called back from hold; None: neither happened."""
