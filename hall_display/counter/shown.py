"""What the screen over a counter makes visible of a board. Pure."""

from dataclasses import dataclass
from datetime import UTC
from enum import StrEnum
from typing import Final

from config.plan import Counter, Plan
from config.vocabulary import CounterState, TicketState
from config.wire.pictures import CounterPicture
from hall_display.board import Board, age, call_news
from hall_display.calls.shown import BLINK_S, FLASH_S
from hall_display.moment import Face, Now, face, zone_of
from hall_display.notice import Banner, banner
from hall_display.words import say_en, say_zh


class Mode(StrEnum):
    """The one thing that the screen says."""

    UNKNOWN = "unknown"
    CLOSED = "closed"
    PAUSED = "paused"
    FREE = "free"
    CALLED = "called"
    SERVING = "serving"
    EVALUATE = "evaluate"


KEY: Final = {
    Mode.UNKNOWN: "counter.unknown",
    Mode.CLOSED: "counter.closed",
    Mode.PAUSED: "counter.paused",
    Mode.FREE: "counter.free",
    Mode.CALLED: "counter.called",
    Mode.SERVING: "counter.serving",
    Mode.EVALUATE: "counter.evaluate",
}


@dataclass(frozen=True)
class CounterShown:
    """Everything on the screen over a counter. ``number`` empty: nobody stands here."""

    name_zh: str
    name_en: str
    face: Face
    mode: Mode
    number: str
    words_zh: str
    words_en: str
    reason: str
    """The clerk's own words for a pause, in the language they were written in."""
    again: bool
    lit: bool
    banner: Banner | None


def counter_shown(board: Board, now: Now, plan: Plan, counter: Counter, stale_after_s: float) -> CounterShown:
    """The counter's screen of this board at this moment."""
    picture = board.counter
    zone = zone_of(plan.time_zone, UTC)
    mode = _mode(picture, now)
    number = _number(picture, mode)
    since_s = _since_call_s(board, picture, now)
    old = age(board, now, stale_after_s, picture)
    return CounterShown(
        name_zh=picture.name.zh if picture else counter.name.zh,
        name_en=picture.name.en if picture else counter.name.en,
        face=face(now, zone),
        mode=mode,
        number=number,
        words_zh=say_zh(KEY[mode], number=number),
        words_en=say_en(KEY[mode], number=number),
        reason=(picture.pause_reason or "") if picture and mode is Mode.PAUSED else "",
        again=mode is Mode.CALLED
        and picture is not None
        and picture.ticket is not None
        and picture.ticket.times_called > 1,
        lit=mode is Mode.CALLED and since_s < FLASH_S and int(since_s / BLINK_S) % 2 == 0,
        banner=banner(old, zone),
    )


def _mode(picture: CounterPicture | None, now: Now) -> Mode:
    """Somebody at the counter comes first, then an open evaluation, then the counter's own state."""
    match picture:
        case None:
            return Mode.UNKNOWN
        case CounterPicture(ticket=ticket) if ticket is not None and ticket.state is TicketState.CALLED:
            return Mode.CALLED
        case CounterPicture(ticket=ticket) if ticket is not None and ticket.state is TicketState.SERVING:
            return Mode.SERVING
        case CounterPicture(evaluation=evaluation) if evaluation is not None and now.wall < evaluation.until:
            return Mode.EVALUATE
        case CounterPicture(state=CounterState.OPEN):
            return Mode.FREE
        case CounterPicture(state=CounterState.PAUSED):
            return Mode.PAUSED
        case CounterPicture():
            return Mode.CLOSED


def _number(picture: CounterPicture | None, mode: Mode) -> str:
    if picture is None:
        return ""
    if mode is Mode.EVALUATE and picture.evaluation is not None:
        return picture.evaluation.number
    return picture.ticket.number if mode in (Mode.CALLED, Mode.SERVING) and picture.ticket else ""


def _since_call_s(board: Board, picture: CounterPicture | None, now: Now) -> float:
    """Seconds since the news of the call that the picture shows; ``FLASH_S`` when it was not heard."""
    if picture is None or picture.ticket is None:
        return FLASH_S
    ticket = picture.ticket
    for news, at_s in call_news(board):
        if (news.ticket, news.times_called) == (ticket.ticket, ticket.times_called):
            return max(0.0, now.monotonic_s - at_s)
    return FLASH_S
