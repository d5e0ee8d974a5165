"""The start: lay a card, or touch the one large button; smaller ones for who has an appointment or was served."""

from pathlib import Path

from kivy.lang import Builder
from kivy.properties import BooleanProperty, StringProperty
from kivy.uix.boxlayout import BoxLayout

from kiosk.flow.happenings import Begin, BeginTyping
from kiosk.flow.states import Purpose, State
from kiosk.slip import say
from kiosk.widgets import bar, basic, drawings
from kiosk.wording import Wording, news

PARTS = (bar.Strip, basic.TextButton, drawings.CardDrawing)


class WelcomeScreen(BoxLayout):
    """Nobody's visit."""

    invitation = StringProperty("")
    second_way = StringProperty("")
    queue = StringProperty("")
    news = StringProperty("")
    reader_works = BooleanProperty(True)
    bookable = BooleanProperty(False)
    judging = BooleanProperty(False)
    begin = Begin()
    check_in, judge = BeginTyping(Purpose.APPOINTMENT), BeginTyping(Purpose.VISIT)

    def show(self, state: State, words: Wording) -> None:
        """How many wait, what does not work, and when it opens if no numbers are given now."""
        hall = state.hall
        waiting = sum(line.waiting for line in hall.offer.services) if hall.offer else 0
        queue = words.say("welcome.waiting", waiting=waiting) if waiting else words.say("welcome.nobody")
        self.queue = queue if hall.open else words.say("welcome.own")
        self.reader_works = hall.reader_ok
        self.invitation = words.say("welcome.card") if hall.reader_ok else words.say("welcome.touch")
        self.second_way = words.say("welcome.or_touch") if hall.reader_ok else ""
        self.news = news(state, words)
        self.bookable = hall.open and hall.picture is not None and hall.picture.bookable
        self.judging = hall.open and hall.picture is not None and hall.picture.judging
        closed = hall.offer.closed if hall.offer else None
        if hall.offer and closed and all(line.closed for line in hall.offer.services):
            self.reader_works = False
            self.invitation = say(closed, words.language)
            hours = say(hall.offer.hours_today, words.language) if hall.offer.hours_today else ""
            self.second_way = "" if hours in self.invitation else hours


Builder.load_file(str(Path(__file__).with_suffix(".kv")))
