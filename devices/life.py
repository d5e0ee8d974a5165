"""One driver at work in a thread of its own: opened, stepped, given its orders, opened again when it failed.

A driver that hangs can't be ended from outside. So a life can be retired: what it still brings is thrown away, and when
its driver comes back at last, it lets go of the port and ends.
"""

import threading
import time
from pathlib import Path
from typing import Any, Final, Protocol

from config.vocabulary import PrintState, Trouble
from devices.events import (
    AskMark,
    DeviceEvent,
    Order,
    PrintFinished,
    PrintSlip,
    SayCall,
    ShowFace,
    ShowNumber,
    TakeKey,
    WithdrawCall,
)
from devices.faults import DeviceFault
from devices.kinds.call_pad import ShowingPad
from devices.kinds.chip_key import TakesKeys
from devices.kinds.driver import Driver, Feeling, Unhurried
from devices.kinds.evaluator import AskedEvaluator
from devices.kinds.sign import Sign
from devices.kinds.speaker import Speaker
from devices.kinds.ticket_printer import PrintOutcome, TicketPrinter
from devices.orders import Orders

REST_FIRST_S: Final = 0.5
REST_MAX_S: Final = 1.5
"""A device that is well again has to be seen within three seconds, greeting included."""

CALL_MAX_S: Final = 2.5
"""No call of a driver takes longer, except opening and printing, and those of a driver that says so (``Unhurried``)."""
SLOW_MAX_S: Final = 8.0
"""Opening and printing: a name server that is away, a picture that goes down a slow line."""
STEP_AT_LEAST_EVERY_S: Final = 0.5
"""Only a step finds out that a device went away: one that always has orders would never be known to be gone."""


class Owner(Protocol):
    """Who keeps the device; called from the life's thread."""

    orders: Orders
    stopping: threading.Event

    def feels(self, feeling: Feeling) -> None:
        """How the device is now."""

    def failed(self, trouble: Trouble, detail: str) -> None:
        """The driver failed and will be opened again."""

    def say(self, event: DeviceEvent) -> None:
        """What the device brought."""

    def refuse(self, order: Order) -> None:
        """An order came while the device is down."""


class Silence:
    """How long one call takes, as far as regular looks can tell.

    A program or a machine that is held up as a whole holds up the looks too, so that no driver is blamed for it.
    """

    def __init__(self) -> None:
        self._calls = self._looked_at = 0
        self._still_s = 0.0
        self._may_s = SLOW_MAX_S

    def begins(self, may_take_s: float) -> None:
        """One call has ended, another begins."""
        self._calls += 1
        self._may_s = may_take_s

    def looked(self, after_s: float) -> float:
        """Looked again after so long: how many times as long as it may the call takes by now."""
        calls = self._calls
        self._still_s = self._still_s + after_s if calls == self._looked_at else 0.0
        self._looked_at = calls
        return self._still_s / self._may_s


class Life:
    """From the first opening to the host's end, or until it is retired."""

    def __init__(self, name: str, driver: Driver[Any], owner: Owner) -> None:
        self.driver = driver
        self._owner = owner
        self._rest_s = REST_FIRST_S
        self.silence = Silence()
        self._call_max_s = driver.call_max_s if isinstance(driver, Unhurried) else CALL_MAX_S
        self._turned_s = self._stepped_s = time.monotonic()
        self._lock = threading.Lock()
        self._retired = False
        self._in_hand: PrintSlip | None = None
        self._thread = threading.Thread(target=self._run, name=f"device {name}", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def join(self, timeout_s: float) -> None:
        """Wait for the end."""
        if self._thread.is_alive():
            self._thread.join(timeout_s)

    @property
    def is_alive(self) -> bool:
        """Whether the thread has not come to its end."""
        return self._thread.is_alive()

    def retire(self) -> None:
        """Nothing that this life brings counts any more."""
        with self._lock:
            self._retired = True

    def give_up_job(self) -> PrintSlip | None:
        """The print job that it has not answered, to be answered by whoever asks."""
        with self._lock:
            job, self._in_hand = self._in_hand, None
        return job

    def _run(self) -> None:
        while self._goes_on():
            self._live()
            self._rest()

    def _goes_on(self) -> bool:
        return not self._retired and not self._owner.stopping.is_set()

    def _live(self) -> None:
        """Work until something fails, the host stops, or another life took over."""
        driver = self.driver
        try:
            self.silence.begins(SLOW_MAX_S)
            driver.open()
            self._owner.orders.show_again()
            self._feels()
            while self._goes_on():
                self._turn()
                self._rest_s = REST_FIRST_S
        except DeviceFault as fault:
            self._failed(fault.trouble, str(fault))
        except Exception as error:
            self._failed(Trouble.DRIVER_BROKE, _place(error))
        finally:
            driver.close()

    def _turn(self) -> None:
        """One order or one step, then how the device is; a step too when orders left no time for one."""
        pause_s = self.driver.pause_s
        self.silence.begins(pause_s + CALL_MAX_S)
        order = self._owner.orders.take(pause_s)
        self.silence.begins(self._call_max_s)
        if order is not None:
            self._carry_out(order)
            self._felt()
        if order is None or self._turned_s - self._stepped_s >= STEP_AT_LEAST_EVERY_S:
            for event in self.driver.step():
                self.silence.begins(self._call_max_s)  # where nobody takes events, each one waits for room
                self._say(event)
            self._felt()
            self._stepped_s = self._turned_s

    def _felt(self) -> None:
        self._turned_s = time.monotonic()
        self.silence.begins(self._call_max_s if self._in_hand is None else SLOW_MAX_S)
        self._feels()

    def _carry_out(self, order: Order) -> None:
        match order:
            case PrintSlip() if isinstance(self.driver, TicketPrinter):
                self._print(order, self.driver)
            case ShowNumber(counter, digits) if isinstance(self.driver, ShowingPad):
                self.driver.show_number(counter, digits)
            case ShowFace(counter, face) if isinstance(self.driver, Sign):
                self.driver.show_face(counter, face)
            case TakeKey(key) if isinstance(self.driver, TakesKeys):
                self.driver.take_key(key)
            case AskMark(counter, wanted) if isinstance(self.driver, AskedEvaluator):
                self.driver.ask_mark(counter, wanted)
            case SayCall(call) if isinstance(self.driver, Speaker):
                self.driver.say_call(call)
            case WithdrawCall(counter, ticket) if isinstance(self.driver, Speaker):
                self.driver.withdraw_call(counter, ticket)
            case _:
                self._owner.refuse(order)

    def _print(self, job: PrintSlip, printer: TicketPrinter) -> None:
        """Exactly one answer: here, or by whoever has it given up meanwhile."""
        outcome = PrintOutcome(PrintState.UNSURE, Trouble.DRIVER_BROKE, "the driver failed while printing")
        self._in_hand = job
        self.silence.begins(SLOW_MAX_S)
        try:
            outcome = printer.print(job.slip, self._felt)
        finally:
            if self.give_up_job() is not None:
                self._owner.say(PrintFinished(job.job_id, outcome))

    def _rest(self) -> None:
        """Pause before the next try, answering meanwhile what can't wait for it."""
        until = time.monotonic() + self._rest_s
        self._rest_s = min(self._rest_s * 2, REST_MAX_S)
        while self._goes_on() and (left := until - time.monotonic()) > 0:
            self.silence.begins(REST_FIRST_S + CALL_MAX_S)
            order = self._owner.orders.take_once(min(left, REST_FIRST_S))
            if order is not None:
                self._owner.refuse(order)

    def _feels(self) -> None:
        feeling = self.driver.feeling()
        with self._lock:
            if not self._retired:
                self._owner.feels(feeling)

    def _failed(self, trouble: Trouble, detail: str) -> None:
        with self._lock:
            if not self._retired:
                self._owner.failed(trouble, detail)

    def _say(self, event: DeviceEvent) -> None:
        if not self._retired:
            self._owner.say(event)


def _place(error: BaseException) -> str:
    """The error's type and line. Its words are left out: they could hold what a card said."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else "?"
    return f"{type(error).__name__} at {where}"
