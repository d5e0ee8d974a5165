"""How was it? The five national levels, as large as they go."""

from pathlib import Path
from typing import Any

from kivy.lang import Builder
from kivy.properties import StringProperty
from kivy.uix.boxlayout import BoxLayout

from config.vocabulary import Level
from kiosk.flow.happenings import PickLevel
from kiosk.flow.states import Judged, Levels, State
from kiosk.slip import say
from kiosk.widgets.basic import TextButton
from kiosk.widgets.rail import settle
from kiosk.wording import Wording, level_words


def visit_words(visit: Judged, words: Wording) -> str:
    """Which visit is judged."""
    return words.say("judge.visit", number=visit.number, service=say(visit.service, words.language))


class LevelsScreen(BoxLayout):
    """Five keys, best first."""

    title = StringProperty("")
    visit = StringProperty("")

    def __init__(self, app: Any, **values: Any) -> None:
        super().__init__(**values)
        self.keys = {level: TextButton(touch_id=f"level-{level}", wanted=app.px(72)) for level in Level}
        for level, key in self.keys.items():
            key.bind(on_release=lambda _key, level=level: app.send(PickLevel(level)))
            self.ids.levels.add_widget(key)
        settle(self, self.ids.pages)

    def show(self, state: State, words: Wording) -> None:
        """The visit, and whether it is judged for the second time."""
        if not isinstance(state.screen, Levels):
            return
        visit = state.screen.visit
        self.title = words.say("judge.again") if visit.again else words.say("judge.title")
        self.visit = visit_words(visit, words)
        for level, key in self.keys.items():
            key.text = level_words(level, words)


Builder.load_file(str(Path(__file__).with_suffix(".kv")))
