"""What is on the paper: rows of signs, dots and codes, built from a printer's commands as its firmware does."""

from dataclasses import dataclass
from typing import Final

from devices.frames.printers.escpos_commands import Command, LineEnd, Piece, Plain
from devices.simulated.paper.lettering import Cell, Lettering

PAPER_DOTS: Final = 576
LEAD_MIN: Final = 0x81
FOUR_BYTE_SECOND: Final = range(0x30, 0x3A)
RUBBISH: Final = "\N{REPLACEMENT CHARACTER}"
LINE_DOTS: Final = 30
"""A text line with its gap, as printers start up."""
BITS: Final = 8
GRAPHICS: Final = b"\x4c"
GRAPHICS_STORE, GRAPHICS_PRINT = b"\x30\x70", b"\x30\x32"
GRAPHICS_HEAD_BYTES: Final = 13


@dataclass(frozen=True)
class TextRow:
    """Signs side by side."""

    cells: tuple[Cell, ...]
    align: int


@dataclass(frozen=True)
class DotsRow:
    """A raster picture."""

    width_bytes: int
    data: bytes
    align: int


@dataclass(frozen=True)
class QrRow:
    """A QR code."""

    text: str
    module_dots: int
    align: int


@dataclass(frozen=True)
class Gap:
    """White space."""

    dots: int


Row = TextRow | DotsRow | QrRow | Gap


def text_of(rows: tuple[Row, ...]) -> str:
    """All signs, a line per row, for tests."""
    return "\n".join("".join(cell.sign for cell in row.cells) for row in rows if isinstance(row, TextRow))


def codes_of(rows: tuple[Row, ...]) -> list[str]:
    """What a scanner reads from the paper."""
    return [row.text for row in rows if isinstance(row, QrRow)]


class PaperMaker:
    """The printer's pen: takes pieces, keeps lettering, alignment and mode."""

    def __init__(self, width_dots: int = PAPER_DOTS) -> None:
        self.rows: list[Row] = []
        self._width_dots = width_dots
        self._initialise()

    def take(self, piece: Piece) -> None:
        """Put one piece on the paper."""
        match piece:
            case Plain(data):
                self._write(data)
            case LineEnd():
                self._end_row()
            case Command((first, second), body):
                self._obey(first, second, body)

    def cut(self) -> tuple[Row, ...]:
        """The paper so far; a new one begins."""
        if self._cells:
            self._end_row()
        rows, self.rows = tuple(self.rows), []
        return rows

    def _initialise(self) -> None:
        self._cells: list[Cell] = []
        self._lead: int | None = None
        self._chinese = False
        """Many printers of the market begin in Chinese mode; this one wants to be told, as the strictest do."""
        self._lettering = Lettering()
        self._align = 0
        self._module_dots = 3
        self._stored = ""
        self._drawn: DotsRow | None = None

    def _write(self, data: bytes) -> None:
        for byte in data:
            if self._lead is not None:
                self._put(_double_byte(self._lead, byte))
                self._lead = None
            elif byte >= LEAD_MIN and self._chinese:
                self._lead = byte
            else:
                self._put(chr(byte) if byte < LEAD_MIN - 1 else "?")

    def _put(self, sign: str) -> None:
        cell = self._lettering.cell(sign)
        if sum(each.dots for each in self._cells) + cell.dots > self._width_dots and self._cells:
            self._end_row()
        self._cells.append(cell)

    def _end_row(self) -> None:
        self.rows.append(TextRow(tuple(self._cells), self._align))
        self._cells = []

    def _obey(self, first: int, second: int, body: bytes) -> None:
        match first, second:
            case (0x1B, 0x40):
                self._initialise()
            case (0x1B, 0x61):
                self._align = body[0] % 3
            case (0x1B, 0x64):
                self.rows.append(Gap(body[0] * LINE_DOTS))
            case (0x1B, 0x4A):
                self.rows.append(Gap(body[0]))
            case (0x1C, 0x26 | 0x2E):
                self._chinese = second == 0x26
            case (0x1D, 0x76):
                self.rows.append(DotsRow(body[2] + body[3] * 256, body[6:], self._align))
            case (0x1D, 0x28):
                self._code(body)
            case _:
                self._lettering.obey(first, second, body)

    def _code(self, body: bytes) -> None:
        """GS ( k of kind 31: a QR code is sized, stored, printed; GS ( L: a picture is stored, printed."""
        if body[:1] == GRAPHICS:
            self._picture(body)
        if len(body) < 5 or body[0] != 0x6B or body[3] != 0x31:
            return
        match body[4], body[5:]:
            case 0x43, size if size:
                self._module_dots = size[0]
            case 0x50, data:
                self._stored = data[1:].decode(errors="replace")
            case 0x51, _ if self._stored:
                self.rows.append(QrRow(self._stored, self._module_dots, self._align))

    def _picture(self, body: bytes) -> None:
        """Functions 112 (store raster data) and 50 (print what is stored)."""
        if body[3:5] == GRAPHICS_STORE and len(body) > GRAPHICS_HEAD_BYTES:
            dots = int.from_bytes(body[9:11], "little")
            self._drawn = DotsRow(-(-dots // BITS), body[GRAPHICS_HEAD_BYTES:], self._align)
        elif body[3:5] == GRAPHICS_PRINT and self._drawn is not None:
            self.rows.append(self._drawn)
            self._drawn = None


def _double_byte(lead: int, second: int) -> str:
    """The sign of a two-byte code; a four-byte code's halves print as rubbish."""
    if second in FOUR_BYTE_SECOND:
        return RUBBISH
    return bytes([lead, second]).decode("gbk", "replace")[0]
