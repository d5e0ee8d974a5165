"""A service is chosen: lay a card, or go on without one."""

from pathlib import Path
from typing import Any

from kivy.lang import Builder
from kivy.properties import BooleanProperty, StringProperty
from kivy.uix.boxlayout import BoxLayout

from kiosk.flow.happenings import PrintList, WithoutCard
from kiosk.flow.states import Rules, State, Who
from kiosk.papers import list_words
from kiosk.slip import say
from kiosk.widgets.rail import settle
from kiosk.wording import Wording, news


class WhoScreen(BoxLayout):
    """The last step before the number."""

    service = StringProperty("")
    queue = StringProperty("")
    title = StringProperty("")
    hint = StringProperty("")
    go_on = StringProperty("")
    news = StringProperty("")
    reader_works = BooleanProperty(True)
    without_card = WithoutCard()
    paper_list = StringProperty("")
    """The button for the list of what to bring; empty where there is none."""
    print_list = PrintList()

    def __init__(self, rules: Rules, **values: Any) -> None:
        super().__init__(**values)
        self.rules = rules
        settle(self, self.ids.pages)

    def show(self, state: State, words: Wording) -> None:
        """The chosen service, and whether a card can be read."""
        picture = state.hall.offer
        if not isinstance(state.screen, Who) or picture is None:
            return
        line = next((line for line in picture.offers if line.id == state.screen.service), None)
        self.service = say(line.name, words.language) if line else ""
        waiting = line.waiting if line else 0
        queue = words.say("choose.waiting", waiting=waiting) if waiting else words.say("choose.nobody")
        self.queue = queue if state.hall.open else ""
        works = state.hall.reader_ok
        self.reader_works = works
        self.title = words.say("who.title") if works else words.say("who.title_no_reader")
        self.hint = words.say("who.card") if works else words.say("who.no_reader")
        self.go_on = words.say("who.without_card") if works else words.say("who.take")
        self.news = news(state, words)
        self.paper_list = list_words(self.rules, state, words)


Builder.load_file(str(Path(__file__).with_suffix(".kv")))
