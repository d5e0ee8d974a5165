"""Between the counters' devices and the wire: presses become requests, pictures digits and faces. Pure.

The pads' keys say less than the clerk's page, so some stand for more than one request:

- *next* on a closed or paused counter opens it first; with a visitor at the counter it finishes that one first
  (a visitor who did not come has a key of his own).
- *ask for an evaluation* finishes the service, which opens the evaluation; where the plan wants it, it also invites.
- *pause* pauses, and opens again.
- *hold* frees the counter while the visitor at it fetches something; *call back* calls whoever was put on hold last.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Final, assert_never

from config.vocabulary import CounterId, CounterState, Level, RequestId, TicketState
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
)
from devices.events import ShowFace, ShowNumber
from devices.kinds.call_pad import PadKey, PadPressed
from devices.kinds.evaluator import MarkPressed
from devices.kinds.sign import SignFace, SignMode

PAUSE_REASON: Final = "叫号器暂停 / paused at the call pad"
Orders = list[ShowNumber | ShowFace]


class Bridge:
    """What is known of each counter, and what follows from a press."""

    def __init__(self, new_id: Callable[[], RequestId]) -> None:
        self._new_id = new_id
        self._pictures: dict[str, CounterPicture] = {}
        self._shown: dict[str, str] = {}
        self._faces: dict[str, SignFace] = {}
        self.unanswerable: Counter[str] = Counter()
        """Presses that led to nothing, by reason."""

    def seen(self, picture: CounterPicture) -> Orders:
        """A counter's new picture: what its pad and its signs have to show, if that changed."""
        self._pictures[picture.counter] = picture
        counter, orders = CounterId(picture.counter), Orders()
        digits = picture.ticket.number if picture.ticket else ""
        if self._shown.get(counter) != digits:
            self._shown[counter] = digits
            orders.append(ShowNumber(counter, digits))
        face = face_of(picture)
        if self._faces.get(counter) != face:
            self._faces[counter] = face
            orders.append(ShowFace(counter, face))
        return orders

    def shown_again(self) -> Orders:
        """Everything that should stand on pads and signs, for a bus that came back."""
        digits = [ShowNumber(CounterId(counter), digits) for counter, digits in self._shown.items()]
        return [*digits, *(ShowFace(CounterId(counter), face) for counter, face in self._faces.items())]

    def pressed(self, event: PadPressed | MarkPressed) -> Sequence[Request]:
        """The requests that follow from a press, in order."""
        picture = self._pictures.get(event.counter)
        if picture is None:
            self.unanswerable["no picture of the counter yet"] += 1
            return []
        match event:
            case MarkPressed(_, level):
                return self._mark(picture, level)
            case PadPressed(_, key):
                return self._key(picture, key)
            case _:
                assert_never(event)

    def _mark(self, picture: CounterPicture, level: Level) -> Sequence[Request]:
        if picture.evaluation is None:
            self.unanswerable["no evaluation is open"] += 1
            return []
        ticket = picture.evaluation.ticket
        return [GiveEvaluation(request_id=self._new_id(), counter=picture.counter, ticket=ticket, level=level)]

    def _key(self, picture: CounterPicture, key: PadKey) -> Sequence[Request]:
        counter, by = picture.counter, picture.clerk or f"pad-{picture.counter}"
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
                self.unanswerable[f"no message for the key {key}"] += 1
                return []
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

    def _call_back(self, picture: CounterPicture, by: str) -> Sequence[Request]:
        """The picture lists whoever is on hold in the order they were put there."""
        if not picture.held:
            self.unanswerable["nobody is on hold"] += 1
            return []
        newest = picture.held[-1].ticket
        return [ResumeTicket(request_id=self._new_id(), ticket=newest, counter=picture.counter, by=by)]


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
