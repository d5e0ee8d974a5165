"""The number, as large as it goes, and what to do with it."""

from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

from kivy.lang import Builder
from kivy.properties import BooleanProperty, StringProperty
from kivy.uix.boxlayout import BoxLayout

from config.vocabulary import TicketClass
from config.wire.replies import TicketGiven
from kiosk.flow.happenings import GoHome, OneMore, PrintAgain, PrintList
from kiosk.flow.idle import leaves_in
from kiosk.flow.states import Number, Paper, Rules, State
from kiosk.flow.touches import printable
from kiosk.papers import list_words
from kiosk.slip import booked_words, clock_time, counter_names, say, wait_words
from kiosk.wording import Wording, done_words

NAMED_COUNTERS_MAX: Final = 60
"""Characters; more counters than that are left to the screens that call."""


class NumberScreen(BoxLayout):
    """One ticket and its paper."""

    number = StringProperty("")
    service = StringProperty("")
    ahead = StringProperty("")
    wait = StringProperty("")
    counted = StringProperty("")
    counters = StringProperty("")
    paper = StringProperty("")
    paper_state = StringProperty(Paper.PRINTING)
    priority = BooleanProperty(False)
    paper_list = StringProperty("")
    """The button for the list of what to bring; empty where there is none."""
    print_list = PrintList()
    can_add = BooleanProperty(False)
    can_reprint = BooleanProperty(False)
    done_words = StringProperty("")
    done, add, reprint = GoHome(), OneMore(""), PrintAgain("")

    def __init__(self, zone: ZoneInfo, rules: Rules, **values: Any) -> None:
        super().__init__(**values)
        self.zone, self.rules = zone, rules

    def show(self, state: State, words: Wording) -> None:
        """Everything that the server said of this ticket."""
        if not isinstance(state.screen, Number):
            return
        ticket = state.screen.ticket
        self.number = ticket.number
        self.service = say(ticket.service_name, words.language)
        if ticket.steps:
            self.service = words.say("number.first_of", service=self.service, steps=len(ticket.steps))
        self.priority = ticket.ticket_class is TicketClass.PRIORITY
        people = ticket.people_ahead
        self.ahead = words.say("number.ahead", people=people) if people else words.say("number.next")
        self.wait = wait_words(ticket, state.hall.picture, words)
        counted = clock_time(ticket.counted_from, self.zone)
        self.counted = words.say("number.counted", time=counted)
        self.counted = booked_words(ticket, self.zone, words) or self.counted
        settled = state.screen.paper is not Paper.PRINTING and state.screen.next_card is None
        self.can_add = settled and state.hall.open and not state.screen.while_away
        self.add = OneMore(ticket.ticket)
        if state.screen.while_away:
            self.ahead, self.wait, self.counted = words.say("number.call"), "", words.say("number.away", time=counted)
        self.counters = _counters(ticket, words)
        self.paper_list = list_words(self.rules, state, words)
        self.paper_state = state.screen.paper
        self.paper = {
            Paper.PRINTING: words.say("number.printing"),
            Paper.PRINTED: words.say("number.printed"),
            Paper.UNSURE: words.say("number.unsure"),
            Paper.FAILED: words.say("number.failed"),
        }[state.screen.paper]
        if state.screen.said is not None:
            self.paper = say(state.screen.said, words.language)
        self.done_words = done_words(leaves_in(self.rules, state), words)
        self.can_reprint, self.reprint = bool(printable(state)), PrintAgain(ticket.ticket)


def _counters(ticket: TicketGiven, words: Wording) -> str:
    named = counter_names(ticket.counter_names, words.language)
    return words.say("number.counters", counters=named) if 0 < len(named) <= NAMED_COUNTERS_MAX else ""


Builder.load_file(str(Path(__file__).with_suffix(".kv")))
