"""The public call screen: newest call large on top, both languages calmly, a grid that can be read from ten metres."""

from typing import Final

from kivy.properties import BooleanProperty, ListProperty, NumericProperty, StringProperty
from kivy.uix.boxlayout import BoxLayout
from kivy.uix.floatlayout import FloatLayout

from config.theme import Scale
from hall_display.calls.shown import Call, CallsShown, Past
from hall_display.widgets.banner_bar import BannerBar
from hall_display.widgets.head import Head
from hall_display.widgets.placing import Rect, place
from hall_display.words import say_en, say_zh

LANDSCAPE_PLACES: Final[dict[str, Rect]] = {
    "head": (48, 20, 1824, 112),
    "titles": (48, 152, 1260, 48),
    "list": (48, 204, 1260, 772),
    "empty": (48, 204, 1260, 772),
    "waiting": (1348, 152, 524, 176),
    "past": (1348, 346, 524, 630),
    "foot": (48, 990, 1824, 76),
    "banner": (48, 984, 1824, 86),
}
PORTRAIT_PLACES: Final[dict[str, Rect]] = {
    "head": (40, 28, 1000, 204),
    "titles": (40, 248, 1000, 48),
    "list": (40, 300, 1000, 1120),
    "empty": (40, 300, 1000, 1120),
    "past": (40, 1440, 660, 336),
    "waiting": (724, 1440, 316, 336),
    "foot": (40, 1800, 1000, 92),
    "banner": (40, 1790, 1000, 116),
}
LANDSCAPE_ROWS: Final = 8
PORTRAIT_ROWS: Final = 11
LANDSCAPE_PAST: Final = 8
PORTRAIT_PAST: Final = 4
FIRST_ROW_PART: Final = 2.7
"""Height of the newest call's row, in heights of the others."""


FEW_PART: Final = 2
"""With fewer calls than this part of the rows they are as large as if there were so many; then all share the room."""


class CallRow(BoxLayout):
    """One call: number and counter. ``fresh`` stands out, ``lit`` is the bright half of its blink."""

    number = StringProperty()
    zh = StringProperty()
    en = StringProperty()
    again = StringProperty()
    again_en = StringProperty()
    fresh = BooleanProperty(False)
    lit = BooleanProperty(False)
    first = BooleanProperty(False)
    ruled = BooleanProperty(False)
    """With a line below; a row without a call has none."""
    ink = ListProperty([1, 1, 1, 1])

    def show(self, call: Call | None) -> None:
        """One call, or an empty row."""
        self.number = call.number if call else ""
        self.zh = call.counter_zh if call else ""
        self.en = call.counter_en if call else ""
        again = call is not None and call.again
        self.again = say_zh("calls.again") if again else ""
        self.again_en = say_en("calls.again") if again else ""
        self.fresh = call is not None and call.fresh
        self.ruled = call is not None and not self.first
        self.lit = call is not None and call.lit


class PastRow(BoxLayout):
    """One ticket whose service began, or that was missed."""

    number = StringProperty()
    zh = StringProperty()
    en = StringProperty()

    def show(self, past: Past | None) -> None:
        """One line of the history, or an empty one."""
        self.number = past.number if past else ""
        missed = past is not None and past.missed
        self.zh = say_zh("calls.missed") if missed else past.counter_zh if past else ""
        self.en = say_en("calls.missed") if missed else past.counter_en if past else ""


class CallsScreen(FloatLayout):
    """The whole screen. ``rows_max``: how many calls it has room for in its present shape."""

    factor = NumericProperty(1.0)
    rows_max = NumericProperty(LANDSCAPE_ROWS)
    waiting = StringProperty()
    foot_zh = StringProperty()
    foot_en = StringProperty()

    def on_size(self, *_: object) -> None:
        """Choose the shape and make its rows."""
        scale = Scale(int(self.width), int(self.height))
        self.factor = scale.factor
        self.rows_max = PORTRAIT_ROWS if scale.portrait else LANDSCAPE_ROWS
        self.ids.head.upright = scale.portrait
        place(self.ids, PORTRAIT_PLACES if scale.portrait else LANDSCAPE_PLACES, portrait=scale.portrait)
        self._make_rows(PORTRAIT_PAST if scale.portrait else LANDSCAPE_PAST)

    def show(self, shown: CallsShown) -> None:
        """Make this visible."""
        head: Head = self.ids.head
        banner: BannerBar = self.ids.banner
        head.show(shown.hall_zh, shown.hall_en, shown.face)
        banner.show(shown.banner)
        self.waiting = "–" if shown.waiting is None else str(shown.waiting)
        room = max(int(self.rows_max) // FEW_PART, len(shown.calls))
        for index, row in enumerate(reversed(self.ids.list.children)):
            if not row.first:
                row.size_hint_y, row.height = (1, row.height) if index < room else (None, 0)
            row.show(shown.calls[index] if index < len(shown.calls) else None)
        for index, row in enumerate(reversed(self.ids.past_rows.children)):
            row.show(shown.past[index] if index < len(shown.past) else None)
        self.ids.list.opacity = self.ids.titles.opacity = 1 if shown.calls else 0
        self.ids.empty.opacity = 0 if shown.calls else 1
        self.ids.past.opacity = 1 if shown.past else 0
        self._show_foot(shown)

    def _show_foot(self, shown: CallsShown) -> None:
        self.ids.foot.opacity = 0 if shown.banner else 1
        key = "calls.more" if shown.more else "calls.hint"
        self.foot_zh, self.foot_en = say_zh(key, count=shown.more), say_en(key, count=shown.more)

    def _make_rows(self, past_max: int) -> None:
        self.ids.list.clear_widgets()
        self.ids.past_rows.clear_widgets()
        for index in range(self.rows_max):
            first = index == 0
            self.ids.list.add_widget(CallRow(first=first, size_hint_y=FIRST_ROW_PART if first else 1))
        for _ in range(past_max):
            self.ids.past_rows.add_widget(PastRow())
