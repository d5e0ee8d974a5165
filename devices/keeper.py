"""Keeps one device alive: its orders, its state, and the life of its driver; begins another life when one hangs.

A device that fails tires nobody but itself: its state becomes *down* with its trouble, the next try comes after a
growing pause, and whatever is ordered meanwhile is answered at once.
"""

import threading
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from config.counted import Counted
from config.settings.plan_files import DeviceSettings
from config.vocabulary import DeviceState, PrintState, Trouble
from devices.drivers.options import Site
from devices.events import DeviceEvent, DeviceHealth, Order, PrintFinished, PrintSlip
from devices.faults import SettingsWrong
from devices.kinds.call_pad import PadPressed, ShowingPad
from devices.kinds.chip_key import TakesKeys
from devices.kinds.driver import Feeling
from devices.kinds.evaluator import AskedEvaluator, MarkPressed
from devices.kinds.sign import Sign
from devices.kinds.speaker import Speaker
from devices.kinds.ticket_printer import PrintOutcome, TicketPrinter
from devices.life import Life
from devices.orders import Orders
from devices.registry import build_driver

STOP_TIMEOUT_S: Final = 6.0
REPLACED_AFTER: Final = 4.0
"""A call that takes so many times as long as it may is not waited for any more."""
LOST_TOLD: Final = timedelta(minutes=1)
"""How long a device whose events found no room says so."""
HUNG_MAX: Final = 3
"""So many drivers of one device may hang at once; then it stays down until one comes back."""


class Keeper:
    """One device; ``tell`` says whether the event was taken."""

    def __init__(
        self, settings: DeviceSettings, site: Site, tell: Callable[[DeviceEvent], bool], clock: Callable[[], datetime]
    ) -> None:
        self.name = settings.name
        self.orders = Orders()
        self.stopping = threading.Event()
        self._settings, self._site = settings, site
        self._tell = tell
        self._clock = clock
        self._lock = threading.Lock()
        self._counted: Mapping[Counted, int] = {}
        self._own: Counter[str] = Counter()
        self._lost_at: datetime | None = None
        self._hung: list[Life] = []
        self._life: Life | None = None
        now, asset = clock(), settings.asset
        starting = DeviceHealth(settings.name, settings.kind, DeviceState.DOWN, Trouble.STARTING, "", now, asset=asset)
        self._health = starting
        try:
            self._life = self._new_life()
        except SettingsWrong as fault:
            self._health = replace(starting, trouble=fault.trouble, detail=str(fault))

    def start(self) -> None:
        """Begin; a device with wrong settings only says so."""
        self._tell(self._health)
        if self._life is not None:
            self._life.start()

    def begin_stop(self) -> None:
        """Ask the thread to end, and wake it."""
        self.stopping.set()
        self.orders.wake()

    def stop(self) -> None:
        """End and let go of the port; every order gets its answer, and the state is *stopped*."""
        self.begin_stop()
        if self._life is not None:
            self._life.join(STOP_TIMEOUT_S)
            self._answer_for(self._life)
        self.feels(Feeling(DeviceState.DOWN, Trouble.STOPPED, "", self._health.identity, self._counted))
        self._refuse_all(Trouble.STOPPED)

    def health(self) -> DeviceHealth:
        """The state now, with fresh counts."""
        with self._lock:
            return replace(self._health, counters=self._counts())

    def trouble(self) -> tuple[Trouble, str]:
        """What is wrong with the device now, and the particulars."""
        with self._lock:
            return self._health.trouble, self._health.detail

    def serves(self, counter: str) -> bool:
        """Whether this device has a call pad with a display at this counter."""
        driver = self._life.driver if self._life is not None else None
        return isinstance(driver, ShowingPad) and counter in driver.counters

    def hangs_over(self, counter: str) -> bool:
        """Whether this device has a sign of this counter."""
        driver = self._life.driver if self._life is not None else None
        return isinstance(driver, Sign) and counter in driver.counters

    def asks_at(self, counter: str) -> bool:
        """Whether this device has an evaluator of this counter that must be asked."""
        driver = self._life.driver if self._life is not None else None
        return isinstance(driver, AskedEvaluator) and counter in driver.counters

    def speaks_for(self, counter: str) -> bool:
        """Whether this device says the calls of this counter."""
        driver = self._life.driver if self._life is not None else None
        return isinstance(driver, Speaker) and (not driver.only_counters or counter in driver.only_counters)

    def prints(self) -> bool:
        """Whether this device is a printer that could work."""
        return self._life is not None and isinstance(self._life.driver, TicketPrinter)

    def takes_keys(self) -> bool:
        """Whether this device reads travel documents."""
        return self._life is not None and isinstance(self._life.driver, TakesKeys)

    def order(self, order: Order) -> None:
        """Have something done; it is answered even if it cannot be."""
        if self._life is None:
            self.refuse(order)
            return
        if not self.orders.give(order):
            self._refuse(order, Trouble.ORDERS_FULL)
        if self.stopping.is_set():
            self._refuse_all(Trouble.STOPPED)

    def look_after(self, after_s: float) -> None:
        """Called so often by the host: a driver that does not come back in time is named, and replaced in the end."""
        life = self._life
        if life is None or self.stopping.is_set():
            return
        overdue = life.silence.looked(after_s)
        if overdue > REPLACED_AFTER:
            self._stuck(DeviceState.DOWN, "the driver did not come back from its work")
            self._hung = [hung for hung in self._hung if hung.is_alive]
            self._answer_for(life)
            self._refuse_all(Trouble.DRIVER_STUCK)
            if len(self._hung) < HUNG_MAX:
                self._begin_again(life)
        elif overdue > 1 and self._health.state is not DeviceState.DOWN:
            self._stuck(DeviceState.WARNING, "the driver takes longer than it may")

    def feels(self, feeling: Feeling) -> None:
        """Remember the state; tell it when it changed."""
        if feeling.state is DeviceState.OK and self._lost_at is not None and self._clock() - self._lost_at < LOST_TOLD:
            feeling = replace(
                feeling, state=DeviceState.WARNING, trouble=Trouble.EVENTS_LOST, detail="nobody takes them"
            )
        with self._lock:
            old = self._health
            same = (old.state, old.trouble, old.detail) == (feeling.state, feeling.trouble, feeling.detail)
            since = old.since if same else self._clock()
            self._counted = feeling.counters
            self._health = new = replace(
                old,
                state=feeling.state,
                trouble=feeling.trouble,
                detail=feeling.detail,
                since=since,
                counters=self._counts(),
                identity=feeling.identity,
                firmware=feeling.firmware or old.firmware,
            )
        if not same or (old.identity, old.firmware) != (new.identity, new.firmware):
            self._site.note(
                self.name, " ".join(filter(None, (new.state, new.trouble.replace(Trouble.NONE, ""), new.detail)))
            )
            self._tell(new)

    def failed(self, trouble: Trouble, detail: str) -> None:
        """The driver failed; what it counted and who it is stays known."""
        if trouble is Trouble.DRIVER_BROKE:
            self.count(Counted.DRIVER_BROKE)
        self.feels(Feeling(DeviceState.DOWN, trouble, detail, self._health.identity, self._counted))

    def say(self, event: DeviceEvent) -> None:
        """Hand an event on, or count its loss."""
        if isinstance(event, MarkPressed | PadPressed):
            event = replace(event, device=self.name)
        if not self._tell(event):
            self.count(Counted.LOST_EVENTS)
            self._lost_at = self._clock()

    def refuse(self, order: Order) -> None:
        """Answer an order that can't be carried out now."""
        self._refuse(order, *self.trouble())

    def count(self, why: str) -> None:
        """Something around the driver: a press that led to nothing, a call that did not reach it, an event lost."""
        with self._lock:
            self._own[why] += 1

    def _counts(self) -> dict[str, int]:
        """What the driver said last, and what was counted around it."""
        return {str(name): many for name, many in self._counted.items()} | self._own

    def _stuck(self, state: DeviceState, detail: str) -> None:
        self.feels(Feeling(state, Trouble.DRIVER_STUCK, detail, self._health.identity, self._counted))

    def _new_life(self) -> Life:
        """Raises SettingsWrong."""
        return Life(self.name, build_driver(self._settings, self._site), self)

    def _begin_again(self, hung: Life) -> None:
        """The hung one gives back its port, if it can."""
        hung.retire()
        self._hung.append(hung)
        self.count(Counted.DRIVER_HUNG)
        threading.Thread(target=hung.driver.close, name=f"port of {self.name}", daemon=True).start()
        self._life = self._new_life()
        self._life.start()

    def _answer_for(self, hung: Life) -> None:
        """A job whose driver does not come back is answered all the same."""
        job = hung.give_up_job()
        if job is not None:
            detail = "the driver hung while printing"
            self.say(PrintFinished(job.job_id, PrintOutcome(PrintState.UNSURE, Trouble.DRIVER_STUCK, detail)))

    def _refuse_all(self, trouble: Trouble) -> None:
        while (order := self.orders.take_once()) is not None:
            self._refuse(order, trouble)

    def _refuse(self, order: Order, trouble: Trouble, detail: str = "") -> None:
        self.count(Counted.ORDERS_REFUSED)
        if isinstance(order, PrintSlip):
            self.say(PrintFinished(order.job_id, PrintOutcome(PrintState.FAILED, trouble, detail)))
