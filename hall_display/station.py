"""The one crossing from the link's thread to the Kivy loop.

A small thread waits for the link's inbox and wakes the loop; the loop folds everything that came into the board. A
message of an ``urgent`` kind is drawn at once, everything else with the next tick, so that a busy hall does not redraw
its screens a hundred times a second. Nothing is dropped here: when the loop is slow the bounded line fills, and
the link's inbox behind it counts what it cannot keep.
"""

import logging
import queue
import threading
from collections.abc import Callable
from typing import Final

from kivy.clock import Clock

from config.wire.link import Connection, Inbound, Link, Received, Rejected
from config.wire.message import Message
from config.wire.news import CallNews
from hall_display import board as boards
from hall_display.board import Board
from hall_display.moment import Now

log = logging.getLogger(__name__)

TICK_S: Final = 0.5
"""Clock, blinking and the age of what is shown follow this beat."""
LINE_MAX: Final = 1_000
"""Messages between the waiting thread and the loop."""
WAIT_S: Final = 1.0
"""How soon the waiting thread sees that it shall end."""


class Station:
    """Folds one link's messages into a board and hands it to ``draw(board, now)`` on the Kivy loop."""

    def __init__(
        self,
        link: Link,
        clock: Callable[[], Now],
        draw: Callable[[Board, Now], None],
        urgent: tuple[type[Message], ...],
    ) -> None:
        self._link = link
        self._clock = clock
        self._draw = draw
        self._urgent = urgent
        self._trouble: str | None = None
        """Why there is no link, as last logged: a broker that stays away is logged once."""
        self._line: queue.Queue[Inbound] = queue.Queue(LINE_MAX)
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._wait, name="link-to-screen", daemon=True)
        self._wake = Clock.create_trigger(self._take, 0)
        self.board = boards.start(clock())

    def start(self) -> None:
        """Draw what is known, connect, and follow."""
        self._tick()
        Clock.schedule_interval(self._tick, TICK_S)
        self._link.start()
        self._thread.start()

    def stop(self) -> None:
        """Leave the loop and the wire."""
        Clock.unschedule(self._tick)
        self._ending.set()
        self._link.stop()
        self._thread.join(2 * WAIT_S)

    def _wait(self) -> None:
        while not self._ending.is_set():
            try:
                self._pass_on(self._link.inbox.get(timeout=WAIT_S))
            except queue.Empty:
                continue

    def _pass_on(self, inbound: Inbound) -> None:
        while not self._ending.is_set():
            try:
                self._line.put(inbound, timeout=WAIT_S)
            except queue.Full:
                continue
            self._wake()
            return

    def _take(self, *_: object) -> None:
        now = self._clock()
        urgent = False
        for _count in range(self._line.qsize()):
            inbound = self._line.get_nowait()
            self.board = boards.fold(self.board, inbound, now)
            urgent = urgent or (isinstance(inbound, Received) and isinstance(inbound.message, self._urgent))
            self._answer_for(inbound, now)
        if urgent:
            self._draw(self.board, now)

    def _answer_for(self, inbound: Inbound, now: Now) -> None:
        """Say that we are here, and leave a trace that latency can be read from. No names are logged."""
        match inbound:
            case Connection(up=True):
                self._trouble = None
                log.info("connected")
            case Connection(reason=reason) if reason != self._trouble:
                self._trouble = reason
                log.warning("not connected: %s", reason)
            case Received(message=CallNews() as call):
                log.info(
                    "call on the board number=%s counter=%s times=%d monotonic_s=%.6f",
                    call.number,
                    call.counter,
                    call.times_called,
                    now.monotonic_s,
                )
            case Rejected(problem=problem):
                log.warning("unreadable, %d so far: %s: %s", self.board.dropped, problem.topic, problem.reason)
            case Received() | Connection():
                pass

    def _tick(self, *_: object) -> None:
        self._draw(self.board, self._clock())
