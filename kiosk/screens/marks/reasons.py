"""Why? The level's national reasons; any of them, or none."""

from pathlib import Path
from typing import Any

from kivy.lang import Builder
from kivy.properties import StringProperty
from kivy.uix.boxlayout import BoxLayout

from config.indicators import OF_LEVEL, REASONS_MAX
from config.vocabulary import IndicatorCode
from kiosk.flow.happenings import SendMark, SwitchReason
from kiosk.flow.states import Reasons, State
from kiosk.screens.marks.levels import visit_words
from kiosk.widgets.rail import settle
from kiosk.widgets.ticks import TickTile
from kiosk.wording import Wording, level_words


class ReasonsScreen(BoxLayout):
    """The chosen level, and eight tiles to tick."""

    level = StringProperty("")
    visit = StringProperty("")
    send = SendMark()

    def __init__(self, app: Any, **values: Any) -> None:
        super().__init__(**values)
        self._codes: list[IndicatorCode] = []
        self.tiles = [TickTile() for _ in range(REASONS_MAX)]
        for place, tile in enumerate(self.tiles):
            tile.bind(on_release=lambda _tile, place=place: app.send(SwitchReason(self._codes[place])))
            self.ids.reasons.add_widget(tile)
        settle(self, self.ids.ways)

    def show(self, state: State, words: Wording) -> None:
        """The reasons of this level; the hall's language says them."""
        if not isinstance(state.screen, Reasons):
            return
        self.level, self.visit = level_words(state.screen.level, words), visit_words(state.screen.visit, words)
        indicators = OF_LEVEL[state.screen.level]
        self._codes = [indicator.code for indicator in indicators]
        for place, tile in enumerate(self.tiles):
            known = indicators[place] if place < len(indicators) else None
            tile.shown = known is not None
            tile.touch_id = f"reason-{known.code}" if known else ""
            tile.text = known.words.in_language(words.language) if known else ""
            tile.on = known is not None and known.code in state.screen.chosen


Builder.load_file(str(Path(__file__).with_suffix(".kv")))
