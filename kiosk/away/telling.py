"""Tells the server of the numbers that were given while it was away: in order, each until it is answered."""

import logging
import time
from concurrent.futures import Future
from datetime import datetime

from config.vocabulary import RefusalCode
from config.wire.link import Link
from config.wire.replies import Refused, Reply
from kiosk.away.block import Block

log = logging.getLogger(__name__)


class Telling:
    """One number at a time; ``step`` is called now and then by the station's deciding thread."""

    def __init__(self, block: Block, link: Link, reply_timeout_s: float) -> None:
        self._block, self._link, self._reply_timeout_s = block, link, reply_timeout_s
        self._asked: tuple[str, Future[Reply], float] | None = None

    def step(self, now: datetime) -> None:
        """Take the answer, or ask; the same again when there is none in time."""
        if self._asked is not None:
            request_id, future, due = self._asked
            if future.done() and not future.cancelled() and future.exception() is None:
                self._answered(request_id, future.result())
            elif time.monotonic() < due and not future.done():
                return
            future.cancel()
            self._asked = None
        late = self._block.untold()
        if late is not None and self._link.connected.is_set():
            future = self._link.ask(late.request(now))
            self._asked = late.told.request_id, future, time.monotonic() + self._reply_timeout_s

    def still_ours(self, ticket: str) -> bool:
        """Whether the server cannot know this ticket: it was not even asked to."""
        asked = self._asked[0] if self._asked is not None else None
        return self._block.is_untold(ticket, but_not=asked)

    def _answered(self, request_id: str, reply: Reply) -> None:
        """A refusal is the last word too, unless the question only came too late."""
        if isinstance(reply, Refused):
            log.warning("a number given while the server was away is refused: %s", reply.code)
            if reply.code is RefusalCode.EXPIRED:
                return
        self._block.acknowledge(request_id)
