"""Where a visit stands: its number, who is ahead and how long that takes; and giving it up, after a second look."""

from pathlib import Path
from typing import assert_never

from kivy.lang import Builder
from kivy.properties import BooleanProperty, ObjectProperty, StringProperty
from kivy.uix.boxlayout import BoxLayout

from config.vocabulary import TicketState
from config.wire.replies import VisitShown
from kiosk.flow.happenings import GiveUp, GiveUpSurely, GoBack, GoHome
from kiosk.flow.states import State
from kiosk.flow.visits.progress import GivingUp, Progress
from kiosk.slip import minutes_words, say
from kiosk.wording import Wording


class ProgressScreen(BoxLayout):
    """One visit. What gives it up stands where the first look had the way home: a double touch never does."""

    number = StringProperty("")
    service = StringProperty("")
    headline = StringProperty("")
    line = StringProperty("")
    follow = StringProperty("")
    asking = BooleanProperty(False)
    can_give_up = BooleanProperty(False)
    first, second = ObjectProperty(GiveUp()), ObjectProperty(GoHome())

    def show(self, state: State, words: Wording) -> None:
        """What the server said of it, or the question."""
        screen = state.screen
        if not isinstance(screen, Progress | GivingUp):
            return
        visit = screen.visit
        self.number, self.service = visit.number, say(visit.service_name, words.language)
        self.asking = isinstance(screen, GivingUp)
        self.can_give_up = isinstance(screen, Progress) and screen.may_give_up
        self.first, self.second = (GoBack(), GiveUpSurely()) if self.asking else (GiveUp(), GoHome())
        self.follow = "" if self.asking else _follow(visit, words)
        if self.asking:
            self.headline = words.say("progress.sure", number=visit.number)
            self.line = words.say("progress.sure_line")
        else:
            self.headline, self.line = _said(visit, words)


def _said(visit: VisitShown, words: Wording) -> tuple[str, str]:
    """What is said large, and below it."""
    counter = say(visit.counter_name, words.language) if visit.counter_name is not None else ""
    match visit.state:
        case TicketState.WAITING:
            people = visit.people_ahead
            ahead = words.say("number.ahead", people=people) if people else words.say("number.next")
            return ahead, _wait(visit, words)
        case TicketState.CALLED:
            return words.say("progress.called", counter=counter), words.say("progress.called_line")
        case TicketState.SERVING:
            return words.say("progress.serving"), counter
        case TicketState.HELD:
            return words.say("progress.held"), words.say("progress.held_line", counter=counter)
        case TicketState.CARRIED:
            day = say(visit.carried_to, words.language) if visit.carried_to is not None else ""
            return words.say("progress.carried", day=day), words.say("progress.carried_line")
        case TicketState.CANCELLED:
            theirs = visit.canceller is not None and visit.canceller.visitor
            line = words.say("progress.cancelled_by_you") if theirs else words.say("progress.ask_desk")
            return words.say("progress.cancelled"), line
        case TicketState.NO_SHOW:
            return words.say("progress.no_show"), words.say("progress.ask_desk")
        case TicketState.ENDED:
            return words.say("progress.ended"), words.say("progress.ended_line")
        case TicketState.SERVED:
            return words.say("progress.served"), counter
    assert_never(visit.state)


def _wait(visit: VisitShown, words: Wording) -> str:
    low, high = visit.wait_low_min, visit.wait_high_min
    return words.say("progress.wait_unknown") if low is None or high is None else minutes_words(low, high, words)


def _follow(visit: VisitShown, words: Wording) -> str:
    names = words.say("progress.joined_by").join(say(name, words.language) for name in visit.follow)
    return words.say("progress.follow", services=names) if names else ""


Builder.load_file(str(Path(__file__).with_suffix(".kv")))
