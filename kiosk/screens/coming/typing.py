"""A code: typed on large keys, scanned, or a card instead. One screen an appointment's code, one for a visit's key."""

from pathlib import Path
from typing import Any, Final

from kivy.lang import Builder
from kivy.properties import BooleanProperty, StringProperty
from kivy.uix.boxlayout import BoxLayout

from kiosk.flow.codes import as_typed
from kiosk.flow.keying import complete
from kiosk.flow.states import Purpose, State, Typing
from kiosk.screens.coming.keys import LETTERS, TELEPHONE, lay_keys
from kiosk.widgets.rail import settle
from kiosk.wording import Wording, news

KEYS: Final = {Purpose.APPOINTMENT: TELEPHONE, Purpose.VISIT: LETTERS}


class TypingScreen(BoxLayout):
    """What was typed so far, over the keys."""

    title = StringProperty("")
    hint = StringProperty("")
    typed = StringProperty("")
    news = StringProperty("")
    whole = BooleanProperty(False)
    reader_works = BooleanProperty(True)

    def __init__(self, purpose: Purpose, app: Any, **values: Any) -> None:
        super().__init__(**values)
        lay_keys(self.ids.board, KEYS[purpose], app)
        settle(self, self.ids.pages)

    def show(self, state: State, words: Wording) -> None:
        """What was typed, and what can be done instead."""
        if not isinstance(state.screen, Typing):
            return
        self.reader_works = state.hall.reader_ok
        if state.screen.purpose is Purpose.APPOINTMENT:
            self.title = words.say("typing.appointment")
            without = words.say("typing.appointment_no_reader")
            self.hint = words.say("typing.appointment_hint") if self.reader_works else without
        else:
            self.title = words.say("typing.visit")
            self.hint = words.say("typing.visit_hint") if self.reader_works else words.say("typing.visit_no_reader")
        self.typed, self.whole = as_typed(state.screen.typed), complete(state.screen)
        self.news = news(state, words)


Builder.load_file(str(Path(__file__).with_suffix(".kv")))
