"""The open files of China's social security card (社保卡): EF06 (holder) and EF05 (card), readable without a PIN.

Two forms of SELECT and two of READ RECORD are in the field; both are tried. Of the holder only number, name and sex are
read: tag, length, value, the text in GBK.
"""

from typing import Final

from devices.frames.cards.apdu.exchange import Response, Talk, exchange
from devices.frames.cards.citizen_number import number_right
from devices.frames.cards.holder import Holder, Serial, sex_of
from devices.kinds.card_reader import CardType

AID: Final = bytes.fromhex("7378312E73682EC9E7BBE1B1A3D5CF")
"""``sx1.sh.社会保障`` in GBK."""
SELECT_APPLICATION: Final = bytes.fromhex("00A404000F") + AID
SELECT_MASTER: Final = bytes.fromhex("00A40000023F00")
SELECT_CARD_FILE: Final = (bytes.fromhex("00A4020002EF05"), bytes.fromhex("00A4000002EF05"))
SELECT_HOLDER_FILE: Final = (bytes.fromhex("00A4020002EF06"), bytes.fromhex("00A4000002EF06"))
TAG_NUMBER: Final = 0x08
TAG_NAME: Final = 0x09
TAG_SEX: Final = 0x0A
TAG_CARD_NUMBER: Final = 0x07
LENGTHS: Final = {TAG_NUMBER: 18, TAG_NAME: 30, TAG_SEX: 1, TAG_CARD_NUMBER: 9}
"""How long each value is; the record is two bytes longer."""
RECORD_INDEX: Final = {TAG_CARD_NUMBER: 7, TAG_NUMBER: 1, TAG_NAME: 2, TAG_SEX: 3}
"""Place of a record in its file, for cards that count records instead of reading tags."""
TLV_HEAD_BYTES: Final = 2
TEXT_ENCODING: Final = "gbk"


def read_social_card() -> Talk[Holder | Serial | None]:
    """The holder (EF06), else the card's number (EF05). None when this is no social security card."""
    if not (yield from _open_application()):
        return None
    if (yield from _select(SELECT_HOLDER_FILE)) and (holder := (yield from _holder())) is not None:
        return holder
    if not (yield from _select(SELECT_CARD_FILE)):
        return None
    number = yield from _record(TAG_CARD_NUMBER)
    return Serial(number) if number.strip(b"\0 ") else None


def _holder() -> Talk[Holder | None]:
    number = (yield from _record(TAG_NUMBER)).decode("ascii", "replace").strip("\0 ").upper()
    if not number_right(number):
        return None
    name = (yield from _record(TAG_NAME)).decode(TEXT_ENCODING, "replace").strip("\0 ")
    sex = (yield from _record(TAG_SEX)).decode("ascii", "replace")
    return Holder(CardType.SOCIAL_SECURITY, name, sex_of(sex), number)


def _open_application() -> Talk[bool]:
    if (yield from exchange(SELECT_APPLICATION)).ok:
        return True
    yield from exchange(SELECT_MASTER)
    return (yield from exchange(SELECT_APPLICATION)).ok


def _select(forms: tuple[bytes, ...]) -> Talk[bool]:
    for form in forms:
        if (yield from exchange(form)).ok:
            return True
    return False


def _record(tag: int) -> Talk[bytes]:
    """The value of one record, by tag, else by index; empty when the card gives neither."""
    expected = bytes([LENGTHS[tag] + TLV_HEAD_BYTES])
    by_tag = yield from exchange(bytes([0x00, 0xB2, tag, 0x00]) + expected)
    if (value := _value(tag, by_tag)) is not None:
        return value
    by_index = yield from exchange(bytes([0x00, 0xB2, RECORD_INDEX[tag], 0x04]) + expected)
    return _value(tag, by_index) or b""


def _value(tag: int, response: Response) -> bytes | None:
    data = response.data
    if not response.ok or len(data) < TLV_HEAD_BYTES or data[0] != tag:
        return None
    value = data[TLV_HEAD_BYTES:]
    return value if len(value) == data[1] else None
