"""By which rule one ticket goes before one other at a counter, told from the log of the call that names the first.

A call's log names the rule that decided among all candidates; somebody who was passed asks only about these two.
"""

from datetime import datetime, timedelta

from queue_server.domain.calling.reason import CallReason, CallRule, Candidate
from queue_server.domain.hall import Hall

WHATEVER_THE_KEYS_SAY = (CallRule.PREFERRED, CallRule.LAST_CLASS_TURN)


def between(hall: Hall, reason: CallReason, other: Candidate, *, put_back: bool) -> CallRule | None:
    """``put_back``: nobody came to a call of the other one. None: the order was changed since, the log can't tell."""
    chosen = reason.candidates[0]
    if _key(hall, other) < _key(hall, chosen):
        return reason.rule if reason.rule in WHATEVER_THE_KEYS_SAY else None
    if chosen.rank < other.rank:
        return CallRule.STRICT_CLASS
    if _stands(hall, other) < _stands(hall, chosen):
        return CallRule.OWN_FIRST
    if other.taken_at < chosen.taken_at:
        return CallRule.PUT_BACK if put_back else CallRule.HEAD_START
    return CallRule.FIRST_COME if reason.rule is CallRule.FIRST_COME else CallRule.EARLIEST


def _key(hall: Hall, candidate: Candidate) -> tuple[int, datetime, int, int]:
    """Where it stands at that counter."""
    later = timedelta() if candidate.own else hall.plan.own_first
    return candidate.rank, *_stands(hall, candidate, later)


def _stands(hall: Hall, candidate: Candidate, later: timedelta = timedelta()) -> tuple[datetime, int, int]:
    """Where it stands by time alone."""
    return candidate.counted_from + later, *hall.tickets[candidate.ticket].turn
