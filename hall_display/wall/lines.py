"""One line of each of the wall's panels. ``show`` takes a thing and the language (or its name), or None to be empty."""

from typing import Final

from kivy.properties import BooleanProperty, ListProperty, NumericProperty, StringProperty
from kivy.uix.boxlayout import BoxLayout

from config import theme
from config.vocabulary import CounterAdvice, CounterState, DeviceState, Language, Level, Trouble
from hall_display import look
from hall_display.wall.parts import Device, Group
from hall_display.wall.shown import Bar, Cell, LastMark, Queue
from hall_display.wall.troubles import TROUBLE_KEY
from hall_display.words import say

LEVEL_KEY: Final = {
    Level.VERY_SATISFIED: "level.very_satisfied",
    Level.SATISFIED: "level.satisfied",
    Level.BASICALLY_SATISFIED: "level.basically_satisfied",
    Level.DISSATISFIED: "level.dissatisfied",
    Level.VERY_DISSATISFIED: "level.very_dissatisfied",
}
COUNTER_KEY: Final = {
    CounterState.CLOSED: "wall.closed",
    CounterState.OPEN: "wall.open",
    CounterState.PAUSED: "wall.paused",
}
DEVICE_KEY: Final = {
    DeviceState.OK: "device.ok",
    DeviceState.WARNING: "device.warning",
    DeviceState.DOWN: "device.down",
}
ADVICE_KEY: Final = {
    CounterAdvice.OPEN_NOW: "wall.open_now",
    CounterAdvice.MAY_CLOSE: "wall.may_close",
}
CLEAR: Final = (0.0, 0.0, 0.0, 0.0)


class CounterCell(BoxLayout):
    """A counter: its number when somebody stands there, else what to do about it, else its state."""

    name = StringProperty()
    large = StringProperty()
    serving = BooleanProperty(False)
    shut = BooleanProperty(False)
    wanted = BooleanProperty(False)
    """It is to be opened now."""
    ink = ListProperty(CLEAR)

    def show(self, shown: tuple[Cell, Language] | None) -> None:
        """Fill the cell."""
        if shown is None:
            return
        cell, language = shown
        self.name, self.serving = cell.name, bool(cell.number)
        self.wanted = cell.advice is CounterAdvice.OPEN_NOW
        self.shut = cell.state is CounterState.CLOSED and not cell.number and not self.wanted
        state = COUNTER_KEY[cell.state] if cell.advice is None else ADVICE_KEY[cell.advice]
        self.large = cell.number or say(language, state)
        self.ink = theme.rgba(theme.GOLD_ON_DARK if self.wanted else look.COUNTER_COLOUR[cell.state])


class LevelLine(BoxLayout):
    """One level's bar."""

    name = StringProperty()
    count = StringProperty()
    share = NumericProperty(0.0)
    ink = ListProperty(CLEAR)

    def show(self, shown: tuple[Bar, Language] | None) -> None:
        """Fill the bar."""
        if shown is None:
            return
        bar, language = shown
        self.name, self.count, self.share = say(language, LEVEL_KEY[bar.level]), str(bar.count), bar.share
        self.ink = theme.rgba(look.LEVEL_COLOUR[bar.level])


class MarkLine(BoxLayout):
    """One mark that was given."""

    at = StringProperty()
    counter = StringProperty()
    number = StringProperty()
    level = StringProperty()
    ink = ListProperty(CLEAR)
    lit = BooleanProperty(False)

    def show(self, shown: tuple[LastMark, Language] | None) -> None:
        """Fill the line, or empty it."""
        if shown is None:
            self.at = self.counter = self.number = self.level = ""
            self.lit = False
            return
        mark, language = shown
        self.at, self.counter, self.number, self.lit = mark.at, mark.counter, mark.number, mark.lit
        self.level = say(language, LEVEL_KEY[mark.level])
        self.ink = theme.rgba(look.ALERT if mark.level.bad else look.CALM)


class QueueLine(BoxLayout):
    """One service's queue."""

    name = StringProperty()
    waiting = StringProperty()
    longest = StringProperty()
    share = NumericProperty(0.0)

    def show(self, shown: tuple[Queue, Language] | None) -> None:
        """Fill the line, or empty it."""
        if shown is None:
            self.name = self.waiting = self.longest = ""
            self.share = 0.0
            return
        queue, language = shown
        self.name, self.waiting, self.share = queue.name, str(queue.waiting), queue.share
        self.longest = say(language, "wall.minutes", minutes=queue.longest_min)


class DeviceLine(BoxLayout):
    """One device's health."""

    name = StringProperty()
    trouble = StringProperty()
    state = StringProperty()
    since = StringProperty()
    ink = ListProperty(CLEAR)

    def show(self, shown: tuple[Device, Language] | None) -> None:
        """Fill the line, or empty it."""
        if shown is None:
            self.name = self.trouble = self.state = self.since = ""
            self.ink = CLEAR
            return
        device, language = shown
        self.name, self.since = f"{device.host}  {device.name}", device.since
        self.trouble = "" if device.trouble is Trouble.NONE else say(language, TROUBLE_KEY[device.trouble])
        self.state = say(language, DEVICE_KEY[device.state])
        self.ink = theme.rgba(look.DEVICE_COLOUR[device.state])


class GroupLine(BoxLayout):
    """How many of one role are here."""

    name = StringProperty()
    figures = StringProperty()
    gone = StringProperty()
    ink = ListProperty(CLEAR)

    def show(self, shown: tuple[Group, str] | None) -> None:
        """Fill the line, or empty it."""
        if shown is None:
            self.name = self.figures = self.gone = ""
            return
        group, self.name = shown
        self.figures = f"{group.online}/{group.known}"
        self.gone = " ".join(group.gone)
        self.ink = theme.rgba(look.ALERT if group.gone else look.CALM)
