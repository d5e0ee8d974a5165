"""The 256 text bytes of an identity card (GA/T 490): four layouts, told apart by the two bytes at 248.

Only name, sex and number are taken; nothing here shows itself in a log. A foreigner's card of 2023 (``Y``) keeps the
resident card's places, so the type is always looked at first.
"""

from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from devices.frames.cards.citizen_number import foreigner_2017_right, number_right
from devices.kinds.card_reader import CardType

TEXT_BYTES: Final = 256
TEXT_ENCODING: Final = "utf-16-le"
TYPE_AT: Final = slice(248, 250)
TYPES: Final = {
    " ": CardType.RESIDENT,
    "J": CardType.HMT_PERMIT,
    "I": CardType.FOREIGNER_2017,
    "Y": CardType.FOREIGNER_2023,
}


class Sex(IntEnum):
    """GB/T 2261.1."""

    UNKNOWN = 0
    MALE = 1
    FEMALE = 2
    NOT_STATED = 9


@dataclass(frozen=True)
class Layout:
    """Where things stand, as slices of the text bytes. ``names`` are tried in order."""

    names: tuple[slice, ...]
    sex: slice
    number: slice


RESIDENT_LIKE: Final = Layout((slice(0, 30),), slice(30, 32), slice(122, 158))
LAYOUTS: Final = {
    CardType.RESIDENT: RESIDENT_LIKE,
    CardType.HMT_PERMIT: RESIDENT_LIKE,
    CardType.FOREIGNER_2017: Layout((slice(158, 188), slice(0, 120)), slice(120, 122), slice(122, 152)),
    CardType.FOREIGNER_2023: Layout((slice(0, 30), slice(52, 122)), slice(30, 32), slice(122, 158)),
}


@dataclass(frozen=True, repr=False)
class CardText:
    """What is used of a card. Holds a citizen's number: it must not leave the driver."""

    card_type: CardType
    name: str
    sex: Sex
    number: str

    def __repr__(self) -> str:
        return f"CardText({self.card_type.value})"


def read_text(data: bytes) -> CardText | None:
    """The card's text, or None when type, number or check digit is not right."""
    if len(data) != TEXT_BYTES:
        return None
    card_type = TYPES.get(data[TYPE_AT].decode(TEXT_ENCODING, "replace"))
    if card_type is None:
        return None
    layout = LAYOUTS[card_type]
    number = _words(data[layout.number]).upper()
    right = foreigner_2017_right if card_type is CardType.FOREIGNER_2017 else number_right
    if not right(number):
        return None
    name = next((found for place in layout.names if (found := _words(data[place]))), "")
    return CardText(card_type, name, sex_of(_words(data[layout.sex])), number)


def sex_of(code: str) -> Sex:
    """The sex that a one-digit code stands for; anything else is unknown."""
    return next((sex for sex in Sex if code == str(sex.value)), Sex.UNKNOWN)


def _words(data: bytes) -> str:
    return data.decode(TEXT_ENCODING, "replace").replace("\0", " ").strip()
