"""ESC/POS commands for Chinese paper: double-byte text, sizes, alignment, raster pictures, QR codes, cut.

Text goes out as GB18030 in Chinese mode, but only signs that the printer's two-byte font has: four-byte codes print
rubbish. ``fits_font`` tells which lines have to be sent as a picture instead.
"""

import unicodedata
from enum import IntEnum, StrEnum
from typing import Final

INITIALISE: Final = bytes.fromhex("1B40")
CHINESE_MODE: Final = bytes.fromhex("1C26")
CUT: Final = bytes.fromhex("1D564200")
"""Feed to the cutter and cut, leaving one point."""
SIZE_MAX: Final = 8
QR_MODULE_MAX_DOTS: Final = 16
FEED_MAX: Final = 255
RASTER_ROWS_MAX: Final = 0xFFFF
QR_MODEL_2: Final = bytes.fromhex("1D286B040031413200")
QR_ERROR_LEVEL_M: Final = bytes.fromhex("1D286B0300314531")
QR_PRINT: Final = bytes.fromhex("1D286B0300315130")
QR_BYTES_MAX: Final = 700
REPLACED: Final = str.maketrans({"¥": "￥", "\u00a0": " ", "\u2022": "·", "\u2013": "-", "\t": " "})
"""Signs that GB18030 would encode in four bytes although the font has a twin of them."""
TWO_BYTES: Final = 2
BITS: Final = 8
GRAPHICS_STORE: Final = bytes.fromhex("30703001 0131")
GRAPHICS_PRINT: Final = bytes.fromhex("1D284C02003032")
SIZED_MAX_BYTES: Final = 0xFFFF
BEEPS_MAX: Final = 9
BEEP_TENTHS: Final = 2


class Align(IntEnum):
    """ESC a."""

    LEFT = 0
    CENTRE = 1
    RIGHT = 2


class PrinterFont(StrEnum):
    """Which signs the printer's Chinese font has."""

    GB2312 = "gb2312"
    GBK = "gbk"


def normalise(text: str) -> str:
    """Composed signs, no control signs, and the font's own twin for signs that it has under another code."""
    composed = unicodedata.normalize("NFC", text).translate(REPLACED)
    return "".join(sign for sign in composed if unicodedata.category(sign)[0] != "C")


def fits_font(text: str, font: PrinterFont) -> bool:
    """Whether the printer has every sign of a normalised text."""
    return all(sign.isascii() or _in_font(sign, font) for sign in text)


def _in_font(sign: str, font: PrinterFont) -> bool:
    try:
        return len(sign.encode(font.value)) == TWO_BYTES == len(sign.encode("gb18030"))
    except UnicodeEncodeError:
        return False


def columns(text: str) -> int:
    """How many ASCII columns a text takes at single width."""
    return sum(1 if sign.isascii() else TWO_BYTES for sign in text)


def text_line(text: str) -> bytes:
    """One line of a normalised text that fits the font."""
    return text.encode("gb18030", "replace") + b"\n"


def size(width: int, height: int) -> bytes:
    """GS !: the size of ASCII and Chinese signs alike, 1 to 8 each way."""
    wide, high = (min(max(times, 1), SIZE_MAX) - 1 for times in (width, height))
    return bytes([0x1D, 0x21, wide << 4 | high])


def align(where: Align) -> bytes:
    """ESC a."""
    return bytes([0x1B, 0x61, where])


def feed(dots: int) -> bytes:
    """ESC J: feed by dots."""
    return bytes([0x1B, 0x4A, min(max(dots, 0), FEED_MAX)])


def qr(text: str, module_dots: int) -> bytes:
    """A QR code, model 2, error level M. An over-long text is refused with ValueError."""
    data = text.encode()
    if not 0 < len(data) <= QR_BYTES_MAX:
        raise ValueError(f"a QR code holds 1 to {QR_BYTES_MAX} bytes")
    module = bytes.fromhex("1D286B03003143") + bytes([min(max(module_dots, 1), QR_MODULE_MAX_DOTS)])
    store = b"\x1d\x28\x6b" + (len(data) + 3).to_bytes(2, "little") + b"1P0" + data
    return QR_MODEL_2 + module + QR_ERROR_LEVEL_M + store + QR_PRINT


def graphics(width_dots: int, rows: int, data: bytes) -> bytes:
    """GS ( L, functions 112 and 50: the same picture, stored and then printed. Raises ValueError as ``raster`` does."""
    if len(data) != -(-width_dots // BITS) * rows or not 0 < rows <= RASTER_ROWS_MAX:
        raise ValueError("a picture's bytes must be width times rows")
    length = len(GRAPHICS_STORE) + 4 + len(data)
    if length > SIZED_MAX_BYTES:
        raise ValueError("a picture of GS ( L holds at most 65535 bytes")
    size = width_dots.to_bytes(2, "little") + rows.to_bytes(2, "little")
    return b"\x1d\x28\x4c" + length.to_bytes(2, "little") + GRAPHICS_STORE + size + data + GRAPHICS_PRINT


def buzz(times: int) -> bytes:
    """ESC B: so many beeps of 0.2 s."""
    return bytes([0x1B, 0x42, min(max(times, 1), BEEPS_MAX), BEEP_TENTHS])


def raster(width_bytes: int, rows: int, data: bytes) -> bytes:
    """GS v 0: a picture, one bit a dot. Raises ValueError when the sizes do not agree."""
    if len(data) != width_bytes * rows or not 0 < rows <= RASTER_ROWS_MAX:
        raise ValueError("a raster's bytes must be width times rows")
    return b"\x1d\x76\x30\x00" + width_bytes.to_bytes(2, "little") + rows.to_bytes(2, "little") + data
