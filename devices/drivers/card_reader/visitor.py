"""From a card's text to what may be told: a keyed token and a masked name. Here a number ends."""

from typing import Final

from config.people import card_token, surname
from devices.frames.cards.holder import Holder, Serial, Sex
from devices.kinds.card_reader import CardSeen, CardType

SERIAL_PREFIX: Final = b"serial:"
"""Keeps a card's serial from ever giving the same token as a citizen's number."""
WITH_CITIZEN_NUMBER: Final = frozenset(
    {
        CardType.RESIDENT,
        CardType.HMT_PERMIT,
        CardType.FOREIGNER_2017,
        CardType.FOREIGNER_2023,
        CardType.SOCIAL_SECURITY,
        CardType.ELECTRONIC,
    }
)
ADDRESSED: Final = {Sex.MALE: "*先生", Sex.FEMALE: "*女士"}


def card_seen(site_key: bytes, found: Holder | Serial, reader: str) -> CardSeen:
    """The event for a card; a citizen's cards all give the same token."""
    token = card_token(site_key, _identity(found))
    if isinstance(found, Serial):
        return CardSeen(token, "", CardType.ANONYMOUS, reader)
    return CardSeen(token, masked_name(found.name, found.sex), found.card_type, reader)


def masked_name(name: str, sex: Sex) -> str:
    """The surname and stars, whatever the length of the given name: 张*女士, or 张** where the sex is not known."""
    if not name:
        return ""
    return surname(name) + ADDRESSED.get(sex, "**")


def _identity(found: Holder | Serial) -> bytes:
    """What the token is made of: a citizen number as it is; any other with what it is, as states share their forms."""
    if isinstance(found, Serial):
        return SERIAL_PREFIX + found.number.hex().encode()
    if found.card_type in WITH_CITIZEN_NUMBER:
        return found.number.encode("ascii", "replace")
    return f"{found.card_type}:{found.number}".encode("ascii", "replace")
