"""The manager's wall: the day in figures, counters, queues, marks and machines on one calm page."""

from typing import Final

from kivy.properties import NumericProperty, StringProperty
from kivy.uix.boxlayout import BoxLayout
from kivy.uix.floatlayout import FloatLayout

from config.theme import Scale
from config.vocabulary import Language
from hall_display.wall import panels
from hall_display.wall.shown import UNKNOWN, WallShown
from hall_display.widgets.banner_bar import BannerBar
from hall_display.widgets.head import Head
from hall_display.widgets.placing import Rect, place
from hall_display.words import say

LANDSCAPE_PLACES: Final[dict[str, Rect]] = {
    "head": (36, 16, 1848, 96),
    "figures": (36, 124, 1848, 136),
    "counters": (36, 276, 1180, 484),
    "marks": (1232, 276, 652, 300),
    "last_marks": (1232, 592, 652, 216),
    "queues": (36, 776, 580, 288),
    "devices": (632, 776, 584, 288),
    "presence": (1232, 824, 652, 240),
    "banner": (36, 16, 1180, 96),
}
PORTRAIT_PLACES: Final[dict[str, Rect]] = {
    "head": (32, 20, 1016, 176),
    "figures": (32, 208, 1016, 236),
    "counters": (32, 460, 1016, 604),
    "marks": (32, 1080, 500, 340),
    "last_marks": (548, 1080, 500, 340),
    "queues": (32, 1436, 500, 464),
    "devices": (548, 1436, 500, 232),
    "presence": (548, 1684, 500, 216),
    "banner": (32, 20, 1016, 88),
}
FIGURES: Final = (
    *("wall.taken", "wall.waiting", "wall.at_counters", "wall.served"),
    *("wall.no_show", "wall.mean_wait", "wall.longest_wait", "wall.good_share"),
)
SPANS: Final = frozenset({"wall.mean_wait", "wall.longest_wait"})
"""Figures in minutes."""
LINES_LANDSCAPE: Final = {"queues": 5, "devices": 5, "last_marks": 4}
LINES_PORTRAIT: Final = {"queues": 8, "devices": 4, "last_marks": 7}


class Figure(BoxLayout):
    """One figure of the day and what it counts."""

    value = StringProperty()
    caption = StringProperty()


class WallScreen(FloatLayout):
    """The whole screen, in one language."""

    factor = NumericProperty(1.0)

    def __init__(self, language: Language) -> None:
        self.language = language
        super().__init__()
        for key in FIGURES:
            self.ids.figures.add_widget(Figure(caption=say(language, key)))

    def on_size(self, *_: object) -> None:
        """Choose the shape."""
        scale = Scale(int(self.width), int(self.height))
        self.factor = scale.factor
        upright = scale.portrait
        self.ids.head.upright = upright
        place(self.ids, PORTRAIT_PLACES if upright else LANDSCAPE_PLACES, portrait=upright)
        self.ids.figures.cols = len(FIGURES) // 2 if upright else len(FIGURES)
        for name, lines in (LINES_PORTRAIT if upright else LINES_LANDSCAPE).items():
            self.ids[name].lines_max = lines

    def show(self, shown: WallShown) -> None:
        """Make this visible."""
        head: Head = self.ids.head
        banner: BannerBar = self.ids.banner
        head.show(shown.hall, say(self.language, "wall.title"), shown.face)
        banner.show(shown.banner)
        for figure, key, value in zip(reversed(self.ids.figures.children), FIGURES, shown.figures, strict=True):
            spoken = key in SPANS and value != UNKNOWN
            figure.value = say(self.language, "wall.minutes", minutes=value) if spoken else value
        self._show_panels(shown)

    def _show_panels(self, shown: WallShown) -> None:
        counters: panels.CountersPanel = self.ids.counters
        marks: panels.MarksPanel = self.ids.marks
        last_marks: panels.LastMarksPanel = self.ids.last_marks
        queues: panels.QueuesPanel = self.ids.queues
        devices: panels.DevicesPanel = self.ids.devices
        presence: panels.PresencePanel = self.ids.presence
        counters.show(shown.cells, shown.open_counters, shown.open_now, self.language)
        marks.show(shown.marks, self.language)
        last_marks.show(shown.last_marks, self.language)
        queues.show(shown.queues, self.language)
        devices.show(shown.devices, self.language)
        presence.show(shown.groups, self.language)
