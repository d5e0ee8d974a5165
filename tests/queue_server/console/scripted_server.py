"""A queue server on the real link that says what a test tells it to: refusals, odd pictures, no answer at all."""

import queue
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Final

from config.settings.user_names import SERVER
from config.vocabulary import CounterState
from config.wire.appointments import AppointmentRequest
from config.wire.lead import AskDaily
from config.wire.link import Address, Connection, Link, Received
from config.wire.message import Message, Words2
from config.wire.pictures import CounterPicture
from config.wire.presence import Presence
from config.wire.replies import Done, Reply
from config.wire.requests import (
    AskVisit,
    CancelTicket,
    CounterRequest,
    EndWaiting,
    EvaluateVisit,
    ExplainTicket,
    GiveEvaluation,
    OrderReprint,
    PutRight,
    Request,
)
from config.wire.topics import filter_of

HALL: Final = "longli"
MOMENT: Final = datetime(2026, 11, 21, 1, 0, tzinfo=UTC)
WAIT_MAX_S: Final = 10.0
ASKED_FOR: Final[tuple[type[Request], ...]] = (
    *CounterRequest.__subclasses__(),
    CancelTicket,
    ExplainTicket,
    EndWaiting,
    AskVisit,
    EvaluateVisit,
    GiveEvaluation,
    PutRight,
    *AppointmentRequest.__subclasses__(),
    AskDaily,
    OrderReprint,
)
Answer = Callable[[Request], Reply | None]


def done(request: Request) -> Reply | None:
    """Everything works."""
    return Done(request_id=request.request_id, seq=1)


def counter_picture(counter: str, **more: object) -> CounterPicture:
    """An open counter without anybody."""
    values: dict[str, object] = {
        "at": MOMENT,
        "counter": counter,
        "name": Words2(zh="一号", en="One"),
        "state": CounterState.OPEN,
        "clerk": None,
        "pause_reason": None,
        "ticket": None,
        "evaluation": None,
        "last_mark": None,
        "waiting_total": 0,
        "served_today": 0,
    }
    return CounterPicture.model_validate(values | more)


class ScriptedServer:
    """Answers every request of a console by ``answer`` and keeps what was asked in ``asked``."""

    def __init__(self, broker_port: int) -> None:
        self.answer: Answer = done
        self.asked: queue.Queue[Request] = queue.Queue()
        filters = [filter_of(HALL, kind) for kind in ASKED_FOR]
        self._link = Link(HALL, Address("127.0.0.1", broker_port, SERVER, "any"), filters)
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._serve, daemon=True)

    def start(self) -> None:
        """Connect, say that we are here."""
        self._link.start()
        assert self._link.connected.wait(WAIT_MAX_S), "the broker does not answer"
        self._thread.start()
        self.say(Presence(user=SERVER, online=True))

    def stop(self) -> None:
        """Say goodbye."""
        self._stopping.set()
        self._link.inbox.put(Connection(False))
        self._thread.join(WAIT_MAX_S)
        self._link.stop()

    def say(self, message: Message) -> None:
        """Publish, and wait until the broker has it."""
        self._link.send(message)
        assert self._link.wait_sent(WAIT_MAX_S), "the broker does not take it"

    def _serve(self) -> None:
        while not self._stopping.is_set():
            item = self._link.inbox.get()
            if isinstance(item, Received) and isinstance(item.message, Request):
                self.asked.put(item.message)
                reply = self.answer(item.message)
                if reply is not None and item.asked is not None:
                    self._link.answer(item.asked, reply)
