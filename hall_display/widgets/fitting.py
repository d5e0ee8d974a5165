"""The largest type size at which a text fits a box; measured without drawing."""

from functools import lru_cache
from typing import Final

from kivy.core.text import Label as CoreLabel

LEADING_EM: Final = 0.34
"""White above and below the glyphs of a line, in type sizes: Noto Sans SC has lines of 1.45 em for glyphs of 1.1."""
RAISE_EM: Final = 0.12
"""White added below a line, in type sizes: the face leaves more above its glyphs than below, which looks sunken."""
CLOSE: Final = 0.03
"""The search ends when the size is this near to the largest that fits, in parts of it."""
TEXTS_KEPT_MAX: Final = 4_000


@lru_cache(maxsize=TEXTS_KEPT_MAX)
def fitting_size(
    text: str, bold: bool, box: tuple[int, int], largest: int, smallest: int, lines: int
) -> tuple[int, bool]:
    """Type size in pixels, and whether the text fits at that size; ``smallest`` when it fits at none."""
    if _fits(text, bold, box, largest, lines):
        return largest, True
    too_large, size = largest, smallest
    while too_large - size > max(1, size * CLOSE):
        middle = (size + too_large) // 2
        size, too_large = (middle, too_large) if _fits(text, bold, box, middle, lines) else (size, middle)
    return size, size > smallest or _fits(text, bold, box, smallest, lines)


def _fits(text: str, bold: bool, box: tuple[int, int], size: int, lines: int) -> bool:
    width, height = box
    wrap = (width, None) if lines > 1 else (None, None)
    label = CoreLabel(text=text, font_name="Hall", bold=bold, font_size=size, text_size=wrap)
    label.resolve_font_name()
    wide, high = label.render()
    return wide <= width and high - LEADING_EM * size <= height and len(label._cached_lines) <= lines
