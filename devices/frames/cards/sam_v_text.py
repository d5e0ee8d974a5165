"""The 256 text bytes of an identity card (GA/T 490): four layouts, told apart by the two bytes at 248.

Only name, sex, nation and number are taken; nothing here shows itself in a log. A foreigner's card of 2023 (``Y``)
keeps the resident card's places, so the type is always looked at first.
"""

from dataclasses import dataclass
from typing import Final

from devices.frames.cards.citizen_number import foreigner_2017_right, number_right
from devices.frames.cards.holder import Holder, sex_of
from devices.frames.cards.nations import nation_of
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


@dataclass(frozen=True)
class Layout:
    """Where things stand, as slices of the text bytes. ``names`` are tried in order."""

    names: tuple[slice, ...]
    sex: slice
    number: slice
    nation: slice | None = None


LAYOUTS: Final = {
    CardType.RESIDENT: Layout((slice(0, 30),), slice(30, 32), slice(122, 158), slice(32, 36)),
    CardType.HMT_PERMIT: Layout((slice(0, 30),), slice(30, 32), slice(122, 158)),
    CardType.FOREIGNER_2017: Layout((slice(158, 188), slice(0, 120)), slice(120, 122), slice(122, 152)),
    CardType.FOREIGNER_2023: Layout((slice(0, 30), slice(52, 122)), slice(30, 32), slice(122, 158)),
}


def read_text(data: bytes) -> Holder | None:
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
    nation = nation_of(_words(data[layout.nation])) if layout.nation else ""
    return Holder(card_type, name, sex_of(_words(data[layout.sex])), number, nation)


def _words(data: bytes) -> str:
    return data.decode(TEXT_ENCODING, "replace").replace("\0", " ").strip()
