"""Keeps one device alive in a thread of its own: opens its driver, lets it work, and starts it again when it fails.

A device that fails tires nobody but itself: its state becomes *down* with its trouble, the next try comes after a
growing pause, and whatever is ordered meanwhile is answered at once.
"""

import contextlib
import queue
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from config.settings.plan_files import DeviceSettings
from config.vocabulary import DeviceState, PrintState, Trouble
from devices.drivers.options import Site
from devices.events import DeviceEvent, DeviceHealth, Order, PrintFinished, PrintSlip, ShowNumber
from devices.faults import DeviceFault, SettingsWrong
from devices.kinds.call_pad import CallPad
from devices.kinds.driver import Driver, Feeling
from devices.kinds.ticket_printer import PrintOutcome, TicketPrinter
from devices.registry import build_driver

ORDERS_MAX: Final = 64
REST_FIRST_S: Final = 0.5
REST_MAX_S: Final = 5.0
STOP_TIMEOUT_S: Final = 6.0
STUCK_AFTER_S: Final = 30.0
"""Longer than the longest step of any driver."""


class Keeper:
    """One device; ``tell`` says whether the event was taken."""

    def __init__(
        self, settings: DeviceSettings, site: Site, tell: Callable[[DeviceEvent], bool], clock: Callable[[], datetime]
    ) -> None:
        self.name = settings.name
        self._tell = tell
        self._clock = clock
        self._orders: queue.Queue[Order | None] = queue.Queue(ORDERS_MAX)
        self._stopping = threading.Event()
        self._lock = threading.Lock()
        self._rest_s = REST_FIRST_S
        self._turned_s = time.monotonic()
        self._own: Counter[str] = Counter()
        self._driver: Driver[Any] | None = None
        starting = DeviceHealth(settings.name, settings.kind, DeviceState.DOWN, Trouble.STARTING, "", clock())
        self._health = starting
        try:
            self._driver = build_driver(settings, site)
        except SettingsWrong as fault:
            self._health = replace(starting, trouble=fault.trouble, detail=str(fault))
        self._thread = threading.Thread(target=self._run, name=f"device {settings.name}", daemon=True)

    def start(self) -> None:
        """Begin; a device with wrong settings only says so."""
        self._thread.start()

    def begin_stop(self) -> None:
        """Ask the thread to end, and wake it."""
        self._stopping.set()
        with contextlib.suppress(queue.Full):
            self._orders.put_nowait(None)

    def stop(self) -> None:
        """End and let go of the port; every order gets its answer."""
        self.begin_stop()
        if self._thread.is_alive():
            self._thread.join(STOP_TIMEOUT_S)
        self._refuse_orders(Trouble.STOPPED)

    def health(self) -> DeviceHealth:
        """The state now, with fresh counts."""
        with self._lock:
            return replace(self._health, counters={**self._health.counters, **self._own})

    def trouble(self) -> tuple[Trouble, str]:
        """What is wrong with the device now, and the particulars."""
        with self._lock:
            return self._health.trouble, self._health.detail

    def serves(self, counter: str) -> bool:
        """Whether this device has the call pad of this counter."""
        return isinstance(self._driver, CallPad) and counter in self._driver.counters

    def prints(self) -> bool:
        """Whether this device is a printer that could work."""
        return isinstance(self._driver, TicketPrinter)

    def order(self, order: Order) -> None:
        """Have something done; it is answered even if it cannot be."""
        try:
            self._orders.put_nowait(order)
        except queue.Full:
            self._refuse(order, Trouble.ORDERS_FULL)
        if self._stopping.is_set():
            self._refuse_orders(Trouble.STOPPED)

    def look_after(self) -> None:
        """Called now and then by the host: say so when the driver does not come back from its work."""
        if self._driver is not None and time.monotonic() - self._turned_s > STUCK_AFTER_S:
            detail = f"no step has ended for more than {STUCK_AFTER_S:.0f} s"
            self._feels(Feeling(DeviceState.DOWN, Trouble.DRIVER_STUCK, detail))
            self._refuse_orders(Trouble.DRIVER_STUCK)

    def _run(self) -> None:
        self._tell(self._health)
        driver = self._driver
        while driver is not None and not self._stopping.is_set():
            self._live(driver)
            self._rest()
        self._refuse_orders(*self.trouble())

    def _live(self, driver: Driver[Any]) -> None:
        """Work until something fails or the host stops."""
        try:
            driver.open()
            self._feels(driver.feeling())
            while not self._stopping.is_set():
                self._turn(driver)
                self._rest_s = REST_FIRST_S
        except DeviceFault as fault:
            before = self._health
            self._feels(Feeling(DeviceState.DOWN, fault.trouble, str(fault), before.identity, before.counters))
        except Exception as error:
            self._own["driver_broke"] += 1
            self._feels(Feeling(DeviceState.DOWN, Trouble.DRIVER_BROKE, _place(error), self._health.identity))
        finally:
            driver.close()

    def _turn(self, driver: Driver[Any]) -> None:
        """One order or one step, then how the device is."""
        order = self._next_order(driver.pause_s)
        if order is not None:
            self._carry_out(driver, order)
        else:
            for event in driver.step():
                self._say(event)
        self._turned_s = time.monotonic()
        self._feels(driver.feeling())

    def _next_order(self, wait_s: float) -> Order | None:
        try:
            return self._orders.get(timeout=wait_s) if wait_s else self._orders.get_nowait()
        except queue.Empty:
            return None

    def _carry_out(self, driver: Driver[Any], order: Order) -> None:
        match order:
            case PrintSlip(job_id, slip) if isinstance(driver, TicketPrinter):
                outcome = PrintOutcome(PrintState.UNSURE, Trouble.DRIVER_BROKE, "the driver failed while printing")
                try:
                    outcome = driver.print(slip)
                finally:
                    self._say(PrintFinished(job_id, outcome))
            case ShowNumber(counter, digits) if isinstance(driver, CallPad):
                driver.show_number(counter, digits)
            case _:
                self._refuse(order, Trouble.SETTINGS_WRONG, "this device cannot do that")

    def _rest(self) -> None:
        """Pause before the next try, answering orders meanwhile."""
        until = time.monotonic() + self._rest_s
        self._rest_s = min(self._rest_s * 2, REST_MAX_S)
        while not self._stopping.is_set() and (left := until - time.monotonic()) > 0:
            self._turned_s = time.monotonic()
            order = self._next_order(min(left, REST_FIRST_S))
            if order is not None:
                self._refuse(order, *self.trouble())

    def _refuse_orders(self, trouble: Trouble, detail: str = "") -> None:
        while not self._orders.empty():
            if (order := self._next_order(0)) is not None:
                self._refuse(order, trouble, detail)

    def _refuse(self, order: Order, trouble: Trouble, detail: str = "") -> None:
        self._own["orders_refused"] += 1
        if isinstance(order, PrintSlip):
            self._say(PrintFinished(order.job_id, PrintOutcome(PrintState.FAILED, trouble, detail)))

    def _say(self, event: DeviceEvent) -> None:
        if not self._tell(event):
            self._own["lost_events"] += 1

    def _feels(self, feeling: Feeling) -> None:
        """Remember the state; tell it when it changed."""
        if self._own["lost_events"] and feeling.state is DeviceState.OK:
            feeling = replace(
                feeling, state=DeviceState.WARNING, trouble=Trouble.EVENTS_LOST, detail="nobody takes them"
            )
        with self._lock:
            old = self._health
            same = (old.state, old.trouble, old.detail) == (feeling.state, feeling.trouble, feeling.detail)
            since = old.since if same else self._clock()
            counters = {**feeling.counters, **self._own}
            self._health = new = replace(
                old,
                state=feeling.state,
                trouble=feeling.trouble,
                detail=feeling.detail,
                since=since,
                counters=counters,
                identity=feeling.identity,
            )
        if not same or old.identity != new.identity:
            self._tell(new)


def _place(error: BaseException) -> str:
    """The error's type and line. Its words are left out: they could hold what a card said."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else "?"
    return f"{type(error).__name__} at {where}"
