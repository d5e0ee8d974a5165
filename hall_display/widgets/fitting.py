"""The largest type size at which a text fits a box; measured without drawing."""

from functools import lru_cache
from typing import Final

from kivy.core.text import Label as CoreLabel

from config.text.line_breaks import even
from config.value import value

LEADING_EM: Final = 0.34
"""White above and below the glyphs of a line, in type sizes: Noto Sans SC has lines of 1.45 em for glyphs of 1.1."""
RAISE_EM: Final = 0.12
"""White added below a line, in type sizes: the face leaves more above its glyphs than below, which looks sunken."""
CLOSE: Final = 0.03
"""The search ends when the size is this near to the largest that fits, in parts of it."""
ONE_LINE_MIN: Final = 0.75
"""Of the largest size; a text that needs less than that to stay on one line takes more lines where it may."""
TEXTS_KEPT_MAX: Final = 4_000


@value(frozen=True, slots=True)
class Fitted:
    """Type size in pixels, the text in its lines, and whether it fits; the smallest size when it fits at none."""

    size: int
    text: str
    fits: bool


@lru_cache(maxsize=TEXTS_KEPT_MAX)
def fitting(text: str, bold: bool, box: tuple[int, int], largest: int, smallest: int, lines: int) -> Fitted:
    """On one line if that is large enough, else on as many as it may take."""
    one = _largest(text, bold, box, largest, smallest, 1)
    if lines == 1 or (one.fits and one.size >= largest * ONE_LINE_MIN):
        return one
    return max(one, _largest(text, bold, box, largest, smallest, lines), key=lambda way: (way.fits, way.size))


def _largest(text: str, bold: bool, box: tuple[int, int], largest: int, smallest: int, lines: int) -> Fitted:
    best = _at_size(text, bold, box, largest, lines)
    if best.fits:
        return best
    too_large, size = largest, smallest
    while too_large - size > max(1, size * CLOSE):
        middle = (size + too_large) // 2
        size, too_large = (middle, too_large) if _at_size(text, bold, box, middle, lines).fits else (size, middle)
    return _at_size(text, bold, box, size, lines)


def _at_size(text: str, bold: bool, box: tuple[int, int], size: int, lines: int) -> Fitted:
    """The lines of the text at a type size; one that cannot be broken stays too wide."""
    width, height = box
    parts = even(text, width, lambda line: _extent(line, bold, size)[0]) if lines > 1 else text.split("\n")
    whole = "\n".join(parts)
    wide, high = _extent(whole, bold, size)
    return Fitted(size, whole, wide <= width and high - LEADING_EM * size <= height and len(parts) <= lines)


def _extent(text: str, bold: bool, size: int) -> tuple[int, int]:
    """Width and height of the text in pixels, broken only where it says so."""
    label = CoreLabel(text=text, font_name="Hall", bold=bold, font_size=size)
    label.resolve_font_name()
    wide, high = label.render()
    return wide, high
