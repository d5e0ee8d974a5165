"""Paper as a picture, as it would come out of the printer, 576 dots across at 80 mm, and a margin on both sides."""

import io
from typing import Final

import segno
from PIL import Image

from devices.frames.paper.glyphs import line_image
from devices.simulated.paper.sheet import LINE_DOTS, PAPER_DOTS, DotsRow, Gap, QrRow, Row, TextRow

MARGIN_DOTS: Final = 32
TOP_DOTS: Final = 40
CELL_HEIGHT_DOTS: Final = 24
BYTE_DOTS: Final = 8
QR_ERROR_LEVEL: Final = "m"
HEIGHT_MAX_DOTS: Final = 8_000
"""A metre of paper: what is below is not drawn."""
PAPER_WHITE: Final = 255


def png(rows: tuple[Row, ...], width_dots: int = PAPER_DOTS) -> bytes:
    """The paper as PNG."""
    out = io.BytesIO()
    picture(rows, width_dots).save(out, "PNG", optimize=True)
    return out.getvalue()


def picture(rows: tuple[Row, ...], width_dots: int = PAPER_DOTS) -> Image.Image:
    """All rows below each other; black dots on white paper."""
    drawn = [(row_image(row), row) for row in rows]
    height = min(TOP_DOTS + sum(_advance(image, row) for image, row in drawn), HEIGHT_MAX_DOTS)
    paper = Image.new("L", (width_dots + 2 * MARGIN_DOTS, height), PAPER_WHITE)
    down = TOP_DOTS
    for image, row in drawn:
        if image is not None:
            paper.paste(0, (MARGIN_DOTS + _left(width_dots - image.width, row), down), image)
        down += _advance(image, row)
    return paper


def row_image(row: Row) -> Image.Image | None:
    """One row's dots, set dots 1; None for white space."""
    match row:
        case TextRow(cells, _):
            return _text(row) if cells else None
        case DotsRow(width_bytes, data, _):
            rows = len(data) // width_bytes if width_bytes else 0
            return Image.frombytes("1", (width_bytes * BYTE_DOTS, rows), data) if rows else None
        case QrRow(text, module_dots, _):
            return qr_image(text, module_dots)
        case Gap():
            return None


def qr_image(text: str, module_dots: int) -> Image.Image:
    """The code's modules as dots, without a quiet zone: the white paper around it serves."""
    matrix = segno.make(text, error=QR_ERROR_LEVEL, micro=False, boost_error=False).matrix
    side = len(matrix)
    image = Image.new("1", (side, side), 0)
    image.putdata([int(dark) for line in matrix for dark in line])
    return image.resize((side * module_dots, side * module_dots))


def _text(row: TextRow) -> Image.Image:
    height = max(cell.height for cell in row.cells) * CELL_HEIGHT_DOTS
    image = Image.new("1", (sum(cell.dots for cell in row.cells), height), 0)
    right = 0
    for cell in row.cells:
        sign = line_image(cell.sign).resize((cell.sign_dots, cell.height * CELL_HEIGHT_DOTS))
        image.paste(sign, (right + cell.left * cell.width, height - sign.height))
        image.paste(1, (right, height - cell.underline, right + cell.dots, height))
        right += cell.dots
    return image


def _advance(image: Image.Image | None, row: Row) -> int:
    match row:
        case Gap(dots):
            return dots
        case TextRow():
            return max(LINE_DOTS, image.height if image else 0)
        case _:
            return image.height if image else 0


def _left(free: int, row: Row) -> int:
    free = max(free, 0)
    align = 0 if isinstance(row, Gap) else row.align
    return (0, free // 2, free)[align]
