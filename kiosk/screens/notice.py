"""Trouble in plain words: the server said no, or no number can be had now. Says what to do."""

from pathlib import Path

from kivy.lang import Builder
from kivy.properties import BooleanProperty, StringProperty
from kivy.uix.boxlayout import BoxLayout

from kiosk.flow.happenings import GoBack
from kiosk.flow.states import OutOfOrder, Refusal, State
from kiosk.slip import say
from kiosk.wording import Wording


class NoticeScreen(BoxLayout):
    """A refusal, or out of order."""

    title = StringProperty("")
    line = StringProperty("")
    small = StringProperty("")
    can_go_back = BooleanProperty(False)
    getting_ready = BooleanProperty(False)
    back = GoBack()

    def show(self, state: State, words: Wording) -> None:
        """The words of the server, or the kiosk's own."""
        refusal = state.screen if isinstance(state.screen, Refusal) else None
        self.can_go_back = refusal is not None
        self.getting_ready = isinstance(state.screen, OutOfOrder) and state.hall.picture is None and state.hall.link_up
        if refusal is not None:
            self.title, self.line, self.small = words.say("notice.refused"), say(refusal.words, words.language), ""
        elif self.getting_ready:
            self.title, self.line, self.small = words.say("notice.starting"), words.say("notice.one_moment"), ""
        else:
            self.title, self.line = words.say("notice.away"), words.say("notice.desk")
            self.small = words.say("notice.recovers")


Builder.load_file(str(Path(__file__).with_suffix(".kv")))
