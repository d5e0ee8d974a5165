"""CD5220 pole displays: two lines of 20 places, ASCII.

While it takes a line as a string, a display hears only CLR and CAN; so each picture begins with CLR.
"""

from typing import Final

COLUMNS: Final = 20
ROWS: Final = 2
ESC: Final = b"\x1b"
INIT: Final = ESC + b"@"
CLEAR: Final = b"\x0c"
CANCEL: Final = b"\x18"
LINES: Final = (b"A", b"B")
SCROLL: Final = b"D"
RETURN: Final = b"\r"
BRIGHTNESS: Final = ESC + b"*"
BRIGHTNESS_MAX: Final = 4


def line(row: int, text: bytes) -> bytes:
    """A row's text as a string; the upper one runs where it is longer than the row."""
    if row == 0 and len(text) > COLUMNS:
        return ESC + b"Q" + SCROLL + text + RETURN
    return ESC + b"Q" + LINES[row] + text + RETURN


def picture(lines: tuple[bytes, ...], brightness: int | None) -> bytes:
    """Everything for one picture; brightness from 1 to 4."""
    bright = BRIGHTNESS + bytes([brightness]) if brightness else b""
    return CLEAR + bright + b"".join(line(row, text) for row, text in enumerate(lines) if text)
