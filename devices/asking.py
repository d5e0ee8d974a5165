"""Requests that wait for their answer: asked again with the same id until one comes or they are too old to matter.

Nothing is asked while the link is down: what waited in an outbox would be carried out long after the press.
Pure but for the ``ask`` it is given and the chance of ``new_id``; time is an argument.
"""

import logging
import secrets
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Final

from config.vocabulary import RefusalCode, RequestId
from config.wire.catalogue import REQUEST_EXPIRY_S, ROW_OF
from config.wire.replies import Refused, Reply
from config.wire.requests import Request

log = logging.getLogger(__name__)

OPEN_MAX: Final = 1_000
REQUEST_ID_BYTES: Final = 12


def new_id() -> RequestId:
    """By chance, and long enough to be the only one."""
    return RequestId(secrets.token_urlsafe(REQUEST_ID_BYTES))


@dataclass
class Open:
    """One request on its way."""

    request: Request
    until_s: float
    device: str = ""
    answer: Future[Reply] | None = None
    asked_s: float = 0.0


class Asking:
    """All open requests of one process, oldest first."""

    def __init__(
        self, ask: Callable[[Request], Future[Reply]], connected: Callable[[], bool], reply_timeout_s: float
    ) -> None:
        self._ask = ask
        self._connected = connected
        self._reply_timeout_s = reply_timeout_s
        self._open: list[Open] = []
        self.given_up: list[str] = []
        """The devices that the presses came from that nobody answered, since somebody took them from here."""
        self.refused: list[tuple[str, RefusalCode]] = []
        """What the server refused since somebody took it from here: the device that it came from, and the reason."""

    def add(self, request: Request, now_s: float, device: str = "") -> None:
        """Ask for a press on a device; too many open ones push nothing out, the new one is refused and counted."""
        if len(self._open) >= OPEN_MAX:
            self._give_up(request, device, "too many requests are open")
            return
        expiry_s = ROW_OF[type(request)].expiry_s or REQUEST_EXPIRY_S
        self._open.append(Open(request, now_s + expiry_s, device))
        self.turn(now_s)

    def turn(self, now_s: float) -> None:
        """Look at the answers; ask again what was not answered in time."""
        still: list[Open] = []
        for each in self._open:
            if each.answer is not None and _came(each.answer):
                self._answered(each, each.answer.result())
            elif now_s >= each.until_s:
                _forget(each)
                self._give_up(each.request, each.device, "no answer in time")
            else:
                self._ask_when_due(each, now_s)
                still.append(each)
        self._open = still

    @property
    def waiting(self) -> int:
        """How many wait for an answer."""
        return len(self._open)

    def _ask_when_due(self, each: Open, now_s: float) -> None:
        due = each.answer is None or now_s - each.asked_s >= self._reply_timeout_s
        if due and self._connected():
            _forget(each)
            each.answer, each.asked_s = self._ask(each.request), now_s

    def _answered(self, each: Open, reply: Reply) -> None:
        if isinstance(reply, Refused):
            self.refused.append((each.device, reply.code))
            log.info("%s refused: %s", type(each.request).__name__, reply.code)

    def _give_up(self, request: Request, device: str, why: str) -> None:
        self.given_up.append(device)
        log.warning("%s given up: %s", type(request).__name__, why)


def _came(answer: Future[Reply]) -> bool:
    """Whether the server answered; a request that did not fit into the outbox is asked again."""
    return answer.done() and not answer.cancelled() and answer.exception() is None


def _forget(each: Open) -> None:
    """An answer that comes too late is not waited for any more."""
    if each.answer is not None:
        each.answer.cancel()
