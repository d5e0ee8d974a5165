"""Text as signs can show it: what a character set lacks is replaced visibly and counted, what is too wide is cut."""

from enum import StrEnum
from typing import Final

BOX: Final = "□"
QUESTION: Final = "?"
FIRST_PRINTABLE: Final = 0x20
DELETE: Final = 0x7F


class Charset(StrEnum):
    """The character sets of signs."""

    GB2312 = "gb2312"
    GBK = "gbk"
    ASCII = "ascii"


def legible(text: str, charset: Charset) -> tuple[str, int]:
    """One line with each sign that cannot be shown as a box or a question mark, and how many those were."""
    shown = [sign if _can_show(sign, charset) else _stand_in(charset) for sign in text]
    return "".join(shown), sum(one != other for one, other in zip(shown, text, strict=True))


def cells(text: str) -> int:
    """The width of legible text in half-width places: a Chinese sign takes two."""
    return sum(1 if ord(sign) < DELETE else 2 for sign in text)


def cut(text: str, number: str, columns: int) -> str:
    """What fits into so many places: all of it, else the number alone, else its last digits; without one, the start."""
    if cells(text) <= columns:
        return text
    if number and number in text:
        return number[-columns:]
    while cells(text) > columns:
        text = text.rpartition(" ")[0] or text[:-1]
    return text


def _can_show(sign: str, charset: Charset) -> bool:
    """Control characters would be commands."""
    if ord(sign) < FIRST_PRINTABLE or ord(sign) == DELETE:
        return False
    try:
        sign.encode(charset)
    except UnicodeEncodeError:
        return False
    return True


def _stand_in(charset: Charset) -> str:
    return QUESTION if charset is Charset.ASCII else BOX
