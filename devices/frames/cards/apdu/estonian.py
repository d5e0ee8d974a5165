"""The Estonian identity card: of 2018 (files 5001 …) and the one before it (records of file 5044).

The personal code's first digit says the sex: odd is male. The name is the first two entries in both.
"""

import re
from typing import Final

from devices.frames.cards.apdu.exchange import Talk, exchange
from devices.frames.cards.apdu.files import all_done, select_application
from devices.frames.cards.holder import Holder, Sex
from devices.kinds.card_reader import CardType

AID_2018: Final = bytes.fromhex("A000000077010800070000FE00000100")
SELECT_MASTER: Final = bytes.fromhex("00A4000C")
PERSON_2018: Final = (SELECT_MASTER, bytes.fromhex("00A4010C025000"))
PERSON_BEFORE: Final = (SELECT_MASTER, bytes.fromhex("00A4010C02EEEE"), bytes.fromhex("00A40204025044"))
READ_WHOLE: Final = bytes.fromhex("00B0000000")
FAMILY_NAME: Final = 1
GIVEN_NAME: Final = 2
CODE_2018: Final = 6
RECORDS: Final = 16
CODE_FORM: Final = re.compile(r"[1-8][0-9]{10}")


def read_estonian_card() -> Talk[Holder | None]:
    """The holder; None when this is no Estonian card."""
    if (yield from select_application(AID_2018)) and (yield from all_done(PERSON_2018)):
        code = yield from _file(CODE_2018)
        return (yield from _holder(code, new=True)) if CODE_FORM.fullmatch(code) else None
    if not (yield from all_done(PERSON_BEFORE)):
        return None
    for number in range(1, RECORDS + 1):
        if CODE_FORM.fullmatch(code := (yield from _record(number))):
            return (yield from _holder(code, new=False))
    return None


def _holder(code: str, new: bool) -> Talk[Holder]:
    entry = _file if new else _record
    family = yield from entry(FAMILY_NAME)
    given = yield from entry(GIVEN_NAME)
    name = ", ".join(filter(None, [family, given]))
    return Holder(CardType.ESTONIAN_EID, name, Sex.MALE if int(code[0]) % 2 else Sex.FEMALE, code)


def _file(number: int) -> Talk[str]:
    selected = yield from exchange(bytes.fromhex("00A4020C0250") + bytes([number]))
    return (yield from _text(READ_WHOLE)) if selected.ok else ""


def _record(number: int) -> Talk[str]:
    return (yield from _text(bytes([0x00, 0xB2, number, 0x04, 0x00])))


def _text(command: bytes) -> Talk[str]:
    response = yield from exchange(command)
    return response.data.decode("utf-8", "replace").strip("\0 ") if response.ok else ""
