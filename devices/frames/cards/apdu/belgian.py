"""The Belgian identity card: the identity file 3F00/DF01/4031 is open, tag-length-value in UTF-8.

The file is selected step by step; the way by path (``00 A4 08 0C 06 …``) is tried where a card does not take that.
"""

import re
from collections.abc import Mapping
from typing import Final

from devices.frames.cards.apdu.exchange import Talk
from devices.frames.cards.apdu.files import all_done, read_binary, select_application
from devices.frames.cards.holder import Holder, Sex
from devices.kinds.card_reader import CardType

AID: Final = bytes.fromhex("A000000177504B43532D3135")
STEP_BY_STEP: Final = tuple(bytes.fromhex("00A4020C02" + file) for file in ("3F00", "DF01", "4031"))
BY_PATH: Final = (bytes.fromhex("00A4080C063F00DF014031"),)
LONGER: Final = 0xFF
"""A length byte that says: add me, and the next one too."""
TAG_NUMBER: Final = 0x06
TAG_FAMILY_NAME: Final = 0x07
TAG_GIVEN_NAMES: Final = 0x08
TAG_SEX: Final = 0x0D
NUMBER_FORM: Final = re.compile(r"[0-9]{11}")
SEXES: Final = {"M": Sex.MALE, "F": Sex.FEMALE, "V": Sex.FEMALE, "W": Sex.FEMALE}
"""In French, Dutch and German."""


def read_belgian_card() -> Talk[Holder | None]:
    """The holder; None when this is no Belgian card."""
    yield from select_application(AID)
    if not (yield from all_done(STEP_BY_STEP)) and not (yield from all_done(BY_PATH)):
        return None
    fields = fields_of((yield from read_binary()))
    number = fields.get(TAG_NUMBER, "")
    if NUMBER_FORM.fullmatch(number) is None:
        return None
    name = ", ".join(filter(None, [fields.get(TAG_FAMILY_NAME), fields.get(TAG_GIVEN_NAMES)]))
    return Holder(CardType.BELGIAN_EID, name, SEXES.get(fields.get(TAG_SEX, ""), Sex.UNKNOWN), number)


def fields_of(data: bytes) -> Mapping[int, str]:
    """Each tag's text; what comes after a value that is cut short is left aside."""
    fields: dict[int, str] = {}
    at = 0
    while at < len(data):
        tag, at, length = data[at], at + 1, 0
        while at < len(data) and data[at] == LONGER:
            length, at = length + LONGER, at + 1
        if at >= len(data) or at + 1 + length + data[at] > len(data):
            break
        start, at = at + 1, at + 1 + length + data[at]
        fields.setdefault(tag, data[start:at].decode("utf-8", "replace").strip())
    return fields
