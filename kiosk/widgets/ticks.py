"""A tick in its box, and what can be ticked."""

from pathlib import Path

from kivy.lang import Builder
from kivy.properties import BooleanProperty, StringProperty
from kivy.uix.widget import Widget

from kiosk.widgets.basic import Touchable


class Tick(Widget):
    """A box, ticked or not; white ``on`` a ticked ground."""

    on = BooleanProperty(False)


class TickTile(Touchable):
    """One of several things of which any may be chosen."""

    text = StringProperty("")
    on = BooleanProperty(False)


Builder.load_file(str(Path(__file__).with_suffix(".kv")))
