"""The question over everything else: does the visitor need more time?"""

from pathlib import Path
from typing import Any

from kivy.lang import Builder
from kivy.properties import NumericProperty
from kivy.uix.anchorlayout import AnchorLayout

from kiosk.flow.happenings import GoHome, NeedMoreTime, Touch


class StillThereQuestion(AnchorLayout):
    """Yes is the large answer; ``seconds`` counts down to the start page."""

    seconds = NumericProperty(0)

    def answer(self, stay: bool) -> Touch:
        """What an answer means."""
        return NeedMoreTime() if stay else GoHome()

    def on_touch_down(self, touch: Any) -> bool:
        """Nothing underneath can be touched."""
        inside = self.collide_point(*touch.pos)
        return bool(super().on_touch_down(touch)) or inside


Builder.load_file(str(Path(__file__).with_suffix(".kv")))
