"""The head of the large screens: the hall's name, the clock and the date in both languages."""

from kivy.properties import BooleanProperty, NumericProperty, StringProperty
from kivy.uix.boxlayout import BoxLayout

from hall_display.moment import Face


class Head(BoxLayout):
    """``factor`` is pixels per reference pixel."""

    factor = NumericProperty(1.0)
    upright = BooleanProperty(False)
    """Names above, date and clock below; else all side by side."""
    title = StringProperty()
    subtitle = StringProperty()
    clock = StringProperty()
    date_zh = StringProperty()
    date_en = StringProperty()

    def show(self, title: str, subtitle: str, face: Face) -> None:
        """Put names and time in."""
        self.title, self.subtitle = title, subtitle
        self.clock, self.date_zh, self.date_en = face.clock, face.date_zh, face.date_en
