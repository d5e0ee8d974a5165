"""From a card's text to what may be told: a keyed token and a masked name. Here a number ends."""

import hashlib
import hmac
import re
from typing import Final

from devices.frames.sam_v_text import Sex
from devices.kinds.card_reader import CardSeen, CardType

TOKEN_HEX_DIGITS: Final = 32
SERIAL_PREFIX: Final = b"serial:"
"""Keeps a card's serial from ever giving the same token as a citizen's number."""
ADDRESSED: Final = {Sex.MALE: "*先生", Sex.FEMALE: "*女士"}
DOUBLE_SURNAMES: Final = re.compile(
    "欧阳|司马|上官|诸葛|夏侯|东方|皇甫|尉迟|公孙|长孙|慕容|令狐|司徒|宇文|独孤|南宫|端木|百里|呼延|轩辕|闻人|澹台|公羊|万俟"
)
"""Surnames of two signs."""


def citizen_seen(site_key: bytes, number: str, name: str, sex: Sex, card_type: CardType, reader: str) -> CardSeen:
    """The event for a card whose citizen number is known; the same citizen's other cards give the same token."""
    token = _token(site_key, number.encode("ascii", "replace"))
    return CardSeen(token, masked_name(name, sex), card_type, reader)


def serial_seen(site_key: bytes, serial: bytes, reader: str) -> CardSeen:
    """The event for a card of which only a serial can be read."""
    return CardSeen(_token(site_key, SERIAL_PREFIX + serial.hex().encode()), "", CardType.ANONYMOUS, reader)


def masked_name(name: str, sex: Sex) -> str:
    """The surname and stars, whatever the length of the given name: 张*女士, or 张** where the sex is not known."""
    if not name:
        return ""
    return surname(name) + ADDRESSED.get(sex, "**")


def surname(name: str) -> str:
    """The first part of a name: a Chinese surname (of one or two signs), else the first word."""
    if not name.isascii():
        dotted = name.partition("·")[0]
        if dotted != name:
            return dotted[0]
        return name[:2] if DOUBLE_SURNAMES.match(name) and len(name) > len("欧阳") else name[0]
    return name.replace(",", " ").split()[0] if name.strip(", ") else ""


def _token(site_key: bytes, identity: bytes) -> str:
    return hmac.new(site_key, identity, hashlib.sha256).hexdigest()[:TOKEN_HEX_DIGITS]
