"""The console's place on the wire: asks the queue server, mirrors its pictures, knows whether both are there."""

import asyncio
import logging
import threading
from dataclasses import replace
from typing import Final

from config.settings.user_names import SERVER
from config.vocabulary import Trouble
from config.wire.link import Connection, Inbound, Link, OutboxFull, Received, Rejected
from config.wire.message import Message
from config.wire.papers.orders import PaperOrder, PaperPrinted
from config.wire.pictures import (
    BadMarksPicture,
    CallsPicture,
    CounterPicture,
    CountersPicture,
    ServicesPicture,
    WaitingPicture,
    WallPicture,
)
from config.wire.presence import Health, Presence
from config.wire.replies import Reply
from config.wire.requests import Request
from config.wire.topics import filter_of
from queue_server.console.counters.desks import of_picture
from queue_server.console.mirror import LinkState, Mirror
from queue_server.console.printing.orders import Orders
from queue_server.console.problems import ProblemCode, TurnedAway

log = logging.getLogger(__name__)

ASKING_MAX: Final = 200
"""Requests of all browsers that wait for an answer at once."""
STOP_WAIT_S: Final = 2.0
PAPER_WAIT_S: Final = 8.0
"""Less than browsers wait; one that asks again with the same id is told what came of it meanwhile."""
LISTENS_TO: Final = (
    CounterPicture,
    CountersPicture,
    WaitingPicture,
    WallPicture,
    BadMarksPicture,
    ServicesPicture,
    CallsPicture,
    Health,
    Presence,
    PaperPrinted,
)


def filters(hall: str) -> list[str]:
    """What the console's link subscribes to."""
    return [filter_of(hall, kind) for kind in LISTENS_TO]


class Wire:
    """Owns the link. Its thread reads the inbox; ``ask`` runs on the event loop."""

    def __init__(self, link: Link, mirror: Mirror, reply_timeout_s: float, reply_tries_max: int) -> None:
        self.mirror = mirror
        self._link = link
        self._reply_timeout_s = reply_timeout_s
        self._reply_tries_max = reply_tries_max
        self._asking = 0
        self._orders = Orders()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._read, name="console-inbox", daemon=True)

    def start(self) -> None:
        """Connect in the background."""
        self._thread.start()
        self._link.start()

    def stop(self) -> None:
        """Say goodbye, end the thread."""
        self._link.stop()
        self._stopping.set()
        self._link.inbox.put(Connection(False, "stopped"))
        self._thread.join(STOP_WAIT_S)

    async def ask(self, request: Request) -> Reply:
        """The server's answer; the same request is asked again when none comes in time. Raises TurnedAway."""
        if self._asking >= ASKING_MAX:
            raise TurnedAway(ProblemCode.TOO_BUSY)
        self._asking += 1
        try:
            for _ in range(self._reply_tries_max):
                # What is published with the broker away would be carried out whenever it comes back.
                if not self._link.connected.is_set():
                    raise TurnedAway(ProblemCode.BROKER_AWAY)
                try:
                    async with asyncio.timeout(self._reply_timeout_s):
                        return await asyncio.wrap_future(self._link.ask(request))
                except TimeoutError:
                    log.warning("no answer within %s s: %s", self._reply_timeout_s, type(request).__name__)
                except OutboxFull as full:
                    raise TurnedAway(ProblemCode.TOO_BUSY) from full
            raise TurnedAway(ProblemCode.NO_ANSWER)
        finally:
            self._asking -= 1

    async def print_paper(self, order: PaperOrder) -> PaperPrinted:
        """What became of the paper at the kiosk. Raises TurnedAway when nothing is heard."""
        if not self._link.connected.is_set():
            raise TurnedAway(ProblemCode.BROKER_AWAY)
        if (known := self._orders.outcome(order.paper)) is not None:
            return known
        waiting = self._orders.begin(order.paper)
        try:
            if not self._link.send(order):
                raise TurnedAway(ProblemCode.TOO_BUSY)
            async with asyncio.timeout(PAPER_WAIT_S):
                return await asyncio.shield(waiting)
        except TimeoutError as silence:
            raise TurnedAway(ProblemCode.NO_ANSWER) from silence
        finally:
            self._orders.end(order.paper)

    def tell(self, message: Message) -> bool:
        """Publish what nobody answers; kept while the broker is away. False when there is no room for it."""
        return self._link.send(message)

    def _read(self) -> None:
        while not self._stopping.is_set():
            self._take(self._link.inbox.get())

    def _take(self, item: Inbound) -> None:
        match item:
            case Connection(up=True):
                log.info("connected to the broker")
                self.mirror.set_state(replace(self.mirror.state, broker=True, trouble=Trouble.NONE))
            case Connection():
                away = LinkState(trouble=item.trouble)
                if self.mirror.state != away:
                    log.warning("broker away: %s", item.reason)
                self.mirror.set_state(away)
            case Received(message=Presence() as presence):
                if presence.user == SERVER:
                    self.mirror.set_state(replace(self.mirror.state, server=presence.online))
                self.mirror.put(presence)
            case Received(message=PaperPrinted() as printed):
                self._orders.printed(printed)
            case Received(message=CountersPicture() as picture):
                self.mirror.desks = of_picture(picture)
            case Received():
                self.mirror.put(item.message)
            case Rejected():
                log.info("unreadable: %s: %s", item.problem.topic, item.problem.reason)
