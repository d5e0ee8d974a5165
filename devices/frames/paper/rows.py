"""Breaks a text into rows for a room in columns; where, ``config.text.line_breaks`` knows."""

from config.text.line_breaks import even, filled
from devices.frames.printers.escpos_text import columns, normalise


def wrap(text: str, room: int, longest: int) -> list[str]:
    """Rows of at most ``room`` columns; of a text longer than ``longest`` columns the rest is cut."""
    return [row for row in filled(_shortened(text, longest), room, columns) if row]


def balanced(text: str, room: int, longest: int) -> list[str]:
    """As many rows as needed, all of about the same length: no lone sign on the last one."""
    return [row for row in even(_shortened(text, longest), room, columns) if row]


def _shortened(text: str, longest: int) -> str:
    text = normalise(text).strip()
    return text if columns(text) <= longest else text[: _fitting(text, longest - columns("…"))] + "…"


def _fitting(text: str, room: int) -> int:
    """How many signs fit into the room; at least one."""
    used = 0
    for count, sign in enumerate(text):
        used += columns(sign)
        if used > room:
            return max(count, 1)
    return len(text)
