"""What the wall makes visible of a board. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, tzinfo
from typing import Final

from config.plan import Plan
from config.vocabulary import CounterAdvice, CounterState, Language, Level, Role
from config.wire.message import Words2
from config.wire.pictures import CounterOnWall, MarkOnWall, ServiceOnWall, WallPicture
from hall_display.board import Board, age, mark_news
from hall_display.moment import Face, Now, clock_of, face, minutes, seconds_since, zone_of
from hall_display.notice import Banner, banner
from hall_display.wall.parts import Device, Group, devices_shown, groups_shown

LIT_S: Final = 6.0
"""How long a mark that has just been given stands out."""
UNKNOWN: Final = "–"
FIGURES_COUNT: Final = 8


@dataclass(frozen=True)
class Bar:
    """One level of the marks: how many, and which part of all marks (0 to 1)."""

    level: Level
    count: int
    share: float


@dataclass(frozen=True)
class Marks:
    """The day's marks. ``good_share`` None: nobody has given one. ``no_review`` is never counted as good or bad."""

    bars: tuple[Bar, ...]
    good: int
    bad: int
    good_share: float | None
    no_review: int


@dataclass(frozen=True)
class Cell:
    """One counter in the grid."""

    name: str
    state: CounterState
    number: str
    advice: CounterAdvice | None = None


@dataclass(frozen=True)
class Queue:
    """One of the busiest services; ``share`` of the longest queue (0 to 1)."""

    name: str
    waiting: int
    longest_min: str
    share: float


@dataclass(frozen=True)
class LastMark:
    """One mark that was given."""

    counter: str
    number: str
    level: Level
    at: str
    lit: bool


@dataclass(frozen=True)
class WallShown:
    """Everything on the wall. ``figures``: values in the order of ``FIGURES`` in ``wall.py``."""

    hall: str
    face: Face
    figures: tuple[str, ...]
    marks: Marks
    cells: tuple[Cell, ...]
    open_counters: int
    open_now: int
    """How many closed counters are to be opened: enough people wait."""
    queues: tuple[Queue, ...]
    last_marks: tuple[LastMark, ...]
    devices: tuple[Device, ...]
    groups: tuple[Group, ...]
    banner: Banner | None


def wall_shown(
    board: Board,
    now: Now,
    plan: Plan,
    roles: Mapping[str, Role],
    stale_after_s: float,
    language: Language,
) -> WallShown:
    """The wall of this board at this moment; ``roles`` are the users that the hall's plan knows."""
    picture = board.wall
    fallback = zone_of(plan.time_zone, UTC)
    zone = zone_of(picture.time_zone, fallback) if picture else fallback
    old = age(board, now, stale_after_s, picture)
    return WallShown(
        hall=_in(picture.hall_name, language) if picture else plan.name.in_language(language),
        face=face(now, zone),
        figures=_figures(picture),
        marks=_marks(picture),
        cells=tuple(_cell(line, language) for line in picture.counters) if picture else (),
        open_counters=sum(line.state is CounterState.OPEN for line in picture.counters) if picture else 0,
        open_now=sum(line.advice is CounterAdvice.OPEN_NOW for line in picture.counters) if picture else 0,
        queues=_queues(picture.busiest if picture else (), now, language),
        last_marks=_last_marks(board, now, zone, language),
        devices=devices_shown(board.healths.values(), zone),
        groups=groups_shown(board.presences, roles),
        banner=banner(old, zone, public=False) or _doubt(picture),
    )


def _in(words: Words2, language: Language) -> str:
    return words.zh if language is Language.CHINESE else words.en


def _doubt(picture: WallPicture | None) -> Banner | None:
    """The server's clock can't be right: why, and what to do."""
    words = picture.clock_doubt if picture else None
    return None if words is None else Banner(words.zh, words.en)


def _figures(picture: WallPicture | None) -> tuple[str, ...]:
    if picture is None:
        return (UNKNOWN,) * FIGURES_COUNT
    counts = (picture.taken, picture.waiting, picture.at_counters, picture.served, picture.no_show)
    good_share = _marks(picture).good_share
    waits = (picture.mean_wait_s, picture.longest_wait_s)
    return (
        *(str(count) for count in counts),
        *(UNKNOWN if wait is None else str(minutes(wait)) for wait in waits),
        UNKNOWN if good_share is None else f"{good_share * 100:.1f}%",
    )


def _marks(picture: WallPicture | None) -> Marks:
    counts = {level: picture.marks.get(level, 0) if picture else 0 for level in Level}
    given = sum(counts.values())
    bad = sum(count for level, count in counts.items() if level.bad)
    return Marks(
        bars=tuple(Bar(level, count, count / given if given else 0.0) for level, count in counts.items()),
        good=given - bad,
        bad=bad,
        good_share=(given - bad) / given if given else None,
        no_review=picture.no_review if picture else 0,
    )


def _cell(line: CounterOnWall, language: Language) -> Cell:
    return Cell(_in(line.name, language), line.state, line.number or "", line.advice)


def _queues(lines: tuple[ServiceOnWall, ...], now: Now, language: Language) -> tuple[Queue, ...]:
    most = max((line.waiting for line in lines), default=0)
    return tuple(
        Queue(
            _in(line.name, language),
            line.waiting,
            UNKNOWN if line.longest_wait_since is None else str(minutes(seconds_since(line.longest_wait_since, now))),
            line.waiting / most if most else 0.0,
        )
        for line in lines
    )


def _last_marks(board: Board, now: Now, zone: tzinfo, language: Language) -> tuple[LastMark, ...]:
    """The picture's marks, under those heard since it was made."""
    picture = board.wall
    names = {line.counter: line.name for line in picture.counters} if picture else {}
    heard = mark_news(board)
    younger = tuple(
        MarkOnWall(
            counter_name=names.get(news.counter, Words2(zh=news.counter, en=news.counter)),
            number=news.number,
            level=news.level,
            at=news.at,
        )
        for news, _ in heard
        if picture is None or news.at > picture.at
    )
    lit = {(news.number, news.at) for news, at_s in heard if 0 <= now.monotonic_s - at_s < LIT_S}
    return tuple(
        LastMark(
            _in(mark.counter_name, language),
            mark.number,
            mark.level,
            clock_of(mark.at, zone),
            (mark.number, mark.at) in lit,
        )
        for mark in (*younger, *(picture.last_marks if picture else ()))
    )
