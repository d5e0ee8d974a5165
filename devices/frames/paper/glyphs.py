"""Text as dots in a ticket printer's own cells (12×24 ASCII, 24×24 Hanzi), drawn with Noto Sans CJK."""

from functools import lru_cache
from pathlib import Path
from typing import Final

from PIL import Image, ImageDraw, ImageFont

from devices.faults import SettingsWrong

FONT_FILES: Final = (
    Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"),
    Path("/usr/share/fonts/noto-cjk/NotoSansCJK-Regular.ttc"),
)
FONT_FACE: Final = "Noto Sans Mono CJK SC"
FACES_MAX: Final = 16
CELL_WIDTH_DOTS: Final = 12
CELL_HEIGHT_DOTS: Final = 24
HANZI_DOTS, HANZI_BASELINE_DOTS = 24, 21
ASCII_DOTS, ASCII_BASELINE_DOTS = 22, 19
"""A little smaller and higher than Hanzi: the tails of g, p and y would hang out of the cell."""


def line_image(text: str, times: int = 1) -> Image.Image:
    """One line, one bit a dot, set dots black: each sign in its own cell (12 or 24 by 24 dots), enlarged."""
    image = Image.new("1", (max(sum(map(cells, text)), 1) * CELL_WIDTH_DOTS * times, CELL_HEIGHT_DOTS * times), 0)
    draw = ImageDraw.Draw(image)
    draw.fontmode = "1"
    across = 0
    for sign in text:
        dots, baseline = (ASCII_DOTS, ASCII_BASELINE_DOTS) if sign.isascii() else (HANZI_DOTS, HANZI_BASELINE_DOTS)
        draw.text((across, baseline * times), sign, fill=1, font=cell_font(dots * times), anchor="ls")
        across += cells(sign) * CELL_WIDTH_DOTS * times
    return image


def cells(sign: str) -> int:
    """How many cells of 12 dots a sign takes."""
    return 1 if sign.isascii() else 2


@lru_cache
def cell_font(dots: int) -> ImageFont.FreeTypeFont:
    """The mono face of Noto Sans CJK, whose ASCII is exactly half a Hanzi wide."""
    for file in FONT_FILES:
        if file.exists():
            for index in range(FACES_MAX):
                font = ImageFont.truetype(str(file), dots, index=index)
                if font.getname()[0] == FONT_FACE:
                    return font
    raise SettingsWrong("the font Noto Sans CJK is not installed (package fonts-noto-cjk)")
