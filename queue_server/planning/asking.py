"""Asks the running server to adopt the plan's files; asked again with the same id until it answers."""

from concurrent.futures import CancelledError
from typing import Final
from uuid import uuid4

from config.settings.installation import Installation
from config.settings.user_names import PLANNER
from config.wire.link import Link
from config.wire.replies import Reply
from config.wire.requests import AdoptPlan

CONNECT_TIMEOUT_S: Final = 5.0
REPLY_TIMEOUT_S: Final = 5.0
TRIES_MAX: Final = 3


class NobodyAnswers(Exception):
    """The server does not answer: nothing was changed, or it was and `./hall plan --diff` shows it."""


def ask_to_adopt(installation: Installation, by: str, why: str) -> Reply:
    """The server's answer. Raises NobodyAnswers."""
    link = Link(installation.settings.hall, installation.address(PLANNER), [])
    request = AdoptPlan(request_id=uuid4().hex, by=by, why=why)
    link.start()
    try:
        if not link.connected.wait(CONNECT_TIMEOUT_S):
            raise NobodyAnswers("the broker can't be reached: is the server running?")
        for _ in range(TRIES_MAX):
            future = link.ask(request)
            try:
                return future.result(REPLY_TIMEOUT_S)
            except (TimeoutError, CancelledError):
                future.cancel()
        raise NobodyAnswers(NobodyAnswers.__doc__)
    finally:
        link.stop()
