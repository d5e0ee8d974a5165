"""The one crossing between threads and the Kivy loop.

One thread decides: everything that happens (touches, cards, messages, answers, time) goes through one bounded queue
into ``flow.step``; its effects are carried out there and then, so that a number is printed without waiting for a frame.
The window only draws the newest state, and is told when there is one.
"""

import logging
import queue
import threading
import time
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final, Protocol, assert_never
from uuid import uuid4
from zoneinfo import ZoneInfo

from config.settings.user_names import SERVER
from config.vocabulary import Language, RequestId
from config.wire.link import Connection, Inbound, Link, Received, Rejected
from config.wire.papers.orders import PrintDaily, PrintReceipt, PrintSlip
from config.wire.pictures import BlockPicture, ServicesPicture
from config.wire.presence import Presence
from config.wire.replies import Done, PersonStanding, Refused, Reply, ReprintGiven, TicketGiven, VisitShown
from config.wire.requests import AskVisit, ReportPrint, ReprintTicket, Request, TakeTicket
from config.wire.topics import filter_of
from devices.kinds.slip import Slip
from kiosk.away.block import Block
from kiosk.away.telling import Telling
from kiosk.flow import effects as e
from kiosk.flow import happenings as h
from kiosk.flow import states as s
from kiosk.flow.idle import leaves_in
from kiosk.flow.step import begin, step
from kiosk.guides import Guide
from kiosk.papers import notice, ordered
from kiosk.pending import PendingWish

log = logging.getLogger(__name__)

HAPPENINGS_MAX: Final = 1_000
TICK_S: Final = 0.1
LOOK_S: Final = 1.0
"""How often the kiosk's own numbers are looked at."""
STOP_S: Final = 2.0
REPORTS_MAX: Final = 100
"""Print reports that may wait for an answer; the oldest is given up, and counted."""


def listens_to(hall: str, kiosk: str) -> list[str]:
    """What a kiosk's link subscribes to."""
    mine = (filter_of(hall, kind, {"kiosk": kiosk}) for kind in (BlockPicture, PrintDaily, PrintReceipt, PrintSlip))
    return [filter_of(hall, ServicesPicture), *mine, filter_of(hall, Presence, {"user": SERVER})]


class Devices(Protocol):
    """Puts a slip on paper and later says ``PrintFinished``, of another paper ``PaperFinished``. Must not block."""

    def start_print(self, effect: e.PrintTicket) -> None:
        """A ticket."""

    def start_paper(self, job: str, slip: Slip) -> None:
        """Another paper."""

    def give_key(self, effect: e.GiveKey) -> None:
        """What opens the passport on the reader."""


@dataclass(frozen=True)
class _Late:
    """When an unanswered request is due again."""

    request: Request
    due: float
    answers: tuple[Future[Reply], ...] = ()


class Station:
    """One kiosk's deciding thread. ``changed`` is called from it whenever there is something new to draw."""

    def __init__(
        self,
        rules: s.Rules,
        link: Link,
        pending: PendingWish,
        block: Block,
        devices: Devices,
        reply_timeout_s: float,
        clock: Callable[[], datetime],
    ) -> None:
        self.rules, self.link, self.pending, self.devices = rules, link, pending, devices
        self.block, self._telling = block, Telling(block, link, reply_timeout_s)
        self._block_looked_at = 0.0
        self._next: h.Happening | None = None
        self.changed: Callable[[], None] = _nobody
        self.state = s.State(s.OutOfOrder(s.Welcome(), 0.0), s.Visit(rules.language))
        self.reports_lost = 0
        self._clock, self._reply_timeout_s = clock, reply_timeout_s
        self._happenings: queue.Queue[h.Happening] = queue.Queue(HAPPENINGS_MAX)
        self._stopping = threading.Event()
        self._asked: _Late | None = None
        self._look: Future[Reply] | None = None
        self._reports: dict[str, _Late] = {}
        self._threads = [
            threading.Thread(target=self._decide, name="kiosk-decide"),
            threading.Thread(target=self._listen, name="kiosk-listen"),
        ]

    def start(self) -> None:
        """Pick up the wish that was in flight at the last stop, then decide."""
        now = time.monotonic()
        self.block.load(self._clock())
        wish = self.pending.load(self._clock())
        begun = begin(self.rules, wish)
        screen = replace(begun.screen, since=now) if isinstance(begun.screen, s.OutOfOrder) else begun.screen
        self.state = replace(begun, screen=screen, now=now, touched_at=now)
        given = self.block.given_for(wish.request.request_id) if wish is not None else None
        if given is not None:  # the power went between the disk and the paper
            self.happened(h.OwnGiven(given))
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Stop deciding; an open wish stays on disk."""
        self._stopping.set()
        for thread in self._threads:
            if thread.is_alive():
                thread.join(STOP_S)

    def touch(self, touch: h.Touch) -> None:
        """From the window."""
        self.happened(touch)

    def happened(self, happening: h.Happening) -> None:
        """From any thread. Waits while the queue is full: nothing is dropped, and the deciding thread is quick."""
        self._happenings.put(happening)

    def _decide(self) -> None:
        tick_at = time.monotonic()
        while not self._stopping.is_set():
            try:
                self._take(self._happenings.get(timeout=max(0.0, tick_at - time.monotonic())))
            except queue.Empty:
                tick_at = time.monotonic() + TICK_S
                self._take(h.Tick(time.monotonic()))
                self._ask_what_is_late(time.monotonic())
                self._look_at_block(time.monotonic())
                if self.state.hall.open:
                    self._telling.step(self._clock())

    def _take(self, happening: h.Happening) -> None:
        before = self.state
        after, effects = step(self.rules, before, happening, RequestId(uuid4().hex))
        for effect in effects:
            self._carry_out(effect)
        self.state = after
        if _drawn(self.rules, after) != _drawn(self.rules, before):
            self.changed()
        following, self._next = self._next, None
        if following is not None:
            self._take(following)

    def _carry_out(self, effect: e.Effect) -> None:
        match effect:
            case e.AskTicket(wish):
                self._keep(wish)
                self._ask(wish.request)
            case e.AskQuestion(ReprintTicket() as request) if self._telling.still_ours(request.ticket):
                self._next = h.ReplyCame(self.block.print_again(request))
            case e.AskAgain(request) | e.AskQuestion(request):
                self._ask(request)
            case e.LookAgain(request):
                self._look_again(request)
            case e.ForgetQuestion(request_id):
                self._stop_asking(request_id)
            case e.GiveKey():
                self.devices.give_key(effect)
            case e.KeepBlock(block):
                self.block.told(block)
                self._block_looked_at = 0.0
            case e.GiveOwn(request):
                self._give_own(request)
            case e.ForgetWish(request_id):
                self._forget(request_id)
            case e.PrintTicket():
                log.info("print of %s started at %.4f", effect.ticket, time.monotonic())
                self.devices.start_print(effect)
            case e.PrintNotice(job, guide, language):
                self._print_notice(job, guide, language)
            case e.PrintOrder(order):
                slip = ordered(order, self.rules, self.state.hall.picture, self._when())
                self.devices.start_paper(order.paper, slip)
            case e.TellPaper(printed):
                self.link.send(printed)
            case e.TellPrint(report):
                self._tell(report)
            case _:
                assert_never(effect)

    def _print_notice(self, job: str, guide: Guide, language: Language) -> None:
        picture = self.state.hall.picture
        hours = picture.hours_today if picture is not None else None
        self.devices.start_paper(job, notice(guide, language, hours, self._when()))

    def _when(self) -> datetime:
        """By the clock of the hall."""
        return self._clock().astimezone(ZoneInfo(self.rules.time_zone))

    def _ask(self, request: Request) -> None:
        """Ask, unless the link is down: then it is asked when it is late. Earlier tries may still answer."""
        due = time.monotonic() + self._reply_timeout_s
        tried = self._asked.answers if self._asked is not None and self._asked.request == request else ()
        if self.link.connected.is_set():
            log.info("request %s sent at %.4f", request.request_id, time.monotonic())
            future = self.link.ask(request)
            tried = (*tried, future)
            future.add_done_callback(self._answered)
        self._asked = _Late(request, due, tried)

    def _look_again(self, request: AskVisit) -> None:
        """One look at a time: what is not answered by the next one is not waited for."""
        if self._look is not None:
            self._look.cancel()
        self._look = self.link.ask(request)
        self._look.add_done_callback(self._answered)

    def _give_own(self, request: TakeTicket) -> None:
        """A number of the kiosk's own; when there is none after all, the server is asked on."""
        given = self.block.give(request, self._clock())
        if given is None:
            self._ask(request)
        else:
            log.info("%s was given while the server was away", given.ticket)
            self._next = h.OwnGiven(given)
        self._block_looked_at = 0.0

    def _look_at_block(self, now: float) -> None:
        """What can be given by itself changes with what was given, with the hours and with the day."""
        if now - self._block_looked_at >= LOOK_S:
            self._block_looked_at = now
            offer = self.block.offer(self._clock())
            if offer != self.state.hall.own:
                self._take(h.OwnChanged(offer))

    def _keep(self, wish: e.Wish) -> None:
        """A full disk must not keep a visitor from a number: only a restart in the middle would lose the id."""
        try:
            self.pending.keep(wish, self._clock())
        except OSError as problem:
            log.error("the wish in flight cannot be kept: %s", problem.strerror)

    def _forget(self, request_id: str) -> None:
        self._stop_asking(request_id)
        self.pending.forget(request_id)

    def _stop_asking(self, request_id: str) -> None:
        if self._asked is not None and self._asked.request.request_id == request_id:
            for future in self._asked.answers:
                future.cancel()
            self._asked = None

    def _answered(self, future: Future[Reply]) -> None:
        """On the link's thread: only passes on."""
        if future.cancelled() or future.exception() is not None:
            return
        reply = future.result()
        if isinstance(reply, TicketGiven | ReprintGiven | Refused | Done | PersonStanding | VisitShown):
            log.info("reply to %s received at %.4f", reply.request_id, time.monotonic())
            self.happened(h.ReplyCame(reply))

    def _tell(self, report: ReportPrint) -> None:
        while len(self._reports) >= REPORTS_MAX:
            self._reports.pop(next(iter(self._reports)))
            self.reports_lost += 1
            log.warning("%d print reports were never answered", self.reports_lost)
        due = time.monotonic() + self._reply_timeout_s
        answers: tuple[Future[Reply], ...] = ()
        if self.link.connected.is_set() and not self.block.is_untold(report.ticket):
            answers = (self.link.ask(report),)
        self._reports[report.request_id] = _Late(report, due, answers)

    def _ask_what_is_late(self, now: float) -> None:
        if self._asked is not None and now >= self._asked.due:
            self._take(h.ReplyLate(self._asked.request.request_id))
        for late in [late for late in self._reports.values() if now >= late.due]:
            self._reports.pop(late.request.request_id)
            answered = any(_settled(future) for future in late.answers)
            for future in late.answers:
                future.cancel()
            if not answered and isinstance(late.request, ReportPrint):
                self._tell(late.request)

    def _listen(self) -> None:
        while not self._stopping.is_set():
            try:
                item = self.link.inbox.get(timeout=TICK_S)
            except queue.Empty:
                continue
            for happening in _read(item):
                self.happened(happening)


def _read(item: Inbound) -> Iterable[h.Happening]:
    """What a message of the wire means here; unreadable ones are named in the log and nothing else."""
    match item:
        case Connection(up, reason):
            log.info("link %s %s", "up" if up else "down", reason)
            yield h.LinkChanged(up)
        case Received(BlockPicture() as block):
            yield h.BlockCame(block)
        case Received(PrintDaily() | PrintReceipt() | PrintSlip() as order):
            yield h.PaperWanted(order)
        case Received(ServicesPicture() as picture):
            yield h.PictureCame(picture)
        case Received(Presence(user=user, online=online)) if user == SERVER:
            log.info("server %s", "up" if online else "down")
            yield h.ServerChanged(online)
        case Received():
            return
        case Rejected(problem):
            log.warning("unreadable at %s: %s", problem.topic, problem.reason)
        case _:
            assert_never(item)


def _settled(report: Future[Reply]) -> bool:
    """Whether a report needs no further asking; one that did not fit into the outbox does."""
    return report.done() and (report.cancelled() or report.exception() is None)


def _drawn(rules: s.Rules, state: s.State) -> s.State:
    """The state as far as the window shows it: seconds count only while the screen counts down."""
    counts = isinstance(state.screen, s.StillThere) or leaves_in(rules, state) is not None
    seconds = float(int(state.now)) if counts else 0.0
    return replace(state, now=seconds, touched_at=0.0)


def _nobody() -> None:
    """Nobody draws yet."""
