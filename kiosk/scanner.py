"""Lines from a code scanner, which types like a keyboard and ends with Enter. Pure: keys and seconds in, lines out."""

from typing import Final

PAUSE_MAX_S: Final = 5.0
"""After a longer pause a new line begins: a stray key of an hour ago spoils no code."""
LINE_MAX: Final = 200
"""Signs; what is longer is no code of ours, and is let go whole."""
ENTER: Final = frozenset({13, 271})
PRINTED: Final = range(33, 127)


class Scanner:
    """The line that is coming."""

    def __init__(self) -> None:
        self._line, self._newest = "", 0.0

    def key(self, code: int, now: float) -> str | None:
        """One key by its code, which is that of the unshifted sign; the whole line with Enter."""
        if now - self._newest > PAUSE_MAX_S:
            self._line = ""
        self._newest = now
        if code in ENTER:
            line, self._line = self._line, ""
            return line if 0 < len(line) <= LINE_MAX else None
        if code in PRINTED and len(self._line) <= LINE_MAX:
            self._line += chr(code)
        return None
