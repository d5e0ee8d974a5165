"""A code: typed on large keys, scanned, or a card instead. One screen an appointment's code, one for a visit's key."""

from pathlib import Path
from string import ascii_uppercase, digits
from typing import Any, Final

from kivy.lang import Builder
from kivy.properties import BooleanProperty, StringProperty
from kivy.uix.boxlayout import BoxLayout

from kiosk.flow.codes import as_typed
from kiosk.flow.happenings import EraseSign, GoBack, SendTyped, TypeSign
from kiosk.flow.keying import complete
from kiosk.flow.states import Purpose, State, Typing
from kiosk.widgets.basic import TextButton
from kiosk.widgets.rail import settle
from kiosk.wording import Wording, news

SIGNS: Final = {Purpose.APPOINTMENT: "1234567890", Purpose.VISIT: digits + ascii_uppercase}
COLUMNS: Final = {Purpose.APPOINTMENT: (3, 3), Purpose.VISIT: (6, 9)}
"""In portrait and in landscape."""


class TypingScreen(BoxLayout):
    """What was typed so far, over the keys."""

    title = StringProperty("")
    hint = StringProperty("")
    typed = StringProperty("")
    news = StringProperty("")
    whole = BooleanProperty(False)
    reader_works = BooleanProperty(True)
    erase, send, back = EraseSign(), SendTyped(), GoBack()

    def __init__(self, purpose: Purpose, app: Any, **values: Any) -> None:
        super().__init__(**values)
        keys = self.ids.board
        keys.cols = COLUMNS[purpose][0 if app.portrait else 1]
        signs = SIGNS[purpose]
        for place, sign in enumerate(signs):
            if purpose is Purpose.APPOINTMENT and place == len(signs) - 1:
                keys.add_widget(BoxLayout())  # the zero stands under the eight, as on a telephone
            key = TextButton(text=sign, touch_id=f"key-{sign.lower()}", wanted=app.px(64))
            key.bind(on_release=lambda _key, sign=sign: app.send(TypeSign(sign)))
            keys.add_widget(key)
        settle(self, self.ids.back)

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
