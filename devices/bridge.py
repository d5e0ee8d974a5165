"""Between the counters' devices and the wire: presses become requests, pictures digits and faces. Pure.

The pads' keys say less than the clerk's page, so some stand for more than one request:

- *next* on a closed or paused counter opens it first; with a visitor at the counter it finishes that one first
  (a visitor who did not come has a key of his own).
- *ask for an evaluation* finishes the service, which opens the evaluation; where the plan wants it, it also invites.
- *pause* pauses, and opens again.
- *transfer* sends the visitor on to the one service that the pad's settings name for this counter.
- *hold* frees the counter while the visitor at it fetches something; *call back* calls whoever was put on hold last.

A visitor's press belongs to one counter and to the evaluation that is open there. One that comes when none is open is
refused here; the second one for the same visitor, and one that is too late by a hair, by the queue server.
"""

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final, assert_never

from config.vocabulary import CounterId, CounterState, Level, RequestId, TicketState
from config.wire.news import CallNews
from config.wire.pictures import CounterPicture
from config.wire.requests import (
    CallAgain,
    CallNext,
    FinishService,
    GiveEvaluation,
    HoldTicket,
    InviteEvaluation,
    MarkNoShow,
    OpenCounter,
    PauseCounter,
    Request,
    ResumeTicket,
    TransferTicket,
)
from devices.events import AskMark, SayCall, ShowFace, ShowNumber, WithdrawCall
from devices.kinds.call_pad import PadKey, PadPressed
from devices.kinds.evaluator import MarkPressed, MarkWanted
from devices.kinds.sign import SignFace, SignMode
from devices.kinds.speaker import CallToSay

PAUSE_REASON: Final = "叫号器暂停 / paused at the call pad"
SAID_KEPT: Final = 64
"""So many calls are remembered, to know the news that the broker brings twice."""


class Unanswered(StrEnum):
    """Why a press leads to nothing; also the name under which its device counts it."""

    NO_PICTURE = "press_before_picture"
    """Nothing is known of the counter yet."""
    OUTSIDE = "press_outside"
    """Nobody was served who could judge."""
    LATE = "press_late"
    """The evaluation is over."""
    DOUBLE = "press_double"
    """The visitor has judged."""
    NO_MESSAGE = "press_without_message"
    """A pad's key that the hall has no use for, or *transfer* where no service is set."""
    NOBODY_HELD = "press_nobody_held"
    """Nobody is on hold who could be called back."""
    NO_REPLY = "press_no_reply"
    """The queue server did not answer while the press mattered, or too many waited for an answer."""


@dataclass(frozen=True)
class CallOver:
    """Nothing to say: the call was over before its news came. The speakers of its counter count it."""

    counter: CounterId


Orders = list[ShowNumber | ShowFace | AskMark | SayCall | WithdrawCall | CallOver]


class Bridge:
    """What is known of each counter, and what follows from a press."""

    def __init__(self, new_id: Callable[[], RequestId]) -> None:
        self._new_id = new_id
        self._pictures: dict[str, CounterPicture] = {}
        self._shown: dict[str, str] = {}
        self._faces: dict[str, SignFace] = {}
        self._wanted: dict[str, MarkWanted | None] = {}
        self._opened: dict[str, str] = {}
        self._judged: dict[str, str] = {}
        """By counter: whose evaluation was opened last, and for whom a mark was sent on last."""
        self._said: deque[tuple[str, datetime]] = deque(maxlen=SAID_KEPT)
        self._calling: dict[str, CallNews] = {}
        """By counter: the call that was handed on last, until it is over."""

    def seen(self, picture: CounterPicture) -> Orders:
        """A counter's new picture: what its pad and its signs have to show, if that changed."""
        self._pictures[picture.counter] = picture
        counter, orders = CounterId(picture.counter), Orders()
        calling = self._calling.get(counter)
        if calling is not None and picture.at >= calling.at and not _calls(picture, calling.ticket):
            orders += self._over(counter)
        digits = picture.ticket.number if picture.ticket else ""
        if self._shown.get(counter) != digits:
            self._shown[counter] = digits
            orders.append(ShowNumber(counter, digits))
        face = face_of(picture)
        if self._faces.get(counter) != face:
            self._faces[counter] = face
            orders.append(ShowFace(counter, face))
        wanted = wanted_of(picture)
        before = self._wanted.get(counter)
        if (before.ticket if before else "") != (wanted.ticket if wanted else ""):
            self._wanted[counter] = wanted
            orders.append(AskMark(counter, wanted))
        if wanted is not None:
            self._opened[counter] = wanted.ticket
        return orders

    def called(self, news: CallNews, age_s: float = 0.0) -> Orders:
        """A call, or one more call: said once, however often its news comes, and not when it is known to be over.

        ``age_s``: how long ago it was called.
        """
        if (news.ticket, news.at) in self._said:
            return []
        self._said.append((news.ticket, news.at))
        counter, name = CounterId(news.counter), news.counter_name
        picture, calling = self._pictures.get(counter), self._calling.get(counter)
        if picture is not None and picture.at > news.at and not _calls(picture, news.ticket):
            return [CallOver(counter)]
        orders = self._over(counter) if calling is not None and calling.ticket != news.ticket else Orders()
        self._calling[counter] = news
        return [*orders, SayCall(CallToSay(news.number, counter, name.zh, name.en, news.ticket, age_s))]

    def _over(self, counter: CounterId) -> Orders:
        return [WithdrawCall(counter, self._calling.pop(counter).ticket)]

    def pressed(self, event: PadPressed | MarkPressed) -> Sequence[Request] | Unanswered:
        """The requests that follow from a press, in order; or why there are none."""
        picture = self._pictures.get(event.counter)
        if picture is None:
            return Unanswered.NO_PICTURE
        match event:
            case MarkPressed(_, level, ticket):
                return self._mark(picture, level, ticket)
            case PadPressed(key=PadKey.TRANSFER, service=service) if service:
                return [self._transfer(picture, service)]
            case PadPressed(_, key):
                return self._key(picture, key)
            case _:
                assert_never(event)

    def _mark(self, picture: CounterPicture, level: Level, asked: str) -> Sequence[Request] | Unanswered:
        """``asked`` is the ticket that the evaluator was asked about, if it is one that is asked."""
        if picture.evaluation is None:
            return self._outside(picture, asked)
        ticket = picture.evaluation.ticket
        if asked not in ("", ticket):
            return Unanswered.LATE
        self._judged[picture.counter] = ticket
        return [GiveEvaluation(request_id=self._new_id(), counter=picture.counter, ticket=ticket, level=level)]

    def _outside(self, picture: CounterPicture, asked: str) -> Unanswered:
        last = asked or self._opened.get(picture.counter)
        if last is None or (picture.ticket is not None and not asked):
            return Unanswered.OUTSIDE
        return Unanswered.DOUBLE if self._judged.get(picture.counter) == last else Unanswered.LATE

    def _transfer(self, picture: CounterPicture, service: str) -> Request:
        return TransferTicket(request_id=self._new_id(), counter=picture.counter, by=_by(picture), service=service)

    def _key(self, picture: CounterPicture, key: PadKey) -> Sequence[Request] | Unanswered:
        counter, by = picture.counter, _by(picture)
        match key:
            case PadKey.CALL_NEXT:
                return self._next(picture, by)
            case PadKey.CALL_AGAIN:
                return [CallAgain(request_id=self._new_id(), counter=counter, by=by)]
            case PadKey.ASK_EVALUATION:
                return self._ask_evaluation(picture, by)
            case PadKey.NO_SHOW:
                return [MarkNoShow(request_id=self._new_id(), counter=counter, by=by)]
            case PadKey.PAUSE if picture.state is CounterState.OPEN:
                return [PauseCounter(request_id=self._new_id(), reason=PAUSE_REASON, counter=counter, by=by)]
            case PadKey.PAUSE:
                return [OpenCounter(request_id=self._new_id(), counter=counter, by=by)]
            case PadKey.HOLD:
                return [HoldTicket(request_id=self._new_id(), counter=counter, by=by)]
            case PadKey.CALL_BACK:
                return self._call_back(picture, by)
            case PadKey.CANCEL | PadKey.TRANSFER | PadKey.STAND_BEHIND_LINE:
                return Unanswered.NO_MESSAGE
            case _:
                assert_never(key)

    def _ask_evaluation(self, picture: CounterPicture, by: str) -> Sequence[Request]:
        """Finishing opens the evaluator, or, where the plan wants it, the invitation, which may come a little later."""
        counter = picture.counter
        wanted: list[Request] = []
        if picture.ticket is not None or picture.invitable is None:
            wanted.append(FinishService(request_id=self._new_id(), counter=counter, by=by))
        if picture.by_invitation:
            wanted.append(InviteEvaluation(request_id=self._new_id(), counter=counter, by=by))
        return wanted

    def _next(self, picture: CounterPicture, by: str) -> Sequence[Request]:
        counter = picture.counter
        before: list[Request] = []
        if picture.state is not CounterState.OPEN:
            before.append(OpenCounter(request_id=self._new_id(), counter=counter, by=by))
        if picture.ticket is not None:
            before.append(FinishService(request_id=self._new_id(), counter=counter, by=by))
        if picture.auto_call and before:
            return before
        return [*before, CallNext(request_id=self._new_id(), counter=counter, by=by)]

    def _call_back(self, picture: CounterPicture, by: str) -> Sequence[Request] | Unanswered:
        """The picture lists whoever is on hold in the order they were put there."""
        if not picture.held:
            return Unanswered.NOBODY_HELD
        newest = picture.held[-1].ticket
        return [ResumeTicket(request_id=self._new_id(), ticket=newest, counter=picture.counter, by=by)]


def _by(picture: CounterPicture) -> str:
    """Whoever is signed in, or the pad."""
    return picture.clerk or f"pad-{picture.counter}"


def _calls(picture: CounterPicture, ticket: str) -> bool:
    """Whether this ticket is being called to the counter: whoever came there need not be called any more."""
    there = picture.ticket
    return there is not None and there.ticket == ticket and there.state is TicketState.CALLED


def wanted_of(picture: CounterPicture) -> MarkWanted | None:
    """Whom an evaluator at this counter asks now."""
    if (open_now := picture.evaluation) is None:
        return None
    window_s = max(1, round((open_now.until - picture.at).total_seconds()))
    return MarkWanted(open_now.ticket, open_now.number, picture.clerk or "", window_s, picture.name.zh)


def face_of(picture: CounterPicture) -> SignFace:
    """Somebody at the counter comes first, then the counter's own state; the pad's reason says nothing to visitors."""
    reason = "" if picture.pause_reason == PAUSE_REASON else picture.pause_reason or ""
    zh, en = picture.name.zh, picture.name.en
    if (ticket := picture.ticket) is not None:
        mode = SignMode.CALLED if ticket.state is TicketState.CALLED else SignMode.SERVING
        return SignFace(mode, ticket.number, zh, en, times_called=ticket.times_called)
    match picture.state:
        case CounterState.CLOSED:
            return SignFace(SignMode.CLOSED, counter_zh=zh, counter_en=en)
        case CounterState.PAUSED:
            return SignFace(SignMode.PAUSED, counter_zh=zh, counter_en=en, reason=reason)
        case CounterState.OPEN:
            return SignFace(SignMode.FREE, counter_zh=zh, counter_en=en)
