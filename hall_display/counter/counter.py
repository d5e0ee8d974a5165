"""The screen over one counter: its name, one large number or word, what to do. Light like paper, dark when calling."""

from kivy.properties import BooleanProperty, ListProperty, NumericProperty, StringProperty
from kivy.uix.floatlayout import FloatLayout

from config import theme
from hall_display.counter.shown import CounterShown, Mode
from hall_display.widgets.banner_bar import BannerBar
from hall_display.words import say_en, say_zh


class CounterScreen(FloatLayout):
    """The whole screen."""

    factor = NumericProperty(1.0)
    name_zh = StringProperty()
    name_en = StringProperty()
    clock = StringProperty()
    large = StringProperty()
    words_zh = StringProperty()
    words_en = StringProperty()
    note = StringProperty()
    has_number = BooleanProperty(False)
    ground = ListProperty(theme.rgba(theme.PAPER))
    ink = ListProperty(theme.rgba(theme.INK))
    number_ink = ListProperty(theme.rgba(theme.PRIMARY))

    def on_size(self, *_: object) -> None:
        """Follow the window's size."""
        self.factor = theme.Scale(int(self.width), int(self.height)).factor

    def show(self, shown: CounterShown) -> None:
        """Make this visible."""
        self.name_zh, self.name_en, self.clock = shown.name_zh, shown.name_en, shown.face.clock
        self.has_number = bool(shown.number)
        self.large = shown.number or shown.words_zh
        self.words_zh = shown.words_zh if shown.number else ""
        self.words_en = shown.words_en
        self.note = f"{say_zh('counter.again')}  {say_en('counter.again')}" if shown.again else shown.reason
        banner: BannerBar = self.ids.banner
        banner.show(shown.banner)
        self._colour(shown)

    def _colour(self, shown: CounterShown) -> None:
        if shown.lit:
            ground, ink, number_ink = theme.GOLD_ON_DARK, theme.NIGHT, theme.NIGHT
        elif shown.mode is Mode.CALLED:
            ground, ink, number_ink = theme.PRIMARY_PRESSED, theme.ON_DARK, theme.GOLD_ON_DARK
        elif shown.mode is Mode.EVALUATE:
            ground, ink, number_ink = theme.PAPER, theme.GOOD, theme.GOOD
        elif shown.mode in (Mode.CLOSED, Mode.UNKNOWN):
            ground, ink, number_ink = theme.PAPER, theme.QUIET, theme.QUIET
        else:
            ground, ink, number_ink = theme.PAPER, theme.INK, theme.PRIMARY
        self.ground, self.ink, self.number_ink = theme.rgba(ground), theme.rgba(ink), theme.rgba(number_ink)
