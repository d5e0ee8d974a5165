"""The Thai identity card: one application, fields at fixed places, text in TIS-620.

``80 B0 offset 02 00 length`` reads a field; over T=0 the card then wants to be asked for it (61xx).
"""

import re
from typing import Final

from devices.frames.cards.apdu.exchange import Talk, exchange
from devices.frames.cards.apdu.files import select_application
from devices.frames.cards.holder import Holder, sex_of
from devices.kinds.card_reader import CardType

AID: Final = bytes.fromhex("A000000054480001")
NUMBER: Final = (0x0004, 13)
ENGLISH_NAME: Final = (0x0075, 100)
SEX: Final = (0x00E1, 1)
NUMBER_FORM: Final = re.compile(r"[0-9]{13}")
NAME_PARTS: Final = "#"
"""Parts the name: title#first#middle#last."""
TEXT_ENCODING: Final = "tis-620"


def read_thai_card() -> Talk[Holder | None]:
    """The holder; None when this is no Thai card. The English name is taken: a hall abroad has no Thai letters."""
    if not (yield from select_application(AID)):
        return None
    number = yield from _field(*NUMBER)
    if NUMBER_FORM.fullmatch(number) is None:
        return None
    _, *given, family = (yield from _field(*ENGLISH_NAME)).split(NAME_PARTS)
    name = ", ".join(filter(None, [family, " ".join(filter(None, given))]))
    return Holder(CardType.THAI_ID, name, sex_of((yield from _field(*SEX))), number)


def _field(at: int, length: int) -> Talk[str]:
    command = bytes.fromhex("80B0") + at.to_bytes(2, "big") + bytes([0x02, 0x00, length])
    response = yield from exchange(command)
    return response.data.decode(TEXT_ENCODING, "replace").strip("\0 ") if response.ok else ""
