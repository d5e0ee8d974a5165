"""What the call screen makes visible of a board. Pure.

Tickets that are called and not yet served stand under "please come", newest call first; those whose service began or
that did not come move to the history. News that no picture holds yet is laid over the picture: a call is seen at once.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from typing import Final

from config.plan import Plan
from config.vocabulary import TicketState
from config.wire.message import Words2
from config.wire.news import CallNews
from config.wire.pictures import CallLine, CallsPicture
from hall_display.board import Board, age, call_news
from hall_display.moment import Face, Now, face, zone_of
from hall_display.notice import Banner, banner

FLASH_S: Final = 8.0
"""How long a new call stands out."""
BLINK_S: Final = 0.5
"""Half a period: one blink a second, far below the three that may harm."""
PAST_MAX: Final = 10


@dataclass(frozen=True)
class Call:
    """One ticket under "please come"."""

    ticket: str
    number: str
    counter_zh: str
    counter_en: str
    again: bool
    fresh: bool
    """Called within the last ``FLASH_S``."""
    lit: bool
    """The bright half of a blink."""


@dataclass(frozen=True)
class Past:
    """One ticket in the history."""

    ticket: str
    number: str
    counter_zh: str
    counter_en: str
    missed: bool


@dataclass(frozen=True)
class CallsShown:
    """Everything on the call screen. ``more``: calls that did not fit. ``waiting`` None: not known yet."""

    hall_zh: str
    hall_en: str
    face: Face
    waiting: int | None
    calls: tuple[Call, ...]
    more: int
    past: tuple[Past, ...]
    banner: Banner | None


def calls_shown(board: Board, now: Now, plan: Plan, stale_after_s: float, rows_max: int) -> CallsShown:
    """The call screen of this board at this moment, with room for ``rows_max`` calls."""
    picture = board.calls
    zone = _zone(picture, plan)
    lines = _lines(board)
    heard = {(news.ticket, news.times_called): at_s for news, at_s in reversed(call_news(board))}
    called = [line for line in lines if line.state is TicketState.CALLED]
    old = age(board, now, stale_after_s, picture)
    return CallsShown(
        hall_zh=picture.hall_name.zh if picture else plan.name.zh,
        hall_en=picture.hall_name.en if picture else plan.name.en,
        face=face(now, zone),
        waiting=picture.waiting_total if picture else None,
        calls=tuple(_call(line, heard.get((line.ticket, line.times_called)), now) for line in called[:rows_max]),
        more=max(0, len(called) - rows_max),
        past=tuple(_past(line) for line in lines if line.state is not TicketState.CALLED)[:PAST_MAX],
        banner=banner(old, zone),
    )


def _zone(picture: CallsPicture | None, plan: Plan) -> tzinfo:
    fallback = zone_of(plan.time_zone, UTC)
    return zone_of(picture.time_zone, fallback) if picture else fallback


def _lines(board: Board) -> list[CallLine]:
    """The picture's lines with younger news laid over them, newest call first."""
    made_at = board.calls.at if board.calls else None
    by_ticket = {line.ticket: line for line in reversed(board.calls.calls if board.calls else ())}
    younger = [news for news, _ in reversed(call_news(board)) if made_at is None or news.at > made_at]
    for news in younger:
        by_ticket[news.ticket] = _line(news)
    called_at = _last_calls(by_ticket.values(), (news for news, _ in call_news(board)))
    return sorted(by_ticket.values(), key=lambda line: (called_at[line.ticket], line.ticket), reverse=True)


def _last_calls(lines: Iterable[CallLine], news: Iterable[CallNews]) -> dict[str, datetime]:
    """When each ticket was called last, whether the picture counts from the first call or from the last."""
    called_at = {line.ticket: line.called_at for line in lines}
    for call in news:
        if call.ticket in called_at:
            called_at[call.ticket] = max(called_at[call.ticket], call.at)
    return called_at


def _line(news: CallNews) -> CallLine:
    return CallLine(
        ticket=news.ticket,
        number=news.number,
        counter=news.counter,
        counter_name=news.counter_name,
        service_name=Words2(zh="", en=""),
        called_at=news.at,
        times_called=news.times_called,
        state=TicketState.CALLED,
    )


def _call(line: CallLine, heard_s: float | None, now: Now) -> Call:
    since_s = FLASH_S if heard_s is None else now.monotonic_s - heard_s
    fresh = 0 <= since_s < FLASH_S
    return Call(
        ticket=line.ticket,
        number=line.number,
        counter_zh=line.counter_name.zh,
        counter_en=line.counter_name.en,
        again=line.times_called > 1,
        fresh=fresh,
        lit=fresh and int(since_s / BLINK_S) % 2 == 0,
    )


def _past(line: CallLine) -> Past:
    missed = line.state is TicketState.NO_SHOW
    return Past(line.ticket, line.number, line.counter_name.zh, line.counter_name.en, missed)
