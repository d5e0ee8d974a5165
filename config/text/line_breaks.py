"""Where a text may be broken into lines, in Chinese and in English, and lines that are about equally long.

By the rules of Chinese typesetting (GB/T 15834, 5.1): no line begins with a mark that closes, none ends with one that
opens; a number stays with its unit, a word of Latin letters stays whole. Standard library only: who draws says how wide
a text is.
"""

from collections.abc import Callable
from functools import lru_cache
from itertools import pairwise
from typing import Final

TEXTS_KEPT_MAX: Final = 8_192
WidthOf = Callable[[str], float]
"""The width of a text in one line, in whatever unit the room has."""

CLOSING: Final = frozenset("，。、；：？！）》〉】」』”’…·%％,.;:?!)]}")
OPENING: Final = frozenset("（《〈【「『“‘([{")
BEFORE_NUMBERS: Final = frozenset("第共年月")
"""Signs that stay with the number behind them."""
PAUSES: Final = frozenset("，。；：？！,.;:?!")
"""Good places for a line's end."""
WIDE_FROM: Final = "\u2e80"
"""Signs from here on stand alone: Hanzi and their marks."""
SPACE_COST: Final = 0.15
"""A line that ends at a space, or within a list, costs as much as one so much longer, in parts of the room."""
SPLIT_COST: Final = 0.4
"""The same for one that ends between two Hanzi."""


@lru_cache(maxsize=TEXTS_KEPT_MAX)
def pieces(text: str) -> tuple[str, ...]:
    """The parts of one line that stay whole, in order; spaces stand at a part's end. Joined they are the text."""
    ends = [at for at in range(1, len(text)) if _may_break(text, at)]
    return tuple(text[start:end] for start, end in pairwise([0, *ends, len(text)]))


def filled(text: str, room: float, width_of: WidthOf) -> list[str]:
    """Lines as full as they can be. A part wider than the room is broken between any two of its signs."""
    return [line.strip() for line in _fill(_narrow_pieces(text, room, width_of), room, width_of)]


def even(text: str, room: float, width_of: WidthOf) -> list[str]:
    """As few lines as possible, of about the same length, rather broken at a pause; line feeds of the text stay."""
    return [line for part in text.split("\n") for line in _even(part, room, width_of)]


def _may_break(text: str, at: int) -> bool:
    """Whether a line may end before the sign at this place."""
    before, after = text[:at].rstrip()[-1:], text[at]
    if after.isspace() or after in CLOSING or before in OPENING:
        return False
    if (before.isdigit() and after >= WIDE_FROM) or (before in BEFORE_NUMBERS and after.isdigit()):
        return False
    return text[at - 1].isspace() or after >= WIDE_FROM or before >= WIDE_FROM or before in CLOSING - set(",.:%)]}'")


def _narrow_pieces(text: str, room: float, width_of: WidthOf) -> list[str]:
    parts = [(part, width_of(part.rstrip()) <= room) for part in pieces(text)]
    return [piece for part, fits in parts for piece in ([part] if fits else part)]


def _fill(parts: list[str], room: float, width_of: WidthOf) -> list[str]:
    lines: list[str] = []
    for part in parts:
        if lines and width_of((lines[-1] + part).strip()) <= room:
            lines[-1] += part
        else:
            lines.append(part)
    return lines


def _even(text: str, room: float, width_of: WidthOf) -> list[str]:
    """Of all ways to as many lines as the fullest ones need, the one with the least sum of squared lengths.

    Of two equal ones the one whose first lines are longer.
    """
    parts = _narrow_pieces(text, room, width_of)
    count = len(_fill(parts, room, width_of))
    if count <= 1:
        return [text.strip()]
    ways: dict[int, tuple[float, list[str]]] = {0: (0.0, [])}
    for _ in range(count):
        ways = _longer_by_one(ways, parts, room, width_of)
    return ways[len(parts)][1]


def _longer_by_one(
    ways: dict[int, tuple[float, list[str]]], parts: list[str], room: float, width_of: WidthOf
) -> dict[int, tuple[float, list[str]]]:
    """Each way with one more line: the cheapest one to every part that can be reached."""
    found: dict[int, tuple[float, list[str]]] = {}
    for start, (cost, lines) in ways.items():
        for end in range(start + 1, len(parts) + 1):
            line = "".join(parts[start:end])
            width = width_of(line.strip())
            if width > room and end > start + 1:
                break
            whole = cost + width**2 + _end_cost(line, end == len(parts), room)
            if end not in found or whole <= found[end][0]:
                found[end] = (whole, [*lines, line.strip()])
    return found


def _end_cost(line: str, last: bool, room: float) -> float:
    """What a line's end costs: nothing at a pause."""
    if last or line.rstrip()[-1:] in PAUSES:
        return 0.0
    return (room * (SPACE_COST if line[-1].isspace() or line[-1] == "、" else SPLIT_COST)) ** 2
