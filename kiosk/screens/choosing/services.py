"""Choosing a service of one department, with the quiet switch for those who go first by law."""

from pathlib import Path

from kivy.lang import Builder
from kivy.properties import BooleanProperty, StringProperty

from config.vocabulary import ServiceId
from config.wire.pictures import ServiceLine, ServicesPicture
from kiosk.flow.happenings import PickService, SwitchPriority
from kiosk.flow.states import Services, State
from kiosk.flow.touches import offers
from kiosk.screens.choosing.departments import visit_news, without_queues
from kiosk.slip import say
from kiosk.widgets.ticks import Tick
from kiosk.widgets.tiles import ChoiceScreen, TileWords
from kiosk.wording import Wording

PARTS = (Tick,)


class ServicesScreen(ChoiceScreen):
    """One page of a department's services."""

    department = StringProperty("")
    priority = BooleanProperty(False)
    adding = BooleanProperty(False)
    """One more service for a ticket: its class stays what it is."""
    switch = SwitchPriority()

    def show(self, state: State, words: Wording) -> None:
        """The page that the state is at."""
        picture = state.hall.offer
        if not isinstance(state.screen, Services) or picture is None:
            return
        lines = [line for line in offers(state) if line.department == state.screen.department]
        self.department = _name(picture, state.screen, words)
        self.priority, self.adding = state.visit.priority, state.visit.adds_to is not None
        self.news = visit_news(state, words)
        entries = [_tile(line, words) for line in lines]
        self.show_page(entries if state.hall.open else without_queues(entries), state.screen.page)


def _name(picture: ServicesPicture, screen: Services, words: Wording) -> str:
    names = (say(line.name, words.language) for line in picture.departments if line.id == screen.department)
    return next(names, "")


def _tile(line: ServiceLine, words: Wording) -> TileWords:
    queue = words.say("choose.waiting", waiting=line.waiting) if line.waiting else words.say("choose.nobody")
    counters = words.say("choose.open_counters", counters=line.open_counters)
    touch_id, name, touch = f"service-{line.id}", say(line.name, words.language), PickService(ServiceId(line.id))
    if line.closed is not None:
        return TileWords(touch_id, name, words.say("choose.closed"), 0, touch, closed=True)
    return TileWords(
        touch_id,
        name,
        queue,
        line.waiting,
        touch,
        counters if line.open_counters else words.say("choose.no_counter"),
        line.open_counters,
    )


Builder.load_file(str(Path(__file__).with_suffix(".kv")))
