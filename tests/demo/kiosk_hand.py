"""A visitor's hand at the kiosk: it reads where things are from the touch map, and touches them for real."""

import json
import time
from pathlib import Path
from typing import Any, Final

from tests.demo.screens import Display
from tests.demo.steps import Steps

PAGES_MAX: Final = 10


class KioskHand:
    """Touches by name."""

    def __init__(self, display: Display, touch_map: Path, steps: Steps) -> None:
        self._display = display
        self._touch_map = touch_map
        self._steps = steps

    @property
    def screen(self) -> str:
        """Which screen is shown."""
        return str(self._map()["screen"])

    @property
    def language(self) -> str:
        """In which language."""
        return str(self._map()["language"])

    def can_touch(self, name: str) -> bool:
        """Whether it is there now."""
        return name in self._map()["touchables"]

    def touch(self, name: str) -> float:
        """Touch it; returns the monotonic moment of the touch."""
        x, y, width, height = self._map()["touchables"][name]
        moment = time.monotonic()
        self._display.touch(x + width / 2, y + height / 2)
        return moment

    def go(self, name: str, screen: str) -> float:
        """Touch something and wait for the screen it leads to; returns the moment of the touch."""
        moment = self.touch(name)
        self._steps.until(f"touch {name} → {screen}", lambda: self.screen == screen, since=moment)
        return moment

    def turn_to(self, name: str) -> None:
        """Turn pages until it is there."""
        for _ in range(PAGES_MAX):
            if self.can_touch(name):
                return
            self._turn_page(name)

    def _turn_page(self, name: str) -> None:
        before = self._map()
        self.touch("page-after")
        self._steps.until(f"next page, looking for {name}", lambda: self._map() != before)

    def _map(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self._touch_map.read_text("utf-8"))
        return found
