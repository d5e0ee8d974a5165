"""From a card's text to what may be told: a keyed token and a masked name. Here a number ends."""

from typing import Final

from config.people import card_token, surname
from devices.frames.cards.sam_v_text import Sex
from devices.kinds.card_reader import CardSeen, CardType

SERIAL_PREFIX: Final = b"serial:"
"""Keeps a card's serial from ever giving the same token as a citizen's number."""
ADDRESSED: Final = {Sex.MALE: "*先生", Sex.FEMALE: "*女士"}


def citizen_seen(site_key: bytes, number: str, name: str, sex: Sex, card_type: CardType, reader: str) -> CardSeen:
    """The event for a card whose citizen number is known; the same citizen's other cards give the same token."""
    token = card_token(site_key, number.encode("ascii", "replace"))
    return CardSeen(token, masked_name(name, sex), card_type, reader)


def serial_seen(site_key: bytes, serial: bytes, reader: str) -> CardSeen:
    """The event for a card of which only a serial can be read."""
    return CardSeen(card_token(site_key, SERIAL_PREFIX + serial.hex().encode()), "", CardType.ANONYMOUS, reader)


def masked_name(name: str, sex: Sex) -> str:
    """The surname and stars, whatever the length of the given name: 张*女士, or 张** where the sex is not known."""
    if not name:
        return ""
    return surname(name) + ADDRESSED.get(sex, "**")
