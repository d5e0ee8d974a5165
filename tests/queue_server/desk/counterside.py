"""A desk on a table: the real desk, announcer and journal, a wire that only keeps what it is given, clocks by hand."""

import queue
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final, TypeVar

from config.plan import Plan
from config.settings.problems import FilesWrong
from config.vocabulary import CounterId, Role
from config.wire.catalogue import ROW_OF
from config.wire.link import Asked, Inbound, Received
from config.wire.message import Message
from config.wire.replies import Done, Refused, Reply, TicketGiven
from config.wire.requests import Request, TakeTicket
from queue_server.desk.announcer import Announcer
from queue_server.desk.desk import Desk
from queue_server.desk.hall_clock import HallClock
from queue_server.domain.hall import Hall
from queue_server.journal.journal import Journal
from queue_server.journal.record import Record
from tests.queue_server.domain.examples import IDENTITY, NINE, PLAN

PAUSE_S: Final = 0.5
WALL_S: Final = 5.0
BATCH_MAX: Final = 64
M = TypeVar("M", bound=Message)


@dataclass
class Paper:
    """A wire without a broker: requests are laid in, answers and messages pile up, ``log`` keeps the order."""

    log: list[str]
    inbox: "queue.Queue[Inbound]" = field(default_factory=queue.Queue)
    answers: list[tuple[Asked, Reply]] = field(default_factory=list)
    sent: list[Message] = field(default_factory=list)

    def receive(self, timeout_s: float, most: int) -> list[Inbound]:  # noqa: ARG002
        """What was laid in; never waits."""
        return [self.inbox.get_nowait() for _ in range(min(most, self.inbox.qsize()))]

    def flush(self) -> None:
        """Everything has left already."""

    def answer(self, asked: Asked, reply: Reply) -> None:
        """Keep an answer."""
        self.log.append(f"answer {reply.request_id}")
        self.answers.append((asked, reply))

    def send(self, message: Message) -> None:
        """Keep a message."""
        assert Role.SERVER in ROW_OF[type(message)].senders
        self.log.append(type(message).__name__)
        self.sent.append(message)

    def newest(self, kind: type[M], counter: str | None = None) -> M:
        """The newest message of a kind, as a retained picture would show it."""
        found = [m for m in self.sent if isinstance(m, kind) and counter in (None, getattr(m, "counter", None))]
        return found[-1]

    def kinds(self) -> list[str]:
        """What was sent, in order."""
        return [type(message).__name__ for message in self.sent]


class WatchedJournal(Journal):
    """The real journal, telling when something was appended."""

    def __init__(self, url: str, hall: str, log: list[str]) -> None:
        super().__init__(url, hall)
        self._log = log

    def append(self, records: Iterable[Record]) -> None:
        """Append, then tell."""
        held = list(records)
        super().append(held)
        self._log.append(f"append {len(held)}")


class Counterside:
    """One desk with everything around it. ``now`` and ``seconds`` are its clocks, moved by hand."""

    def __init__(
        self, folder: Path, plan: Plan = PLAN, journal: Journal | None = None, *, leaps_doubted: bool = False
    ) -> None:
        self.log: list[str] = []
        self.now = NINE
        self.seconds = 100.0
        self.paper = Paper(self.log)
        self.hall = Hall()
        self.journal = journal or WatchedJournal(f"sqlite:///{folder / 'journal.sqlite3'}", plan.hall, self.log)
        self._plan: Plan | FilesWrong = plan
        self.spoken_for: set[CounterId] = set()
        announcer = Announcer(self.hall, self.paper, lambda: self.seconds, PAUSE_S, WALL_S)
        clock = HallClock(lambda: self.now, lambda: self.seconds) if leaps_doubted else lambda: self.now
        self.desk = Desk(self.journal, self.paper, announcer, self.hall, clock, BATCH_MAX, self)

    def __enter__(self) -> "Counterside":
        self.journal.__enter__()
        self.desk.load(self(), by="mei")
        return self

    def __exit__(self, *_: object) -> None:
        self.journal.__exit__(None, None, None)

    def write_plan(self, plan: Plan | FilesWrong) -> None:
        """The plan's files as they are from now on."""
        self._plan = plan

    def let_in(self, counters: Iterable[CounterId]) -> None:
        """The broker lets in whoever speaks for these."""
        self.spoken_for = set(counters)

    def __call__(self) -> Plan:
        """The plan's files, read."""
        if isinstance(self._plan, FilesWrong):
            raise self._plan
        return self._plan

    def pass_time(self, **span: float) -> None:
        """Both clocks go on."""
        by = timedelta(**span)
        self.now += by
        self.seconds += by.total_seconds()

    def put_clock(self, moment: datetime) -> None:
        """Somebody sets the machine's clock; seconds go on as before."""
        self.now = moment

    def round(self, *items: Inbound) -> list[Reply]:
        """Lay these in as one batch, work once, and give the new answers."""
        before = len(self.paper.answers)
        for item in items:
            self.paper.inbox.put(item)
        if not items:
            self.seconds += WALL_S
        self.desk.work_once()
        return [reply for _, reply in self.paper.answers[before:]]

    def ask(self, *requests: Request) -> list[Reply]:
        """Requests in one batch, and their answers."""
        return self.round(*(asked(request) for request in requests))

    def done(self, *requests: Request) -> None:
        """Requests that must be carried out, one after another."""
        for request in requests:
            (reply,) = self.ask(request)
            assert isinstance(reply, Done), reply

    def take(self, request_id: str, service: str = IDENTITY) -> TicketGiven:
        """A ticket that must be given."""
        (reply,) = self.ask(TakeTicket(request_id=request_id, kiosk="kiosk-1", service=service))
        assert isinstance(reply, TicketGiven), reply
        return reply

    def refused(self, request: Request) -> Refused:
        """A request that must be refused."""
        (reply,) = self.ask(request)
        assert isinstance(reply, Refused), reply
        return reply


def asked(request: Request, waited_s: float = 0.0) -> Received:
    """A request as it comes from the wire, in the inbox for so long already."""
    to = Asked("reply-topic", request.request_id.encode())
    return Received(request, asked=to, came_at=time.monotonic() - waited_s)
