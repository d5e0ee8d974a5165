"""The families of cards that can be read without a PIN, and how to talk with each."""

from enum import StrEnum
from typing import assert_never

from devices.frames.cards.apdu.belgian import read_belgian_card
from devices.frames.cards.apdu.chip_channel import Chance
from devices.frames.cards.apdu.estonian import read_estonian_card
from devices.frames.cards.apdu.exchange import Talk
from devices.frames.cards.apdu.passport import Closed, read_passport
from devices.frames.cards.apdu.serial import read_serial
from devices.frames.cards.apdu.social_card import read_social_card
from devices.frames.cards.apdu.taiwan import read_taiwan_card
from devices.frames.cards.apdu.thai import read_thai_card
from devices.frames.cards.holder import Holder, Serial
from devices.kinds.chip_key import ChipKey


class Family(StrEnum):
    """In the order in which an unknown card is tried; the serial is what is left in the end."""

    SOCIAL_SECURITY = "social_security"
    TAIWAN_HEALTH = "taiwan_health"
    PASSPORT = "passport"
    THAI_ID = "thai_id"
    ESTONIAN_EID = "estonian_eid"
    BELGIAN_EID = "belgian_eid"
    SERIAL = "serial"


Found = Holder | Serial | Closed | None
"""What a talk comes to; None when the card is of another family."""


def talk_with(family: Family, key: ChipKey | None, chance: Chance) -> Talk[Found]:
    """The talk with a card that is thought to be of this family; only a passport wants key and chance."""
    match family:
        case Family.SOCIAL_SECURITY:
            return read_social_card()
        case Family.TAIWAN_HEALTH:
            return read_taiwan_card()
        case Family.PASSPORT:
            return read_passport(key, chance)
        case Family.THAI_ID:
            return read_thai_card()
        case Family.ESTONIAN_EID:
            return read_estonian_card()
        case Family.BELGIAN_EID:
            return read_belgian_card()
        case Family.SERIAL:
            return read_serial()
        case _:
            assert_never(family)
