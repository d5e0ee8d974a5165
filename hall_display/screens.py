"""The three screens as the start table needs them: whom they are on the wire, what they hear, how a board is drawn."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from config.plan import Counter, Plan
from config.settings.model import Settings
from config.settings.user_names import CALL_SCREEN, COUNTER_SCREEN_OF, SERVER, WALL
from config.vocabulary import Role
from config.wire.message import Message
from config.wire.news import CallNews, MarkNews
from config.wire.pictures import CallsPicture, CounterPicture, WallPicture
from config.wire.presence import Health, Presence
from config.wire.topics import filter_of
from hall_display.board import Board
from hall_display.calls.calls import CallsScreen
from hall_display.calls.shown import calls_shown
from hall_display.counter.counter import CounterScreen
from hall_display.counter.shown import counter_shown
from hall_display.moment import Now
from hall_display.wall.shown import wall_shown
from hall_display.wall.wall import WallScreen


@dataclass(frozen=True)
class Screen:
    """One screen: its widget, and ``draw(board, now)`` that changes it only when something visible has changed."""

    user: str
    listen: tuple[str, ...]
    urgent: tuple[type[Message], ...]
    widget: Any
    draw: Callable[[Board, Now], None]


def calls_screen(settings: Settings, plan: Plan) -> Screen:
    """The public call screen."""
    widget = CallsScreen()
    stale_s = settings.display.stale_after_s

    def shown(board: Board, now: Now) -> Any:
        return calls_shown(board, now, plan, stale_s, int(widget.rows_max))

    listen = (
        filter_of(plan.hall, CallsPicture),
        filter_of(plan.hall, CallNews),
        filter_of(plan.hall, Presence, {"user": SERVER}),
    )
    return Screen(CALL_SCREEN, listen, (CallNews,), widget, _on_change(widget, shown))


def counter_screen(settings: Settings, plan: Plan, counter: Counter) -> Screen:
    """The screen over one counter."""
    widget = CounterScreen()
    stale_s = settings.display.stale_after_s

    def shown(board: Board, now: Now) -> Any:
        return counter_shown(board, now, plan, counter, stale_s)

    listen = (
        filter_of(plan.hall, CounterPicture, {"counter": counter.id}),
        filter_of(plan.hall, CallNews),
        filter_of(plan.hall, Presence, {"user": SERVER}),
    )
    return Screen(COUNTER_SCREEN_OF + counter.id, listen, (CounterPicture,), widget, _on_change(widget, shown))


def wall_screen(settings: Settings, plan: Plan, roles: Mapping[str, Role]) -> Screen:
    """The manager's wall."""
    widget = WallScreen(settings.language)
    stale_s = settings.display.stale_after_s

    def shown(board: Board, now: Now) -> Any:
        return wall_shown(board, now, plan, roles, stale_s, settings.language)

    kinds: tuple[type[Message], ...] = (WallPicture, MarkNews, Presence, Health)
    listen = tuple(filter_of(plan.hall, kind) for kind in kinds)
    return Screen(WALL, listen, (), widget, _on_change(widget, shown))


def _on_change(widget: Any, shown: Callable[[Board, Now], Any]) -> Callable[[Board, Now], None]:
    """Show only what differs from what is there; a new window size counts as a difference."""
    last: list[Any] = [None, None]

    def draw(board: Board, now: Now) -> None:
        fresh = [shown(board, now), tuple(widget.size)]
        if fresh != last:
            last[:] = fresh
            widget.show(fresh[0])

    return draw
