"""A notice in plain words: the server said no, no number can be had now, a mark is recorded. Says what to do."""

from pathlib import Path
from typing import Any

from kivy.lang import Builder
from kivy.properties import BooleanProperty, StringProperty
from kivy.uix.boxlayout import BoxLayout

from kiosk.flow.happenings import GoBack, GoHome
from kiosk.flow.idle import leaves_in
from kiosk.flow.states import About, OutOfOrder, Refusal, Rules, State, Thanks
from kiosk.slip import say
from kiosk.wording import Wording, done_words


class NoticeScreen(BoxLayout):
    """A refusal, out of order, or thanks."""

    title = StringProperty("")
    line = StringProperty("")
    small = StringProperty("")
    can_go_back = BooleanProperty(False)
    getting_ready = BooleanProperty(False)
    good = BooleanProperty(False)
    go_on = StringProperty("")
    back: GoBack | GoHome = GoBack()

    def __init__(self, rules: Rules, **values: Any) -> None:
        super().__init__(**values)
        self.rules = rules

    def show(self, state: State, words: Wording) -> None:
        """The words of the server, or the kiosk's own."""
        thanks = state.screen if isinstance(state.screen, Thanks) else None
        refusal = state.screen if isinstance(state.screen, Refusal) else None
        self.can_go_back, self.good = refusal is not None or thanks is not None, thanks is not None
        self.back = GoHome() if thanks is not None else GoBack()
        goes_back = refusal is not None and refusal.about in (About.VISIT, About.MARK, About.LEAVING)
        self.go_on = words.say("bar.back") if goes_back else words.say("notice.choose_again")
        self.getting_ready = isinstance(state.screen, OutOfOrder) and state.hall.picture is None and state.hall.link_up
        if thanks is not None:
            self.title, self.small = words.say("judge.thanks"), ""
            self.go_on = done_words(leaves_in(self.rules, state), words)
            first_bad = thanks.level.bad and not thanks.again
            self.line = words.say("judge.thanks_bad") if first_bad else words.say("judge.thanks_line")
        elif refusal is not None:
            self.title, self.small = _title(refusal.about, words), ""
            self.line = say(refusal.words, words.language)
        elif self.getting_ready:
            self.title, self.line, self.small = words.say("notice.starting"), words.say("notice.one_moment"), ""
        else:
            self.title, self.line = words.say("notice.away"), words.say("notice.desk")
            self.small = words.say("notice.recovers")


def _title(about: About, words: Wording) -> str:
    return {
        About.NUMBER: words.say("notice.refused"),
        About.SERVICE: words.say("notice.not_added"),
        About.VISIT: words.say("notice.not_found"),
        About.MARK: words.say("notice.not_judged"),
        About.LEAVING: words.say("notice.not_cancelled"),
        About.CHECK_IN: words.say("notice.not_checked_in"),
    }[about]


Builder.load_file(str(Path(__file__).with_suffix(".kv")))
