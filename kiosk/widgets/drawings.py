"""Drawn pictures: a card laid on its reader, and a sign for trouble. No image files to lose."""

from pathlib import Path

from kivy.lang import Builder
from kivy.properties import BooleanProperty, NumericProperty
from kivy.uix.widget import Widget


class CardDrawing(Widget):
    """An identity card over a reader's waves. ``unit`` is its measure; ``left`` and ``base`` its card's corner."""

    unit = NumericProperty(1)
    left = NumericProperty(0)
    base = NumericProperty(0)


class Sign(Widget):
    """A round sign: an exclamation mark, a clock's hands while ``waiting``, a tick when all is ``good``."""

    waiting = BooleanProperty(False)
    good = BooleanProperty(False)


Builder.load_file(str(Path(__file__).with_suffix(".kv")))
