"""A line of text as a raster command, for signs that the printer's font does not have."""

from typing import Final

from devices.frames.printers.escpos_text import raster
from devices.glyphs import line_image

BITS: Final = 8


def text_picture(text: str, width: int, height: int, dots_max: int) -> bytes:
    """The raster command for one line, as wide as its text but not wider than the paper. May raise SettingsWrong."""
    picture = line_image(text, height)
    picture = picture.resize((picture.width * width // height, picture.height))
    picture = picture.crop((0, 0, min(-(-picture.width // BITS) * BITS, dots_max), picture.height))
    return raster(picture.width // BITS, picture.height, picture.tobytes())
