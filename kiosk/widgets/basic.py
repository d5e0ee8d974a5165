"""The smallest parts: text that fits its place, cards, and things to touch. Everything else is made of them."""

from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from kivy.clock import Clock
from kivy.core.text import Label as CoreLabel
from kivy.lang import Builder
from kivy.properties import BooleanProperty, ColorProperty, ListProperty, NumericProperty, StringProperty
from kivy.uix.behaviors import ButtonBehavior
from kivy.uix.boxlayout import BoxLayout
from kivy.uix.label import Label

from config import fonts, theme

FONT: Final = "Hall"
LINE_HEIGHT: Final = 0.84
"""Of the face's own, which is set for running text and stands too far apart on buttons."""
STEP_PX: Final = 2
ONE_LINE_MIN: Final = 0.78
"""Of the wanted size; text that needs less than that to stay on one line takes two."""

CoreLabel.register(FONT, str(fonts.regular()), fn_bold=str(fonts.bold()))


class FitLabel(Label):
    """Text in its box: as large as ``wanted``, smaller where it would not fit, never below ``floor`` (pixels)."""

    wanted = NumericProperty(theme.BODY)
    floor = NumericProperty(theme.FLOOR)
    needed = ListProperty([0, 0])
    """The width and height that the text takes at its size; a test holds them against the box."""

    def __init__(self, **values: Any) -> None:
        super().__init__(**values)
        refit = Clock.create_trigger(self._refit, -1)
        self.fbind("text", refit)
        self.fbind("size", refit)
        self.fbind("wanted", refit)
        self.fbind("bold", refit)
        refit()

    def _refit(self, _elapsed: float) -> None:
        width, height = self.size
        font_size, self.needed = _fitting(self.text, self.bold, int(self.wanted), int(self.floor), width, height)
        self.font_size = font_size
        self.text_size = self.size


@lru_cache(maxsize=4096)
def _fitting(
    text: str, bold: bool, wanted: int, floor: int, width: float, height: float
) -> tuple[int, tuple[float, float]]:
    """The largest size at which the text keeps to its box without breaking a word, and the room it takes."""
    font_size = _on_one_line(text, bold, wanted, floor, width)
    while True:
        needed = _extent(text, bold, font_size, width)
        if (needed[0] <= width and needed[1] <= height) or font_size <= floor:
            return font_size, needed
        font_size = max(floor, font_size - STEP_PX)


def _on_one_line(text: str, bold: bool, wanted: int, floor: int, width: float) -> int:
    """A little smaller when that saves a second line with a word or two on it; else as wanted."""
    line = CoreLabel(text=text, font_name=FONT, bold=bold, font_size=wanted).render()[0]
    smaller = int(wanted * width / line) - 1 if line > width else wanted
    return smaller if smaller >= max(floor, wanted * ONE_LINE_MIN) else wanted


def _extent(text: str, bold: bool, font_size: int, width: float) -> tuple[float, float]:
    """Width of the widest word that may not be broken, and the height of all lines."""
    options = {"font_name": FONT, "bold": bold, "font_size": font_size, "line_height": LINE_HEIGHT}
    lines = CoreLabel(text=text, text_size=(width, None), **options).render()
    widest = max((CoreLabel(text=word, **options).render()[0] for word in text.split() if word.isascii()), default=0)
    return widest, lines[1]


class Surface(BoxLayout):
    """A box with a ground: a card, a band, a page."""

    ground = ColorProperty(theme.CARD)
    border = ColorProperty(theme.LINE)
    border_width = NumericProperty(0)
    radius = NumericProperty(0)


class Touchable(ButtonBehavior, Surface):
    """Anything that a person can touch. ``touch_id`` is its stable name."""

    touch_id = StringProperty("")
    resting = ColorProperty(theme.CARD)
    pressed = ColorProperty(theme.PRESSED)
    shown = BooleanProperty(True)
    """A thing that is not shown cannot be touched either; it keeps its place."""


class TextButton(Touchable):
    """A button that is its text. Primary ones are filled."""

    text = StringProperty("")
    wanted = NumericProperty(theme.BODY)
    filled = BooleanProperty(False)


Builder.load_file(str(Path(__file__).with_suffix(".kv")))
