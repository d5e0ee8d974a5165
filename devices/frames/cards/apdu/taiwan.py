"""The health card of Taiwan (健保卡): one application, one command, 57 open bytes with the name in Big5."""

import re
from typing import Final

from devices.frames.cards.apdu.exchange import Talk, exchange
from devices.frames.cards.apdu.files import select_application
from devices.frames.cards.holder import Holder, sex_of_letter
from devices.kinds.card_reader import CardType

AID: Final = bytes.fromhex("D1580000010000000000000000001100")
GET_OPEN_DATA: Final = bytes.fromhex("00CA1100020000")
DATA_BYTES: Final = 57
NAME: Final = slice(12, 32)
NUMBER: Final = slice(32, 42)
SEX: Final = slice(49, 50)
NUMBER_FORM: Final = re.compile(r"[A-Z][A-Z0-9][0-9]{8}")
TEXT_ENCODING: Final = "big5"


def read_taiwan_card() -> Talk[Holder | None]:
    """The holder; None when this is no health card of Taiwan."""
    if not (yield from select_application(AID)):
        return None
    response = yield from exchange(GET_OPEN_DATA)
    data = response.data
    number = data[NUMBER].decode("ascii", "replace")
    if not response.ok or len(data) < DATA_BYTES or NUMBER_FORM.fullmatch(number) is None:
        return None
    name = data[NAME].decode(TEXT_ENCODING, "replace").strip("\0 ")
    return Holder(CardType.TAIWAN_HEALTH, name, sex_of_letter(data[SEX].decode("ascii", "replace")), number)
