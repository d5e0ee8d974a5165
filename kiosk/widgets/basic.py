"""The smallest parts: text that fits its place, cards, and things to touch. Everything else is made of them."""

from dataclasses import dataclass
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
from config.text.line_breaks import even, pieces

FONT: Final = "Hall"
LINE_HEIGHT: Final = 0.84
"""Of the face's own, which is set for running text and stands too far apart on buttons."""
STEP_PX: Final = 2
ONE_LINE_MIN: Final = 0.9
"""Of the wanted size; text that needs less than that to stay on one line takes two."""
SLACK: Final = 0.01
"""What a line may be wider when drawn whole than the sum of its parts, in parts of the box."""
WIDTHS_KEPT_MAX: Final = 32_768

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
        fitted = _fitting(self.text, self.bold, int(self.wanted), int(self.floor), *self.size)
        self.font_size, self.needed = fitted.font_size, fitted.needed
        self.text_size = (self.width, None if self.valign == "middle" else self.height)
        self._label.text = fitted.text
        self._trigger_texture()


class Title(FitLabel):
    """What a screen asks: its first line stands at the same place on every one of them."""


@dataclass(frozen=True)
class Fitted:
    """How a text stands in its box: its size, its lines, and the room that they take."""

    font_size: int
    text: str
    needed: tuple[float, float]


@lru_cache(maxsize=4096)
def _fitting(text: str, bold: bool, wanted: int, floor: int, width: float, height: float) -> Fitted:
    """The largest size at which the text keeps to its box without breaking a word, in lines about equally long."""
    font_size = _on_one_line(text, bold, wanted, floor, width)
    while True:
        fitted = _at_size(text, bold, font_size, width)
        if (fitted.needed[0] <= width and fitted.needed[1] <= height) or font_size <= floor:
            return fitted
        font_size = max(floor, font_size - STEP_PX)


def _on_one_line(text: str, bold: bool, wanted: int, floor: int, width: float) -> int:
    """A little smaller when that saves a second line; else as wanted."""
    line, room = _width(text, bold, wanted), width * (1 - SLACK)
    smaller = int(wanted * room / line) - 1 if line > room else wanted
    return smaller if smaller >= max(floor, wanted * ONE_LINE_MIN) else wanted


def _at_size(text: str, bold: bool, font_size: int, width: float) -> Fitted:
    """The lines at a type size; a part that would have to be broken counts with its whole width."""
    room = width * (1 - SLACK)
    whole = "\n".join(even(text, room, lambda line: sum(_width(part, bold, font_size) for part in pieces(line))))
    widest = max(_width(part.rstrip(), bold, font_size) for part in pieces(text)) / (1 - SLACK)
    options = {"font_name": FONT, "bold": bold, "font_size": font_size, "line_height": LINE_HEIGHT}
    wide, high = CoreLabel(text=whole, **options).render()
    return Fitted(font_size, whole, (max(wide, widest), high))


@lru_cache(maxsize=WIDTHS_KEPT_MAX)
def _width(text: str, bold: bool, font_size: int) -> float:
    """Of one line, in pixels."""
    label = CoreLabel(text=text, font_name=FONT, bold=bold, font_size=font_size)
    label.resolve_font_name()
    return float(label.get_extents(text)[0])


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
