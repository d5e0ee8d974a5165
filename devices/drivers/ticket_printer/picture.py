"""A line of text as dots, for signs that the printer's font does not have: Noto Sans CJK in the font's own cells."""

from functools import lru_cache
from pathlib import Path
from typing import Final

from PIL import Image, ImageDraw, ImageFont

from devices.faults import SettingsWrong
from devices.frames.escpos_text import columns, raster

FONT_FILES: Final = (
    Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"),
    Path("/usr/share/fonts/noto-cjk/NotoSansCJK-Regular.ttc"),
)
FONT_FACE: Final = "Noto Sans Mono CJK SC"
FACES_MAX: Final = 16
CELL_WIDTH_DOTS: Final = 12
CELL_HEIGHT_DOTS: Final = 24
GLYPH_DOTS: Final = 24
BASELINE_DOTS: Final = 21
BITS: Final = 8


def text_picture(text: str, width: int, height: int, dots_max: int) -> bytes:
    """The raster command for one line, as wide as its text but not wider than the paper. May raise SettingsWrong."""
    picture = line_image(text, height)
    picture = picture.resize((picture.width * width // height, picture.height))
    picture = picture.crop((0, 0, min(-(-picture.width // BITS) * BITS, dots_max), picture.height))
    return raster(picture.width // BITS, picture.height, picture.tobytes())


def line_image(text: str, times: int = 1) -> Image.Image:
    """One line, one bit a dot, set dots black: each sign in its own cell (12 or 24 by 24 dots), enlarged."""
    image = Image.new("1", (max(columns(text), 1) * CELL_WIDTH_DOTS * times, CELL_HEIGHT_DOTS * times), 0)
    draw = ImageDraw.Draw(image)
    draw.fontmode = "1"
    across = 0
    for sign in text:
        at = (across, BASELINE_DOTS * times)
        draw.text(at, sign, fill=1, font=cell_font(GLYPH_DOTS * times), anchor="ls")
        across += columns(sign) * CELL_WIDTH_DOTS * times
    return image


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
