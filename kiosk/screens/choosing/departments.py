"""Choosing a department: a page of tiles, each with its queue."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from kivy.lang import Builder

from config.vocabulary import DepartmentId
from config.wire.pictures import DepartmentLine
from kiosk.flow.happenings import PickDepartment
from kiosk.flow.states import Departments, State
from kiosk.flow.touches import departments, offers
from kiosk.slip import say
from kiosk.widgets.tiles import ChoiceScreen, TileWords
from kiosk.wording import Wording, news


class DepartmentsScreen(ChoiceScreen):
    """One page of the hall's departments."""

    def show(self, state: State, words: Wording) -> None:
        """The page that the state is at."""
        picture = state.hall.offer
        if not isinstance(state.screen, Departments) or picture is None:
            return
        waiting: dict[str, int] = {}
        queues = {(line.department, line.queue): line.waiting for line in offers(state)}
        for (department, _), people in queues.items():
            waiting[department] = waiting.get(department, 0) + people
        self.news = visit_news(state, words)
        giving = {line.department for line in offers(state) if line.closed is None}
        entries = [_tile(line, waiting.get(line.id, 0), line.id in giving, words) for line in departments(state)]
        self.show_page(entries if state.hall.open else without_queues(entries), state.screen.page)


def _tile(line: DepartmentLine, waiting: int, giving: bool, words: Wording) -> TileWords:
    queue = words.say("choose.waiting", waiting=waiting) if waiting else words.say("choose.nobody")
    if not giving:
        queue, waiting = words.say("choose.closed"), 0
    touch = PickDepartment(DepartmentId(line.id))
    return TileWords(f"department-{line.id}", say(line.name, words.language), queue, waiting, touch, closed=not giving)


def without_queues(entries: Iterable[TileWords]) -> list[TileWords]:
    """As long as the server is away nobody knows them."""
    return [replace(entry, queue="", counters="") for entry in entries]


def visit_news(state: State, words: Wording) -> str:
    """What the visitor should know while choosing, the most pressing first."""
    visit = state.visit
    trouble = news(state, words)
    if trouble and (visit.card is None or not state.hall.printer_ok):
        return trouble
    if visit.adds_to is not None:
        return words.say("choose.adding", number=visit.adds_to.number)
    if visit.card is not None and visit.card.masked_name:
        return words.say("bar.hello", name=visit.card.masked_name)
    return words.say("bar.card_here") if visit.card is not None else ""


Builder.load_file(str(Path(__file__).with_suffix(".kv")))
