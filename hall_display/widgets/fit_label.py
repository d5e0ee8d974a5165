"""A label that chooses its type size so that its text fits; one too long for the smallest size loses its middle."""

from typing import Any

from kivy.clock import Clock
from kivy.properties import BooleanProperty, NumericProperty
from kivy.uix.label import Label

from hall_display.widgets.fitting import RAISE_EM, fitting


class FitLabel(Label):
    """Type between ``smallest`` and ``largest`` pixels on at most ``lines`` lines, in the middle of its height."""

    largest = NumericProperty(40)
    smallest = NumericProperty(10)
    lines = NumericProperty(1)
    cut = BooleanProperty(False)
    """The text did not fit and was shortened."""

    def __init__(self, **properties: Any) -> None:
        super().__init__(**properties)
        self._fit_soon = Clock.create_trigger(self._fit, -1)
        for name in ("text", "size", "bold", "largest", "smallest", "lines"):
            self.fbind(name, self._fit_soon)
        self._fit_soon()

    def _fit(self, *_: Any) -> None:
        box = (int(self.width), int(self.height))
        if not self.text or min(box) <= 0:
            return
        fitted = fitting(
            self.text, self.bold, box, max(1, int(self.largest)), max(1, int(self.smallest)), int(self.lines)
        )
        self.cut = not fitted.fits
        self.shorten, self.shorten_from = self.cut, "center"
        self.text_size = (self.width, None)
        self.font_size = fitted.size
        self.padding = (0, 0, 0, RAISE_EM * fitted.size)
        self._label.text = self.text if self.cut else fitted.text
        self._trigger_texture()
