"""Something is asked for, mostly the number. Seldom seen for longer than a blink."""

from pathlib import Path

from kivy.lang import Builder
from kivy.properties import StringProperty
from kivy.uix.boxlayout import BoxLayout

from kiosk.flow.states import Asking, State, Waiting
from kiosk.wording import Wording


class WaitingScreen(BoxLayout):
    """Please stay here."""

    title = StringProperty("")
    line = StringProperty("")

    def show(self, state: State, words: Wording) -> None:
        """From the second try on, say that it takes longer."""
        if isinstance(state.screen, Asking):
            self.title, self.line = words.say("wait.looking"), words.say("wait.looking_line")
            return
        self.title = words.say("wait.title")
        slow = isinstance(state.screen, Waiting) and state.screen.tries > 1
        self.line = words.say("wait.slow") if slow else words.say("wait.line")


Builder.load_file(str(Path(__file__).with_suffix(".kv")))
