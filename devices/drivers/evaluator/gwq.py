"""GWQ counter device of JoyUsing (捷宇高拍仪评价器) over the web socket of its maker's driver.

Device: counter terminal with a screen that asks the visitor; it stays dark until it is asked.
Settings: port = "tcp:127.0.0.1:1919" where the maker's driver runs on the same computer, else that computer's address.
Options: counters = {"1" = "z01"} (the one counter where it stands); teller_name = "clerk" and teller_no = "counter" say
    what stands in the maker's fields: clerk (the account that is signed in; the counter's name where nobody is),
    counter (as in the plan, "z01"), counter_name ("综合1号窗口"), ticket ("A001") or none; same_key_quiet_s as for the
    other evaluators.
Example: kind = "evaluator", driver = "gwq", port = "tcp:10.0.3.21:1919", [device.options] counters = {"1" = "z01"}.
Bytes: JSON texts: {"type":10,"TellerName":…,"TellerNo":…,"TellerPhoto":"","Timeout":60} asks, {"type":2} takes it
    back; {"type":10,"ret":0,"EvaluatorLevel":1} is the mark: 1 very satisfied, 2 satisfied, 3 average, 4 very
    dissatisfied; ret -2 nobody pressed, -9 taken back, others are faults. The answer names nobody, so the next visitor
    is asked about only when the one before has an answer, or two seconds after that one was taken back.
Document: the maker's description of ws://localhost:1919. What TellerNo and TellerName hold it does not say: as a rule
    the number of the post or clerk, and a name; so they are options. Not used: its other types (cards, signatures,
    files); its photo of the clerk stays empty.
Tried: twin only (devices/simulated/evaluators/gwq_twin.py).
"""

import time
from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import Annotated, Final

from pydantic import Field

from config.counted import Counted
from config.settings.plan_files import DeviceSettings
from config.vocabulary import CounterId, DeviceState, Trouble
from devices.drivers.options import Site, read_options
from devices.drivers.presses.counting import Address, CounterName, Pressed, Presses, PressOptions
from devices.faults import SettingsWrong
from devices.frames.evaluators.gwq import CANCELLED, DONE, TIMED_OUT, GwqAnswer, ask_text, cancel_text, read_answer
from devices.kinds.driver import Feeling
from devices.kinds.evaluator import MarkWanted
from devices.ports.address import TcpAddress
from devices.ports.web_socket_port import WebSocketPort

WAIT_S: Final = 0.05
"""How long a step listens; also the most that an order waits."""
CANCEL_WAIT_S: Final = 2.0
GRACE_S: Final = 5.0
"""So much later than its own time the device may answer; then it is silent."""


class TellerField(StrEnum):
    """What can stand in a field of the maker's about the teller."""

    CLERK = "clerk"
    COUNTER = "counter"
    COUNTER_NAME = "counter_name"
    TICKET = "ticket"
    NONE = "none"


class GwqOptions(PressOptions):
    """Where it stands, and what it is told of who served."""

    counters: Annotated[dict[Address, CounterName], Field(min_length=1, max_length=1)]
    teller_name: TellerField = TellerField.CLERK
    teller_no: TellerField = TellerField.COUNTER


class Gwq:
    """Asks about one visitor at a time."""

    pause_s = 0.0
    """None: a step waits for the device itself."""

    def __init__(self, settings: DeviceSettings, site: Site, clock: Callable[[], float] = time.monotonic) -> None:
        options = read_options(GwqOptions, settings.options)
        address = site.address(settings)
        if not isinstance(address, TcpAddress):
            raise SettingsWrong("this driver needs a tcp: port")
        self._counter = CounterId(next(iter(options.counters.values())))
        self._teller_name, self._teller_no = options.teller_name, options.teller_no
        self.counters = frozenset({self._counter})
        self._presses = Presses(options, clock)
        self._clock = clock
        self._port = WebSocketPort(address)
        self._wanted: MarkWanted | None = None
        self._asked: MarkWanted | None = None
        self._until_s = self._settled_s = 0.0
        """When it should have answered; and until when it may still answer what it was asked before we came."""
        self._taken_back = False
        self._heard = False
        """Whether it said anything since it was asked."""
        self._ended = ""
        """The last ticket that has its answer: it is not asked about again."""
        self._complaint = ""

    def open(self) -> None:
        """Connect, and let be whatever it was asked before. Raises PortGone."""
        self._asked = self._wanted = None
        self._ended = self._complaint = ""
        self._presses.forget()
        self._port.open()
        self._port.write(cancel_text())
        self._settled_s = self._clock() + CANCEL_WAIT_S

    def ask_mark(self, counter: CounterId, wanted: MarkWanted | None) -> None:
        """Remember whom to ask about; the next step does."""
        if counter == self._counter:
            self._wanted = wanted

    def step(self) -> Sequence[Pressed]:
        """Ask or take back what is due, and hear the answer. Raises PortGone."""
        self._keep_up()
        text = self._port.read(WAIT_S)
        if text is None:
            return []
        self._heard = True
        try:
            answer = read_answer(text)
        except ValueError:
            self._presses.counts[Counted.NOT_UNDERSTOOD] += 1
            return []
        return self._answered(answer) if answer is not None else []

    def feeling(self) -> Feeling:
        """A warning while it answers with faults, or not at all."""
        counts = dict(self._presses.counts)
        if self._complaint:
            return Feeling(DeviceState.WARNING, Trouble.NO_ANSWER, self._complaint, counters=counts)
        return Feeling(DeviceState.OK, counters=counts)

    def close(self) -> None:
        """Disconnect."""
        self._port.close()

    def _keep_up(self) -> None:
        """What the device is asked follows what is wanted."""
        now, wanted = self._clock(), self._wanted
        if self._asked is not None and now > self._until_s:
            if not (self._taken_back and self._heard):
                self._complaint = "asked for a mark, it does not answer"
                self._presses.counts[Counted.NO_ANSWER] += 1
            self._end()
        if self._asked is None:
            if wanted is not None and wanted.ticket != self._ended and now >= self._settled_s:
                name, number = self._told(self._teller_name, wanted), self._told(self._teller_no, wanted)
                self._port.write(ask_text(name, number, wanted.window_s))
                self._asked, self._until_s = wanted, now + wanted.window_s + GRACE_S
                self._taken_back = self._heard = False
        elif not self._taken_back and (wanted is None or wanted.ticket != self._asked.ticket):
            self._port.write(cancel_text())
            self._taken_back, self._until_s = True, now + CANCEL_WAIT_S

    def _told(self, field: TellerField, wanted: MarkWanted) -> str:
        match field:
            case TellerField.CLERK:
                return wanted.clerk or wanted.counter_zh
            case TellerField.COUNTER:
                return self._counter
            case TellerField.COUNTER_NAME:
                return wanted.counter_zh
            case TellerField.TICKET:
                return wanted.number
            case TellerField.NONE:
                return ""

    def _answered(self, answer: GwqAnswer) -> Sequence[Pressed]:
        asked = self._asked
        if asked is None:
            self._settled_s = 0.0
            self._presses.counts[Counted.UNASKED] += 1
            return []
        self._end()
        self._complaint = ""
        if answer.level is not None:
            return self._presses.pressed(self._counter, answer.level, asked.ticket)
        if answer.ret in (TIMED_OUT, CANCELLED):
            self._presses.counts[Counted.NOBODY_PRESSED] += 1
        elif answer.ret == DONE:
            self._presses.counts[Counted.UNKNOWN_KEY] += 1
        else:
            self._presses.counts[Counted.FAULTS] += 1
            self._complaint = answer.words
        return []

    def _end(self) -> None:
        if self._asked is not None:
            self._ended = self._asked.ticket
        self._asked = None
