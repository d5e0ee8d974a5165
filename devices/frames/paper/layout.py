"""From a layout and what is to stand on the paper to typed lines: pure, for any width (80 mm has 48 columns)."""

from collections.abc import Iterator, Mapping
from typing import Final

from config.paper.fields import Content, PaperName
from config.paper.layout import FIELD, Layout, Line, Place, fields_in
from config.vocabulary import Language
from devices.frames.paper.lines import Cut, Feed, PaperLine, QrLine, Rule, TextLine
from devices.frames.paper.rows import balanced, wrap
from devices.frames.printers.escpos_text import SIZE_MAX, Align, columns, normalise
from devices.kinds.slip import Slip, TicketSlip

COLUMNS: Final = 48
ALIGN: Final = {Place.LEFT: Align.LEFT, Place.CENTRE: Align.CENTRE, Place.RIGHT: Align.RIGHT}


def lay_out(slip: Slip, layouts: Mapping[PaperName, Layout], room: int = COLUMNS) -> list[PaperLine]:
    """The whole paper, top to bottom; ``room`` is its width in columns."""
    content = slip.content() if isinstance(slip, TicketSlip) else slip
    lines = [made for line in layouts[content.paper].line for made in _made(line, content, room)]
    return [*lines, Cut()]


def _made(line: Line, content: Content, room: int) -> Iterator[PaperLine]:
    """What becomes of one line of the layout; nothing when something that it names is empty."""
    if line.when is not None and not (content.texts.get(line.when) or content.lists.get(line.when)):
        return
    if line.each is None:
        yield from _once(line, content.texts, content.language, room)
        return
    for entry in content.lists.get(line.each, ()):
        yield from _once(line, {**content.texts, **entry}, content.language, room)


def _once(line: Line, texts: Mapping[str, str], language: Language, room: int) -> Iterator[PaperLine]:
    named = [name for key, text in line.texts() if not key.endswith(_OTHER[language]) for name in fields_in(text)]
    if not all(texts.get(name) for name in named):
        return
    if line.feed is not None:
        yield Feed(line.feed)
        return
    for row in _rows(line, texts, language, room):
        yield from [Feed(line.above)] * bool(line.above)
        yield row
    yield from [Feed(line.below)] * bool(line.below)


_OTHER: Final = {Language.CHINESE: ".en", Language.ENGLISH: ".zh"}
"""How the keys end that belong to the other language."""


def _rows(line: Line, texts: Mapping[str, str], language: Language, room: int) -> list[PaperLine]:
    if line.rule:
        return [Rule()]
    if line.qr is not None:
        return [QrLine(_filled(line.qr, texts), line.module)]
    if line.text is None:
        return []
    text = normalise(_filled(line.text.in_language(language), texts))
    if line.label is not None:
        return _pair(line, _filled(line.label.in_language(language), texts), text, room)
    if line.mark is not None:
        return _hanging(line, _filled(line.mark.in_language(language), texts) + " ", text, room)
    if line.fit:
        return [_fitting(line, text, room)]
    align = line.align or Place.CENTRE
    rows = (balanced if align is Place.CENTRE else wrap)(text, room // line.size, line.longest)
    return [TextLine(row, line.size, line.size, ALIGN[align]) for row in rows]


def _filled(text: str, texts: Mapping[str, str]) -> str:
    """The text with its fields; one with a width stands at the right of it."""
    return FIELD.sub(lambda found: _at_right(texts[found[1]], int(found[2] or 0)), text)


def _at_right(text: str, width: int) -> str:
    return " " * (width - columns(text)) + text


def _fitting(line: Line, text: str, room: int) -> TextLine:
    """One row, as wide as the paper allows."""
    width = min(line.size, max(1, room // max(columns(text), 1)), SIZE_MAX)
    return TextLine(text, width, line.size, ALIGN[line.align or Place.CENTRE], may_be_dots=True)


def _pair(line: Line, label: str, value: str, room: int) -> list[PaperLine]:
    """A label on the left, its value on the right; the value moves to rows of its own when there is no room."""
    size, room = line.size, room // line.size
    label = normalise(label)
    between = room - columns(label) - columns(value)
    if between > 0:
        return [TextLine(label + " " * between + value, size, size, Align.LEFT)]
    rows: list[PaperLine] = [TextLine(row, size, size, Align.LEFT) for row in wrap(label, room, line.longest)]
    return rows + [TextLine(row, size, size, Align.RIGHT) for row in wrap(value, room, line.longest)]


def _hanging(line: Line, mark: str, text: str, room: int) -> list[PaperLine]:
    """A mark on the left; the text's further rows begin under its first one."""
    size, inset = line.size, columns(mark)
    rows = wrap(text, max(room // line.size - inset, 1), line.longest)
    heads = [mark, *[" " * inset] * (len(rows) - 1)]
    return [TextLine(head + row, size, size, Align.LEFT) for head, row in zip(heads, rows, strict=True)]
