"""Kiosks that ask for one ticket after another, each as soon as it has its answer."""

import threading
import time
import uuid
from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass

from config.wire.link import Link
from config.wire.replies import Reply, TicketGiven
from config.wire.requests import TakeTicket


@dataclass(frozen=True)
class Load:
    """What a run showed: tickets, seconds, and each round trip in milliseconds, sorted."""

    tickets: int
    seconds: float
    round_trips_ms: tuple[float, ...]

    @property
    def per_s(self) -> float:
        """Tickets a second."""
        return self.tickets / self.seconds

    def at(self, share: float) -> float:
        """The round trip that this share of all stays under, in milliseconds."""
        return self.round_trips_ms[min(len(self.round_trips_ms) - 1, int(share * len(self.round_trips_ms)))]


class Kiosk:
    """One kiosk's closed loop; it asks again from the link's own thread, so that no hand-over is measured."""

    def __init__(self, link: Link, services: Sequence[str], tickets: int) -> None:
        self._link = link
        self._services = services
        self._left = tickets
        self._began = 0.0
        self.round_trips: list[float] = []
        self.refused = 0
        self.done = threading.Event()

    def ask(self) -> None:
        """Ask for the next ticket."""
        self._began = time.perf_counter()
        service = self._services[self._left % len(self._services)]
        request = TakeTicket(request_id=uuid.uuid4().hex, kiosk=self._link.address.user, service=service)
        self._link.ask(request).add_done_callback(self._answered)

    def _answered(self, answer: "Future[Reply]") -> None:
        if answer.cancelled():
            return
        self.round_trips.append(time.perf_counter() - self._began)
        self.refused += not isinstance(answer.result(), TicketGiven)
        self._left -= 1
        if self._left > 0:
            self.ask()
        else:
            self.done.set()


def run(links: Sequence[Link], services: Sequence[str], tickets: int, timeout_s: float = 120.0) -> Load:
    """``tickets`` in all, shared between the links. Raises RuntimeError when one was refused or came too late."""
    kiosks = [Kiosk(link, services, tickets // len(links)) for link in links]
    began = time.perf_counter()
    for kiosk in kiosks:
        kiosk.ask()
    for kiosk in kiosks:
        if not kiosk.done.wait(timeout_s):
            raise RuntimeError("a kiosk waits for its ticket in vain")
    seconds = time.perf_counter() - began
    if refused := sum(kiosk.refused for kiosk in kiosks):
        raise RuntimeError(f"{refused} tickets were refused")
    trips = sorted(trip * 1000 for kiosk in kiosks for trip in kiosk.round_trips)
    return Load(len(trips), seconds, tuple(trips))
