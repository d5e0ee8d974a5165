"""What a screen knows: messages, link changes and ticks folded into one frozen board. Pure; no clock, no Kivy.

``fold`` takes whatever the link hands over, in any order; ``age`` says whether what is shown may be old. What each
screen makes visible of a board stands in ``calls/shown.py``, ``wall/shown.py`` and ``counter/shown.py``.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Final, TypeVar

from config.settings.user_names import SERVER
from config.wire.link import Connection, Inbound, Received, Rejected
from config.wire.news import CallNews, MarkNews
from config.wire.pictures import CallsPicture, CounterPicture, WallPicture
from config.wire.presence import Health, Presence
from hall_display.moment import Now

HEARD_MAX: Final = 48
"""News kept for flashing and for calls that no picture shows yet; the oldest go first."""
DEVICES_MAX: Final = 2_000
"""Presences and healths kept, each; a hall has a few hundred."""


Picture = CallsPicture | WallPicture | CounterPicture
Key = TypeVar("Key")
Value = TypeVar("Value")


class Trouble(StrEnum):
    """Why nobody vouches for what is shown."""

    LINK = "link"
    SERVER = "server"


@dataclass(frozen=True)
class Heard:
    """One piece of news and when it came, in monotonic seconds."""

    news: CallNews | MarkNews
    at_s: float


@dataclass(frozen=True)
class Board:
    """Everything received so far that matters. ``silent_since_s``: since when nobody vouches for it; None: fresh."""

    silent_since_s: float | None
    link_up: bool = False
    server_online: bool = False
    calls: CallsPicture | None = None
    wall: WallPicture | None = None
    counter: CounterPicture | None = None
    heard: tuple[Heard, ...] = ()
    presences: Mapping[str, Presence] = field(default_factory=dict)
    healths: Mapping[tuple[str, str], Health] = field(default_factory=dict)
    dropped: int = 0
    """Unreadable messages since the start."""


@dataclass(frozen=True)
class Old:
    """What is shown may be out of date: why, and when the last picture was made."""

    trouble: Trouble
    picture_at: datetime | None


def start(now: Now) -> Board:
    """The board of a screen that has just been switched on."""
    return Board(silent_since_s=now.monotonic_s)


def fold(board: Board, inbound: Inbound, now: Now) -> Board:
    """The board after one thing from the link."""
    match inbound:
        case Connection(up=up):
            # A broken link hides the server too: its retained presence comes again with the next connection.
            return _vouched(replace(board, link_up=up, server_online=board.server_online and up), now)
        case Rejected():
            return replace(board, dropped=board.dropped + 1)
        case Received(message=Presence() as presence) if presence.user == SERVER:
            known = _kept(board.presences, presence.user, presence)
            return _vouched(replace(board, server_online=presence.online, presences=known), now)
        case Received(message=Presence() as presence):
            return replace(board, presences=_kept(board.presences, presence.user, presence))
        case Received(message=Health() as health):
            return replace(board, healths=_kept(board.healths, (health.user, health.device), health))
        case Received(message=CallsPicture() as picture):
            return replace(board, calls=picture)
        case Received(message=WallPicture() as picture):
            return replace(board, wall=picture)
        case Received(message=CounterPicture() as picture):
            return replace(board, counter=picture)
        case Received(message=CallNews() | MarkNews() as news):
            return replace(board, heard=_heard(board.heard, Heard(news, now.monotonic_s)))
        case Received():
            return board


def age(board: Board, now: Now, stale_after_s: float, picture: Picture | None) -> Old | None:
    """Not None when link or server has been away for longer than ``stale_after_s``."""
    if board.silent_since_s is None or now.monotonic_s - board.silent_since_s < stale_after_s:
        return None
    return Old(Trouble.SERVER if board.link_up else Trouble.LINK, picture.at if picture else None)


def call_news(board: Board) -> tuple[tuple[CallNews, float], ...]:
    """The calls heard, newest first, each with its monotonic second."""
    return tuple((heard.news, heard.at_s) for heard in board.heard if isinstance(heard.news, CallNews))


def mark_news(board: Board) -> tuple[tuple[MarkNews, float], ...]:
    """The marks heard, newest first, each with its monotonic second."""
    return tuple((heard.news, heard.at_s) for heard in board.heard if isinstance(heard.news, MarkNews))


def _vouched(board: Board, now: Now) -> Board:
    if board.link_up and board.server_online:
        return replace(board, silent_since_s=None)
    if board.silent_since_s is None:
        return replace(board, silent_since_s=now.monotonic_s)
    return board


def _heard(heard: tuple[Heard, ...], fresh: Heard) -> tuple[Heard, ...]:
    """Newest first; the same news twice (a broker may deliver again) stays one."""
    if any(known.news == fresh.news for known in heard):
        return heard
    return (fresh, *heard)[:HEARD_MAX]


def _kept(known: Mapping[Key, Value], key: Key, value: Value) -> Mapping[Key, Value]:
    """With one entry renewed; what would be one too many is left out."""
    return known if key not in known and len(known) >= DEVICES_MAX else {**known, key: value}
