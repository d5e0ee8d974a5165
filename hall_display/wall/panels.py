"""The wall's panels. Each takes its part of ``WallShown`` and puts it into lines, made once and filled again."""

import math
from collections.abc import Sequence
from typing import Any, Final

from kivy.properties import NumericProperty, StringProperty
from kivy.uix.boxlayout import BoxLayout

from config.vocabulary import Language, Role
from hall_display.wall import lines
from hall_display.wall.parts import Device, Group
from hall_display.wall.shown import Cell, LastMark, Marks, Queue
from hall_display.words import say

CELL_SHAPE: Final = 2.1
"""Width to height that the counters' cells come close to."""
COLUMNS_MIN: Final = 5
CELLS_PART: Final = 0.78
"""How much of the panel's height is for cells."""
ROWS_MIN: Final = 4
"""A hall of few counters leaves room below instead of making them huge."""
ROLE_KEY: Final = {
    Role.SERVER: "role.server",
    Role.CONSOLE: "role.console",
    Role.KIOSK: "role.kiosk",
    Role.CALL_SCREEN: "role.call_screen",
    Role.COUNTER_SCREEN: "role.counter_screen",
    Role.COUNTER_DEVICES: "role.counter_devices",
    Role.EVALUATOR: "role.evaluator",
}


class Panel(BoxLayout):
    """A card with a title, a word about it, and lines. ``empty`` stands there instead of lines.

    ``advice``: what somebody should do now; it stands before the word about the panel.
    """

    factor = NumericProperty(1.0)
    title = StringProperty()
    about = StringProperty()
    advice = StringProperty()
    empty = StringProperty()
    lines_max = NumericProperty(5)

    def fill(self, kind: type[Any], things: Sequence[Any], places: int) -> None:
        """One line for each thing, and empty lines for the other places."""
        rows = self.ids.rows
        for _ in range(places - len(rows.children)):
            rows.add_widget(kind())
        for line in rows.children[: max(0, len(rows.children) - places)]:
            rows.remove_widget(line)
        for index, line in enumerate(reversed(rows.children)):
            line.show(things[index] if index < len(things) else None)


class CountersPanel(Panel):
    """All counters in a grid."""

    def show(self, cells: Sequence[Cell], open_counters: int, open_now: int, language: Language) -> None:
        """One cell a counter."""
        self.title = say(language, "wall.counters")
        self.about = say(language, "wall.counters_open", open=open_counters, all=len(cells)) if cells else ""
        self.advice = say(language, "wall.open_now_count", count=open_now) if open_now else ""
        self.empty = "" if cells else say(language, "wall.nothing")
        shape = self.width / max(1, self.height)
        grid = self.ids.rows
        grid.cols = max(COLUMNS_MIN, math.ceil(math.sqrt(len(cells) * shape / CELL_SHAPE)))
        few = math.ceil(len(cells) / grid.cols) < ROWS_MIN
        grid.row_force_default = few
        grid.row_default_height = self.height * CELLS_PART / ROWS_MIN if few else 0
        self.fill(lines.CounterCell, [(cell, language) for cell in cells], len(cells))


class MarksPanel(Panel):
    """The five levels as bars, good and bad below, and apart from them who gave no mark."""

    good = StringProperty()
    bad = StringProperty()
    no_review = StringProperty()

    def show(self, marks: Marks, language: Language) -> None:
        """The day's marks."""
        self.title = say(language, "wall.marks")
        self.fill(lines.LevelLine, [(bar, language) for bar in marks.bars], len(marks.bars))
        self.good = f"{say(language, 'wall.good')}  {marks.good}"
        self.bad = f"{say(language, 'wall.bad')}  {marks.bad}"
        self.no_review = f"{say(language, 'wall.no_review')}  {marks.no_review}"


class LastMarksPanel(Panel):
    """The newest marks."""

    def show(self, marks: Sequence[LastMark], language: Language) -> None:
        """Newest first."""
        self.title = say(language, "wall.last_marks")
        self.empty = "" if marks else say(language, "wall.no_marks")
        self.fill(lines.MarkLine, [(mark, language) for mark in marks], int(self.lines_max))


class QueuesPanel(Panel):
    """The busiest services."""

    def show(self, queues: Sequence[Queue], language: Language) -> None:
        """Longest queue first."""
        self.title = say(language, "wall.queues")
        self.about = say(language, "wall.queues_about")
        self.empty = "" if queues else say(language, "wall.no_queues")
        self.fill(lines.QueueLine, [(queue, language) for queue in queues], int(self.lines_max))


class DevicesPanel(Panel):
    """Devices, worst first."""

    def show(self, devices: Sequence[Device], language: Language) -> None:
        """As many as fit; the title says how many need attention."""
        bad = sum(device.bad for device in devices)
        self.title = say(language, "wall.devices")
        self.about = say(language, "wall.devices_about", bad=bad) if bad else ""
        if devices and not bad:
            self.about = say(language, "wall.devices_good")
        if len(devices) > self.lines_max:
            self.about += " · " + say(language, "wall.more_lines", count=len(devices) - int(self.lines_max))
        self.empty = "" if devices else say(language, "wall.no_devices")
        self.fill(lines.DeviceLine, [(device, language) for device in devices], int(self.lines_max))


class PresencePanel(Panel):
    """Who is on the wire, by role."""

    def show(self, groups: Sequence[Group], language: Language) -> None:
        """One line a role."""
        self.title = say(language, "wall.presence")
        named = [(group, say(language, ROLE_KEY[group.role])) for group in groups]
        self.fill(lines.GroupLine, named, len(named) + len(named) % 2)
