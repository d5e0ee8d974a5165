"""Papers that are under way: each is waited for by the browser that wanted it, and asked again is one paper."""

import asyncio
import threading
from typing import Final

from config.wire.papers.orders import PaperPrinted

KEPT_MAX: Final = 100
"""Outcomes that are kept for a browser that asks again."""


class Orders:
    """Opened on the event loop, answered from the wire's thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._open: dict[str, asyncio.Future[PaperPrinted]] = {}
        self._printed: dict[str, PaperPrinted] = {}

    def begin(self, paper: str) -> asyncio.Future[PaperPrinted]:
        """Before it is sent."""
        with self._lock:
            return self._open.setdefault(paper, asyncio.get_running_loop().create_future())

    def outcome(self, paper: str) -> PaperPrinted | None:
        """Of a paper that was printed already, or was not."""
        with self._lock:
            return self._printed.get(paper)

    def end(self, paper: str) -> None:
        """Nobody waits any more."""
        with self._lock:
            self._open.pop(paper, None)

    def printed(self, what: PaperPrinted) -> None:
        """Any thread."""
        with self._lock:
            self._printed[what.paper] = what
            if len(self._printed) > KEPT_MAX:
                self._printed.pop(next(iter(self._printed)))
            waiting = self._open.get(what.paper)
            if waiting is not None:
                waiting.get_loop().call_soon_threadsafe(_settle, waiting, what)


def _settle(waiting: asyncio.Future[PaperPrinted], what: PaperPrinted) -> None:
    if not waiting.done():
        waiting.set_result(what)
