"""What a device is asked to do and has not done yet.

What it should show stands until something newer is to be shown in its place, however often the device goes away
meanwhile; everything else is done once, in the order in which it came.
"""

import threading
import time
from collections import deque
from typing import Final

from devices.events import AskMark, Order, ShowFace, ShowNumber

ORDERS_MAX: Final = 64
"""Of those that are done once; what stands is as much as the device has counters."""
Place = tuple[type[Order], str]


class Orders:
    """Given by the host's thread, taken by the device's own."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._standing: dict[Place, ShowNumber | ShowFace | AskMark] = {}
        self._due: dict[Place, None] = {}
        """Places of what stands and is not shown yet, the longest due first."""
        self._once: deque[Order] = deque()
        self._woken = False

    def give(self, order: Order) -> bool:
        """Have it done; False when there are too many."""
        with self._changed:
            if isinstance(order, ShowNumber | ShowFace | AskMark):
                place = type(order), order.counter
                self._standing[place] = order
                self._due.setdefault(place)
            elif len(self._once) < ORDERS_MAX:
                self._once.append(order)
            else:
                return False
            self._changed.notify()
        return True

    def take(self, wait_s: float = 0.0) -> Order | None:
        """What is to be done next; None when nothing came within ``wait_s`` seconds, or when it was woken."""
        return self._next(wait_s, showing=True)

    def take_once(self, wait_s: float = 0.0) -> Order | None:
        """The same without what stands: that can wait until the device is back."""
        return self._next(wait_s, showing=False)

    def show_again(self) -> None:
        """The device has begun anew: all that stands is due."""
        with self._changed:
            self._due = dict.fromkeys(self._standing)

    def wake(self) -> None:
        """Whoever waits for an order goes on without one, now and from now on."""
        with self._changed:
            self._woken = True
            self._changed.notify()

    def _next(self, wait_s: float, *, showing: bool) -> Order | None:
        until = time.monotonic() + wait_s
        with self._changed:
            while not (self._once or (showing and self._due)):
                left = until - time.monotonic()
                if self._woken or left <= 0:
                    return None
                self._changed.wait(left)
            if self._once:
                return self._once.popleft()
            place = next(iter(self._due))
            del self._due[place]
            return self._standing[place]
