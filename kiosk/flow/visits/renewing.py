"""Where a visit stands is asked anew while somebody looks at it: people ahead count down, and a call shows."""

from dataclasses import replace
from typing import Final

from config.vocabulary import RequestId
from config.wire.replies import VisitShown
from config.wire.requests import AskVisit
from kiosk.flow import effects as e
from kiosk.flow import states as s
from kiosk.flow.effects import Step
from kiosk.flow.visits.progress import Progress

LOOK_AGAIN_S: Final = 3.0
"""A call shows within this time; also how long an answer that was lost is waited for."""


def look_again(state: s.State, fresh: RequestId) -> Step:
    """Time went on. Nobody touched anything: the time until the visitor is asked for goes on too."""
    screen = state.screen
    if not isinstance(screen, Progress) or not (screen.lives and state.hall.open):
        return state, ()
    if state.now - screen.asked_at < LOOK_AGAIN_S:
        return state, ()
    request = AskVisit(request_id=fresh, ticket=screen.visit.ticket)
    return replace(state, screen=replace(screen, asked_at=state.now)), (e.LookAgain(request),)


def seen(state: s.State, screen: Progress, visit: VisitShown) -> s.State:
    """The answer; that to an earlier visitor's look changes nothing."""
    if visit.ticket != screen.visit.ticket:
        return state
    return replace(state, screen=replace(screen, visit=visit))
