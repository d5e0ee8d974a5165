"""How a printer's signs look at the moment: their size, their underline, the space beside them.

One-byte signs and Chinese ones are set apart (ESC ! and FS !, ESC - and FS -), GS ! sets the size of both; of several
commands for the same thing the last one counts.
"""

from dataclasses import dataclass, field
from typing import Final

CELL_DOTS: Final = 12
SIZE_MASK: Final = 0x07
DOUBLE_WIDTH, DOUBLE_HEIGHT = 0x20, 0x10
"""In n of ESC !."""
CHINESE_DOUBLE_WIDTH, CHINESE_DOUBLE_HEIGHT = 0x04, 0x08
"""In n of FS !."""
UNDERLINED: Final = 0x80
"""In n of both."""
QUAD: Final = 0x01
"""In n of FS W."""
THICKNESS_MASK: Final = 0x03
"""Of n of ESC - and FS -: 0, 1, 2 or their digits are dots."""


@dataclass(frozen=True)
class Cell:
    """One sign: 12 (ASCII) or 24 dots wide and 24 high, times its size; the space beside it grows with its width."""

    sign: str
    width: int
    height: int
    underline: int = 0
    """How thick, in dots."""
    left: int = 0
    right: int = 0
    """Dots beside a sign of single width."""

    @property
    def sign_dots(self) -> int:
        """How wide the sign itself is on paper."""
        return CELL_DOTS * self.width * (1 if self.sign.isascii() else 2)

    @property
    def dots(self) -> int:
        """How wide it is on paper."""
        return self.sign_dots + (self.left + self.right) * self.width


@dataclass
class Style:
    """Of one sort of signs."""

    width: int = 1
    height: int = 1
    underline: int = 0
    thickness: int = 1
    left: int = 0
    right: int = 0

    def underlines(self, on: bool) -> None:
        """As thick as it was set."""
        self.underline = self.thickness if on else 0

    def thickens(self, how: int) -> None:
        """Nought ends the underline and leaves the thickness for the next one."""
        self.underline = how & THICKNESS_MASK
        self.thickness = self.underline or self.thickness


@dataclass
class Lettering:
    """Both sorts of signs, as they are after the printer was initialised."""

    ascii: Style = field(default_factory=Style)
    chinese: Style = field(default_factory=Style)

    def cell(self, sign: str) -> Cell:
        """The sign as it would be printed now."""
        style = self.ascii if sign.isascii() else self.chinese
        return Cell(sign, style.width, style.height, style.underline, style.left, style.right)

    def obey(self, first: int, second: int, body: bytes) -> None:
        """Take a command that is about signs; FS C (the printer's own code system) and others change nothing."""
        match first, second:
            case (0x1D, 0x21):
                self._sizes(self.ascii, (body[0] >> 4 & SIZE_MASK) + 1, (body[0] & SIZE_MASK) + 1)
                self._sizes(self.chinese, self.ascii.width, self.ascii.height)
            case (0x1B, 0x21):
                self._modes(self.ascii, body[0], DOUBLE_WIDTH, DOUBLE_HEIGHT)
            case (0x1C, 0x21):
                self._modes(self.chinese, body[0], CHINESE_DOUBLE_WIDTH, CHINESE_DOUBLE_HEIGHT)
            case (0x1C, 0x57):
                self._sizes(self.chinese, *[1 + (body[0] & QUAD)] * 2)
            case (0x1B, 0x2D):
                self.ascii.thickens(body[0])
            case (0x1C, 0x2D):
                self.chinese.thickens(body[0])
            case (0x1C, 0x53):
                self.chinese.left, self.chinese.right = body

    def _modes(self, style: Style, bits: int, wide: int, high: int) -> None:
        self._sizes(style, 1 + bool(bits & wide), 1 + bool(bits & high))
        style.underlines(bool(bits & UNDERLINED))

    def _sizes(self, style: Style, width: int, height: int) -> None:
        style.width, style.height = width, height
