"""The loop behind the counters: takes what devices and wire bring, and hands on what the bridge makes of it."""

import contextlib
import logging
import queue
import time
from collections.abc import Callable
from typing import Final

from config.counted import Counted
from config.wire.link import Connection, Inbound, Link, Received, Rejected
from config.wire.news import CallNews
from config.wire.pictures import CounterPicture
from devices.asking import Asking
from devices.bridge import Bridge, CallOver, Orders, Unanswered
from devices.clock import Lateness
from devices.events import (
    HEALTH_EVERY_S,
    AskMark,
    DeviceEvent,
    DeviceHealth,
    PrintFinished,
    SayCall,
    ShowFace,
    ShowNumber,
    WithdrawCall,
)
from devices.host import Host
from devices.kinds.call_pad import PadPressed
from devices.kinds.card_reader import CardSeen, CardTrouble
from devices.kinds.code_scanner import CodeScanned
from devices.kinds.evaluator import MarkPressed

REFUSED: Final = "refused_"
"""Before a refusal's code: the name under which a device counts presses that the queue server refused."""
log = logging.getLogger(__name__)

WAIT_S: Final = 0.02
"""How long a turn waits for a press: also the most that a picture waits for its digits."""
TAKEN_MAX: Final = 200
"""Messages taken from the wire in one turn."""


class CountersLoop:
    """One turn after the other, in one thread."""

    def __init__(
        self, host: Host, link: Link, bridge: Bridge, asking: Asking, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._host = host
        self._link = link
        self._bridge = bridge
        self._asking = asking
        self._clock = clock
        self._lateness = Lateness()
        self._told_s = 0.0

    def stop(self) -> None:
        """Stop the devices, and say so."""
        self._host.stop()
        self._tell_health()

    def turn(self, now_s: float) -> None:
        """Wait for a device event, take all that the wire brought meanwhile, then the event; look after open requests.

        So that a press finds the hall as it is: an evaluation may have been opened just before.
        """
        event = self._next_event()
        for inbound in sorted(self._came(), key=_is_call):
            self._hear(inbound)
        if event is not None:
            self._take(event, now_s)
        self._asking.turn(now_s)
        if now_s - self._told_s >= HEALTH_EVERY_S:
            self._told_s = now_s
            self._tell_health()
        for device, code in self._asking.refused:
            self._press_refused(device, f"{REFUSED}{code}")
        self._asking.refused.clear()
        for device in dict.fromkeys(self._asking.given_up):  # a press may be several requests
            self._press_refused(device, Unanswered.NO_REPLY)
        self._asking.given_up.clear()

    def _next_event(self) -> DeviceEvent | None:
        try:
            return self._host.events.get(timeout=WAIT_S)
        except queue.Empty:
            return None

    def _came(self) -> list[Inbound]:
        came: list[Inbound] = []
        with contextlib.suppress(queue.Empty):
            while len(came) < TAKEN_MAX:
                came.append(self._link.inbox.get_nowait())
        return came

    def _take(self, event: DeviceEvent, now_s: float) -> None:
        match event:
            case PadPressed() | MarkPressed():
                self._press(event, now_s)
            case DeviceHealth():
                log.info("%s is %s: %s %s", event.name, event.state, event.trouble, event.detail)
                self._link.send(event.on_wire(self._link.address.user))
            case CardSeen() | CardTrouble() | CodeScanned() | PrintFinished():
                log.warning("%s at the counters: nobody here takes it", type(event).__name__)

    def _press(self, event: PadPressed | MarkPressed, now_s: float) -> None:
        requests = self._bridge.pressed(event)
        if isinstance(requests, Unanswered):
            log.info("a press at %s refused: %s", event.counter, requests)
            self._press_refused(event.device, requests)
            return
        for request in requests:
            self._asking.add(request, now_s, event.device)

    def _press_refused(self, device: str, why: str) -> None:
        """Counted with the device that it came from, and told: a key that nobody answers is a fault to look for."""
        health = self._host.press_refused(device, why)
        if health is not None:
            self._link.send(health.on_wire(self._link.address.user))

    def _hear(self, inbound: Inbound) -> None:
        match inbound:
            case Received(CounterPicture() as picture):
                self._lateness.of(picture.at, self._clock())
                self._show(self._bridge.seen(picture))
            case Received(CallNews() as news):
                self._show(self._bridge.called(news, self._lateness.of(news.at, self._clock())))
            case Connection(up=True):
                self._tell_health()
            case Connection(reason=reason):
                log.warning("no link: %s", reason)
            case Rejected() | Received():
                log.info("from the wire: %s, left aside", type(inbound).__name__)

    def _tell_health(self) -> None:
        for health in self._host.health():
            self._link.send(health.on_wire(self._link.address.user))

    def _show(self, orders: Orders) -> None:
        for order in orders:
            match order:
                case ShowNumber(counter, digits):
                    self._host.show_number(counter, digits)
                case ShowFace(counter, face):
                    self._host.show_face(counter, face)
                case AskMark(counter, wanted):
                    self._host.ask_mark(counter, wanted)
                case SayCall(call):
                    self._host.say_call(call)
                case WithdrawCall(counter, ticket):
                    self._host.withdraw_call(counter, ticket)
                case CallOver(counter):
                    self._host.call_unsaid(counter, Counted.CALL_OVER)


def _is_call(inbound: Inbound) -> bool:
    """Calls after the pictures that came with them: one that is over already is not begun."""
    return isinstance(inbound, Received) and isinstance(inbound.message, CallNews)
