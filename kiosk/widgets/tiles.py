"""Grids of things to choose from, page by page. A grid keeps its tiles and only changes what stands on them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kivy.lang import Builder
from kivy.properties import BooleanProperty, NumericProperty, StringProperty
from kivy.uix.boxlayout import BoxLayout
from kivy.uix.gridlayout import GridLayout

from kiosk.flow.happenings import Touch
from kiosk.flow.touches import pages
from kiosk.widgets.basic import Touchable
from kiosk.widgets.rail import settle
from kiosk.window import Grid


@dataclass(frozen=True)
class TileWords:
    """What stands on one tile, and what touching it means."""

    touch_id: str
    name: str
    queue: str
    waiting: int
    touch: Touch
    counters: str = ""
    counters_open: int = 0
    closed: bool = False
    """No numbers are given for it now; a touch says when."""


class Tile(Touchable):
    """One department or service."""

    name = StringProperty("")
    queue = StringProperty("")
    waiting = NumericProperty(0)
    counters = StringProperty("")
    counters_open = NumericProperty(0)
    closed = BooleanProperty(False)


class DepartmentTile(Tile):
    """A department: its name over its queue."""


class ServiceTile(Tile):
    """A service: its name and its queue, and how many counters are open for it."""


class ActionTile(Tile):
    """Something of one's own: what it is, over what a touch does; ``waiting`` 1 makes that stand out."""


class TileGrid(GridLayout):
    """One page of tiles, always the same ones; those without words are hidden."""

    def build(self, grid: Grid, tile: type[Tile], send: Callable[[Touch], None]) -> None:
        """Make the page's tiles, once."""
        self.cols, self.rows = grid.columns, grid.rows
        self._touches: list[Touch | None] = [None] * grid.tiles
        for place in range(grid.tiles):
            made = tile(shown=False)
            made.bind(on_release=lambda _tile, place=place: self._send(place, send))
            self.add_widget(made)

    def show(self, page: Sequence[TileWords]) -> None:
        """Put these words on the tiles."""
        tiles: list[Tile] = list(reversed(self.children))
        for place, tile in enumerate(tiles):
            words = page[place] if place < len(page) else None
            self._touches[place] = words.touch if words else None
            tile.shown = words is not None
            tile.touch_id = words.touch_id if words else ""
            if words:
                tile.name, tile.queue, tile.waiting = words.name, words.queue, words.waiting
                tile.counters, tile.counters_open, tile.closed = words.counters, words.counters_open, words.closed

    def _send(self, place: int, send: Callable[[Touch], None]) -> None:
        touch = self._touches[place]
        if touch is not None:
            send(touch)


class ChoiceScreen(BoxLayout):
    """A title beside or above a grid of tiles; ``kv`` gives it ``side``, ``tiles`` and ``pages``."""

    page = NumericProperty(0)
    pages = NumericProperty(1)
    news = StringProperty("")

    def __init__(self, grid: Grid, tile: type[Tile], send: Callable[[Touch], None], **values: Any) -> None:
        super().__init__(**values)
        self.grid = grid
        self.ids.tiles.build(grid, tile, send)
        settle(self, self.ids.pages)

    def show_page(self, entries: Sequence[TileWords], page: int) -> None:
        """This page of all entries."""
        self.page, self.pages = page, pages(len(entries), self.grid.tiles)
        self.ids.tiles.show(entries[page * self.grid.tiles : (page + 1) * self.grid.tiles])


Builder.load_file(str(Path(__file__).with_suffix(".kv")))
