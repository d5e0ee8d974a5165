"""The window: one screen under one bar, following the newest state. Sends touches, decides nothing.

Import it only after ``window.prepare``: importing Kivy's parts opens the window with what was prepared.
"""

import logging
import time
from collections.abc import Callable
from datetime import datetime
from typing import Any, Final, Protocol, assert_never
from zoneinfo import ZoneInfo

from kivy.app import App
from kivy.clock import Clock
from kivy.core.window import Window
from kivy.properties import BooleanProperty, ObjectProperty
from kivy.uix.boxlayout import BoxLayout
from kivy.uix.floatlayout import FloatLayout

from config import theme
from config.plan import Text
from config.vocabulary import Language
from kiosk.flow import states as s
from kiosk.flow.happenings import LanguageChosen, Scanned, Touch
from kiosk.flow.visits.progress import GivingUp, Progress
from kiosk.scanner import Scanner
from kiosk.screens.choosing.departments import DepartmentsScreen
from kiosk.screens.choosing.groups import GroupsScreen
from kiosk.screens.choosing.services import ServicesScreen
from kiosk.screens.choosing.who import WhoScreen
from kiosk.screens.coming.opening import OpeningScreen
from kiosk.screens.coming.progress import ProgressScreen
from kiosk.screens.coming.standing import StandingScreen
from kiosk.screens.coming.typing import TypingScreen
from kiosk.screens.marks.levels import LevelsScreen
from kiosk.screens.marks.reasons import ReasonsScreen
from kiosk.screens.notice import NoticeScreen
from kiosk.screens.number import NumberScreen
from kiosk.screens.waiting import WaitingScreen
from kiosk.screens.welcome import WelcomeScreen
from kiosk.slip import clock_time
from kiosk.widgets import touch_map
from kiosk.widgets.bar import TopBar
from kiosk.widgets.question import StillThereQuestion
from kiosk.widgets.tiles import ActionTile, DepartmentTile, ServiceTile
from kiosk.window import grids
from kiosk.wording import wording

log = logging.getLogger(__name__)

SETTLE_S: Final = 0.25
"""After a change of screen, touches rest this long: the second tap of a double one must not hit what came up."""
CLOCK_S: Final = 1.0
MAP_S: Final = 0.05
FIRST_FRAMES: Final = 3
"""Before that many frames nothing has its place yet."""


class Decider(Protocol):
    """What the window needs of the station."""

    @property
    def state(self) -> s.State:
        """The newest state."""

    def touch(self, touch: Touch) -> None:
        """A person touched something."""


class KioskApp(App):
    """``hall_name`` is the plan's; ``clock`` gives the wall's time."""

    words = ObjectProperty(wording(Language.CHINESE), rebind=True)
    portrait = BooleanProperty(True)

    def __init__(self, decider: Decider, rules: s.Rules, hall_name: Text, clock: Callable[[], datetime]) -> None:
        super().__init__()
        self.decider, self.rules = decider, rules
        self.scale = theme.Scale(*Window.size)
        self.portrait = self.scale.portrait
        self._hall_name, self._zone, self._clock = hall_name, ZoneInfo(rules.time_zone), clock
        self._shown: tuple[str, Language | None] = ("", None)
        self._resting = Clock.create_trigger(_rested, SETTLE_S)
        self._map_soon = Clock.create_trigger(self._write_map, MAP_S)
        self._places: dict[str, list[int]] = {}
        self._draw_soon = Clock.create_trigger(self._draw)
        self._scanner = Scanner()
        Window.bind(on_key_down=self._key)
        self._map_file = touch_map.wanted_file()
        if self._map_file is not None:
            self._map_file.unlink(missing_ok=True)
        Window.clearcolor = theme.rgba(theme.PAPER)

    def px(self, length: float) -> float:
        """A length of the theme in this window."""
        return self.scale.px(length)

    def build(self) -> FloatLayout:
        """All screens at once; only one of them is in the window."""
        departments, services = grids(self.scale)
        self.screens: dict[str, Any] = {
            "welcome": WelcomeScreen(),
            "departments": DepartmentsScreen(departments, DepartmentTile, self.send),
            "services": ServicesScreen(services, ServiceTile, self.send),
            "groups": GroupsScreen(services, ActionTile, self.send),
            "who": WhoScreen(self.rules),
            "typing-appointment": TypingScreen(s.Purpose.APPOINTMENT, self),
            "typing-visit": TypingScreen(s.Purpose.VISIT, self),
            "opening": OpeningScreen(self),
            "standing": StandingScreen(self._zone, services, ActionTile, self.send),
            "progress": ProgressScreen(),
            "levels": LevelsScreen(self),
            "reasons": ReasonsScreen(self),
            "waiting": WaitingScreen(),
            "number": NumberScreen(self._zone, self.rules),
            "notice": NoticeScreen(self.rules),
        }
        self.bar, self.body, self.question = TopBar(), BoxLayout(), StillThereQuestion()
        page = BoxLayout(orientation="vertical")
        page.add_widget(self.bar)
        page.add_widget(self.body)
        self.root_box = FloatLayout()
        self.root_box.add_widget(page)
        self.question.height = Window.height - self.bar.height
        self._tell_time()
        Clock.schedule_interval(lambda _elapsed: self._tell_time(), CLOCK_S)
        self._draw()
        return self.root_box

    def state_changed(self) -> None:
        """The station has a newer state; may be called from any thread."""
        self._draw_soon()

    def stop_soon(self) -> None:
        """End the window's loop; may be called from a signal or any thread."""
        Clock.schedule_once(lambda _elapsed: self.stop())

    def send(self, touch: Touch) -> None:
        """A touch of a person, unless the screen has only just changed."""
        if not self._resting.is_triggered or isinstance(touch, LanguageChosen):
            self.decider.touch(touch)

    def _key(self, _window: Any, code: int, *_more: object) -> None:
        """A scanner types; its line is never lost to a screen that has just changed."""
        line = self._scanner.key(code, time.monotonic())
        if line is not None:
            self.decider.touch(Scanned(line))

    def _draw(self, _elapsed: float = 0.0) -> None:
        state = self.decider.state
        if state.visit.language is not self.words.language:
            self.words = wording(state.visit.language)
        self.bar.hall = self._hall_name.in_language(state.visit.language)
        self._question(state)
        under = state.screen.under if isinstance(state.screen, s.StillThere) else state.screen
        screen = self.screens[_place(under)]
        screen.show(s.State(under, state.visit, state.hall, state.now, state.touched_at), self.words)
        if self.body.children != [screen]:
            self.body.clear_widgets()
            self.body.add_widget(screen)
        self._note_change(_name(state.screen), state.visit.language)

    def _question(self, state: s.State) -> None:
        """Over the screen while the visitor is asked whether they are still there."""
        asked = isinstance(state.screen, s.StillThere)
        if asked and self.question.parent is None:
            self.root_box.add_widget(self.question)
        elif not asked and self.question.parent is not None:
            self.root_box.remove_widget(self.question)
        if isinstance(state.screen, s.StillThere):
            self.question.seconds = max(0, round(self.rules.still_there_s - (state.now - state.screen.since)))

    def _note_change(self, name: str, language: Language) -> None:
        """Another screen came up: let it rest, and write down where its touchables are."""
        if name != self._shown[0]:
            log.info("screen %s at %.4f", name, time.monotonic())
            self._resting()
        self._shown = (name, language)
        if self._map_file is not None:
            self._map_soon()

    def _write_map(self, _elapsed: float) -> None:
        """Once nothing moves any more: until then the layout is still being made, or touches rest."""
        places, name, language = self.touchables(), *self._shown
        if self._map_file is None or language is None:
            return
        if self._resting.is_triggered or Clock.frames <= FIRST_FRAMES or places != self._places:
            self._places = places
            Clock.schedule_once(self._write_map, MAP_S)
        else:
            touch_map.write(self._map_file, name, language, places)

    def touchables(self) -> dict[str, list[int]]:
        """What can be touched now, in pixels from the window's top left corner."""
        asked = self.question.parent is not None
        roots = [self.bar, self.question if asked else self.body]
        return {name: box for root in roots for name, box in touch_map.touchables(root, Window.height).items()}

    def _tell_time(self) -> None:
        self.bar.time = clock_time(self._clock(), self._zone)


def _place(screen: s.Screen) -> str:
    """Which of the app's screens shows this."""
    match screen:
        case s.Refusal() | s.OutOfOrder() | s.StillThere() | s.Thanks():
            return "notice"
        case s.Asking():
            return "waiting"
        case s.Typing(purpose):
            return f"typing-{purpose}"
        case Progress() | GivingUp():
            return "progress"
        case s.Welcome() | s.Departments() | s.Services() | s.Groups() | s.Who() | s.Standing():
            return _name(screen)
        case s.Levels() | s.Reasons() | s.Waiting() | s.Number() | s.Opening():
            return _name(screen)
    assert_never(screen)


def _name(screen: s.Screen) -> str:
    """The screen's stable name, for the touch map and the log."""
    names = {s.OutOfOrder: "out-of-order", s.StillThere: "still-there", GivingUp: "giving-up"}
    return names.get(type(screen), type(screen).__name__.lower())


def _rested(_elapsed: float) -> None:
    """Touches count again."""
