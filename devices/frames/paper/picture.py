"""A line of text as a picture, for signs that the printer's font does not have."""

from devices.frames.paper.glyphs import line_image
from devices.frames.printers.escpos_text import BITS, graphics, raster


def text_picture(text: str, width: int, height: int, dots_max: int, *, by_graphics: bool = False) -> bytes:
    """The command for one line, as wide as its text but not wider than the paper. May raise SettingsWrong.

    ``by_graphics``: GS ( L instead of GS v 0.
    """
    picture = line_image(text, height)
    picture = picture.resize((picture.width * width // height, picture.height))
    picture = picture.crop((0, 0, min(-(-picture.width // BITS) * BITS, dots_max), picture.height))
    if by_graphics:
        return graphics(picture.width, picture.height, picture.tobytes())
    return raster(picture.width // BITS, picture.height, picture.tobytes())
