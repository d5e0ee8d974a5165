"""The largest type size at which a text fits a box; measured without drawing."""

from functools import lru_cache
from typing import Final

from kivy.core.text import Label as CoreLabel

STEP: Final = 0.94
"""Each try is this much smaller than the one before."""
TEXTS_KEPT_MAX: Final = 4_000


@lru_cache(maxsize=TEXTS_KEPT_MAX)
def fitting_size(
    text: str, bold: bool, box: tuple[int, int], largest: int, smallest: int, lines: int
) -> tuple[int, bool]:
    """Type size in pixels, and whether the text fits at that size; ``smallest`` when it fits at none."""
    size = float(largest)
    while size > smallest:
        if _fits(text, bold, box, int(size), lines):
            return int(size), True
        size *= STEP
    return smallest, _fits(text, bold, box, smallest, lines)


def _fits(text: str, bold: bool, box: tuple[int, int], size: int, lines: int) -> bool:
    width, height = box
    wrap = (width, None) if lines > 1 else (None, None)
    label = CoreLabel(text=text, font_name="Hall", bold=bold, font_size=size, text_size=wrap)
    label.resolve_font_name()
    wide, high = label.render()
    return wide <= width and high <= height and len(label._cached_lines) <= lines
