"""Codes in a stream of bytes: each ends with a line end (CR, LF, or both), a tab, or simply with silence."""

from collections import Counter
from enum import StrEnum
from typing import Final

from config.counted import Counted
from devices.kinds.code_scanner import CODE_MAX

SIGN_BYTES_MAX: Final = 4
HELD_MAX_BYTES: Final = CODE_MAX * SIGN_BYTES_MAX


class Ending(StrEnum):
    """How the scanner was set to end a code."""

    LINE = "line"
    TAB = "tab"
    SILENCE = "silence"


ENDS: Final = {Ending.LINE: b"\r\n", Ending.TAB: b"\t", Ending.SILENCE: b""}


class CodeReader:
    """Cuts a stream into codes. ``dropped`` counts what was thrown away: too_long, unreadable, half_code."""

    def __init__(self, ending: Ending, encoding: str) -> None:
        self._ends = ENDS[ending]
        self._encoding = encoding
        self._held = bytearray()
        self._too_long = False
        self.dropped: Counter[Counted] = Counter()

    @property
    def holds(self) -> bool:
        """A code has begun."""
        return bool(self._held)

    def feed(self, data: bytes) -> list[str]:
        """The codes that are complete now."""
        codes: list[str] = []
        for byte in data:
            if byte in self._ends:
                codes += self.end()
            elif len(self._held) < HELD_MAX_BYTES:
                self._held.append(byte)
            else:
                self._too_long = True
        return codes

    def silence(self) -> list[str]:
        """Nothing came for a while: what has come is a code, or half a code that nobody ends any more."""
        if not self._ends:
            return self.end()
        if self._held:
            self.dropped[Counted.HALF_CODE] += 1
        self.forget()
        return []

    def forget(self) -> None:
        """Begin anew."""
        self._held.clear()
        self._too_long = False

    def end(self) -> list[str]:
        """Whatever has come is a code."""
        held, too_long = bytes(self._held), self._too_long
        self.forget()
        if not held:
            return []
        try:
            code = held.decode(self._encoding).strip()
        except UnicodeDecodeError:
            code = ""
        if too_long or len(code) > CODE_MAX:
            self.dropped[Counted.TOO_LONG] += 1
        elif not code.isprintable() or not code:
            self.dropped[Counted.UNREADABLE] += 1
        else:
            return [code]
        return []
