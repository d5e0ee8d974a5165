"""Breaks a text into rows for a room in columns: at spaces, or between Chinese signs."""

from devices.frames.printers.escpos_text import columns, normalise


def wrap(text: str, room: int, longest: int) -> list[str]:
    """Rows of at most ``room`` columns; of a text longer than ``longest`` columns the rest is cut."""
    rows: list[str] = []
    left = _shortened(normalise(text).strip(), longest)
    while left:
        end = _fitting(left, room)
        if end < len(left) and left[end].isascii() and (space := left.rfind(" ", 0, end + 1)) > 0:
            end = space
        rows.append(left[:end].strip())
        left = left[end:].strip()
    return rows


def balanced(text: str, room: int, longest: int) -> list[str]:
    """As many rows as needed, all of about the same length: no lone sign on the last one."""
    rows = wrap(text, room, longest)
    best = rows
    for narrower in range(room - 1, room // 2, -1):
        tried = wrap(text, narrower, longest)
        if len(tried) > len(rows):
            break
        best = tried
    return best


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
