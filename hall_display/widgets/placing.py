"""Children at fixed places of a reference panel, whatever the window's size: the strict grid of a screen."""

from collections.abc import Mapping
from typing import Any, Final

LANDSCAPE: Final = (1920, 1080)
PORTRAIT: Final = (1080, 1920)
"""The reference panels, in pixels."""
Rect = tuple[int, int, int, int]
"""Left, top, width, height in pixels of the reference panel; top counts from the upper edge."""


def place(children: Mapping[str, Any], rects: Mapping[str, Rect], *, portrait: bool) -> None:
    """Give each named child its part of the parent."""
    wide, high = PORTRAIT if portrait else LANDSCAPE
    for name, (left, top, width, height) in rects.items():
        children[name].size_hint = (width / wide, height / high)
        children[name].pos_hint = {"x": left / wide, "top": 1 - top / high}
