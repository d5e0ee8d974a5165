"""The number is asked for. Seldom seen for longer than a blink."""

from pathlib import Path

from kivy.lang import Builder
from kivy.properties import StringProperty
from kivy.uix.boxlayout import BoxLayout

from kiosk.flow.states import State, Waiting
from kiosk.wording import Wording


class WaitingScreen(BoxLayout):
    """Please stay here."""

    line = StringProperty("")

    def show(self, state: State, words: Wording) -> None:
        """From the second try on, say that it takes longer."""
        slow = isinstance(state.screen, Waiting) and state.screen.tries > 1
        self.line = words.say("wait.slow") if slow else words.say("wait.line")


Builder.load_file(str(Path(__file__).with_suffix(".kv")))
