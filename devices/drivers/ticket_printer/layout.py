"""The paper of a ticket as a list of typed lines: pure, for paper of any width (80 mm has 48 columns of 12 dots).

From far to near: the number can be read at arm's length by anybody, then what it is for and how long it will be, then
the details, then the code with its number, to follow the visit on a phone.
"""

from dataclasses import dataclass
from typing import Final

from config.vocabulary import Language
from devices.frames.printers.escpos_text import SIZE_MAX, Align, columns, normalise
from devices.kinds.slip import TicketSlip

COLUMNS: Final = 48
TEXT_MAX: Final = 96
"""Longest shown hall, service or note, in columns; the rest is cut with an ellipsis."""
NUMBER_HEIGHT: Final = 8
NUMBER_WIDTH_MAX: Final = 8
QR_MODULE_DOTS: Final = 6
GAP_DOTS: Final = 24
SMALL_GAP_DOTS: Final = 10
END_DOTS: Final = 40
ADDRESS: Final = "http"
"""A QR code that holds an address opens on a phone; any other is for the hall's own scanners."""
RULE_SIGN: Final = "─"


@dataclass(frozen=True)
class TextLine:
    """One line of text; sizes are multiples of 12×24 dots."""

    text: str
    width: int = 1
    height: int = 1
    align: Align = Align.CENTRE
    may_be_dots: bool = False
    """Looks better as a picture where the printer is quick enough for one."""


@dataclass(frozen=True)
class QrLine:
    """A QR code, centred."""

    text: str
    module_dots: int = QR_MODULE_DOTS


@dataclass(frozen=True)
class Rule:
    """A line across the paper."""


@dataclass(frozen=True)
class Feed:
    """White space."""

    dots: int


@dataclass(frozen=True)
class Cut:
    """The end."""


PaperLine = TextLine | QrLine | Rule | Feed | Cut


@dataclass(frozen=True)
class Words:
    """The paper's own words in one language."""

    your_number: str
    ahead: str
    next_one: str
    counted_from: str
    taken_at: str
    counters: str
    scan: str
    keep: str


WORDS: Final = {
    Language.CHINESE: Words(
        your_number="您的排队号",
        ahead="前面还有 {} 人",
        next_one="下一位就是您",
        counted_from="排队计时起点",
        taken_at="取号时间",
        counters="办理窗口",
        scan="扫一扫 看进度、评价服务",
        keep="排队凭证，请妥善保管",
    ),
    Language.ENGLISH: Words(
        your_number="Your number",
        ahead="{} ahead of you",
        next_one="You are next",
        counted_from="Counted as arrived at",
        taken_at="Ticket taken at",
        counters="Counters",
        scan="Scan to follow and rate your visit",
        keep="Please keep this ticket",
    ),
}


def lay_out(slip: TicketSlip, room: int = COLUMNS) -> list[PaperLine]:
    """The whole slip, top to bottom; ``room`` is the paper's width in columns."""
    words = WORDS[slip.language]
    lines: list[PaperLine] = [*_wide(slip.hall, room), Feed(GAP_DOTS), Rule(), Feed(SMALL_GAP_DOTS)]
    lines += [TextLine(words.your_number), Feed(SMALL_GAP_DOTS), number_line(slip.number, room), Feed(GAP_DOTS)]
    lines += [*_wide(slip.service, room), Feed(SMALL_GAP_DOTS), *_plain(slip.department, room), Feed(GAP_DOTS)]
    lines += [*_ahead(words, slip.people_ahead), *_wide(slip.wait, room), Feed(GAP_DOTS), Rule(), Feed(SMALL_GAP_DOTS)]
    lines += _pair(words.counted_from, slip.counted_from, room) if slip.counted_from else []
    lines += _pair(words.taken_at, slip.taken_at, room)
    lines += _pair(words.counters, slip.counters, room) if slip.counters else []
    if slip.qr:
        below = words.scan if slip.qr.startswith(ADDRESS) else words.keep
        lines += [Rule(), Feed(GAP_DOTS), QrLine(slip.qr), Feed(SMALL_GAP_DOTS)]
        lines += [*_plain(slip.number, room), *_plain(below, room)]
    if slip.notes:
        lines += [Feed(GAP_DOTS), *(line for note in slip.notes for line in _plain(note, room))]
    return [*lines, Feed(END_DOTS), Cut()]


def _ahead(words: Words, people: int | None) -> list[PaperLine]:
    """How many are ahead, when somebody knows."""
    if people is None:
        return []
    return [TextLine(words.ahead.format(people) if people else words.next_one, 2, 2)]


def number_line(number: str, room: int = COLUMNS) -> TextLine:
    """The number as wide as the paper allows."""
    text = normalise(number)
    width = min(NUMBER_WIDTH_MAX, max(1, room // max(columns(text), 1)), SIZE_MAX)
    return TextLine(text, width, NUMBER_HEIGHT, may_be_dots=True)


def wrap(text: str, room: int) -> list[str]:
    """Break a text into rows of at most ``room`` columns, at a space where there is one."""
    rows: list[str] = []
    left = _shortened(normalise(text).strip(), TEXT_MAX)
    while left:
        end = _fitting(left, room)
        if end < len(left) and left[end].isascii() and (space := left.rfind(" ", 0, end + 1)) > 0:
            end = space
        rows.append(left[:end].strip())
        left = left[end:].strip()
    return rows


def _wide(text: str, room: int) -> list[PaperLine]:
    """Double size, balanced over its rows, with a little air between them."""
    rows = _balanced(text, room // 2)
    return [line for row in rows for line in (Feed(SMALL_GAP_DOTS), TextLine(row, 2, 2))]


def _plain(text: str, room: int) -> list[PaperLine]:
    return [TextLine(row) for row in _balanced(text, room)]


def _balanced(text: str, room: int) -> list[str]:
    """As many rows as needed, all of about the same length: no lone sign on the last one."""
    rows = wrap(text, room)
    best = rows
    for narrower in range(room - 1, room // 2, -1):
        tried = wrap(text, narrower)
        if len(tried) > len(rows):
            break
        best = tried
    return best


def _pair(label: str, value: str, room: int) -> list[PaperLine]:
    """A label on the left, its value on the right; the value moves to rows of its own when there is no room."""
    value = normalise(value)
    between = room - columns(label) - columns(value)
    if between > 0:
        return [TextLine(label + " " * between + value, align=Align.LEFT), Feed(SMALL_GAP_DOTS)]
    rows: list[PaperLine] = [TextLine(row, align=Align.RIGHT) for row in wrap(value, room)]
    return [TextLine(label, align=Align.LEFT), *rows, Feed(SMALL_GAP_DOTS)]


def _fitting(text: str, room: int) -> int:
    """How many signs fit into the room; at least one."""
    used = 0
    for count, sign in enumerate(text):
        used += columns(sign)
        if used > room:
            return max(count, 1)
    return len(text)


def _shortened(text: str, room: int) -> str:
    return text if columns(text) <= room else text[: _fitting(text, room - columns("…"))] + "…"
