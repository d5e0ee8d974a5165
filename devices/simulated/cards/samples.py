"""Cards of people who do not exist: published specimen numbers, or numbers made to fit their check digit.

The texts are written here by their own table, not by the driver's, so that a wrong offset in one shows.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from devices.frames.cards.citizen_number import CHECK_SIGNS, WEIGHTS

TEXT_BYTES: Final = 256
UCS2: Final = "utf-16-le"
TYPE_AT: Final = 248


class CardForm(StrEnum):
    """Which reader a sample fits."""

    IDENTITY = "identity"
    SOCIAL = "social"
    THAI = "thai"
    TAIWAN = "taiwan"
    BELGIAN = "belgian"
    ESTONIAN = "estonian"
    ESTONIAN_BEFORE = "estonian_before"
    PASSPORT = "passport"
    CHIP = "chip"
    PLAIN = "plain"


@dataclass(frozen=True, repr=False)
class SampleCard:
    """One card: ``content`` is the identity card's 256 bytes, the passport's zone, or a plain card's serial."""

    name: str
    zh: str
    en: str
    form: CardForm
    content: bytes = b""
    number: str = ""
    holder: str = ""
    sex: str = ""

    def __repr__(self) -> str:
        return f"SampleCard({self.name})"


def checked(first_17: str) -> str:
    """A citizen number with its check digit."""
    total = sum(weight * int(digit) for weight, digit in zip(WEIGHTS, first_17, strict=True))
    return first_17 + CHECK_SIGNS[total % len(CHECK_SIGNS)]


def text_of(fields: dict[int, str], card_type: str) -> bytes:
    """256 bytes of UCS-2 with each text at its byte offset, spaces elsewhere."""
    text = bytearray((" " * (TEXT_BYTES // 2)).encode(UCS2))
    for at, words in {**fields, TYPE_AT: card_type}.items():
        data = words.encode(UCS2)
        text[at : at + len(data)] = data
    return bytes(text)


def resident(name: str, zh: str, en: str, holder: str, sex: str, number: str) -> SampleCard:
    """A resident identity card."""
    fields = {
        0: holder,
        30: sex,
        32: "01",
        36: number[6:14],
        52: "样例省样例县样例路1号",
        122: number,
        158: "样例县公安局",
        188: "20200101",
        204: "20400101",
    }
    return SampleCard(name, zh, en, CardForm.IDENTITY, text_of(fields, " "), number, holder, sex)


def hmt_permit() -> SampleCard:
    """A residence permit for people of Hong Kong (type J), with the published specimen number."""
    number = "810000199408230021"
    fields = {0: "陈小雅", 30: "2", 36: "19940823", 52: "样例省样例县", 122: number, 158: "样例县公安局"}
    fields |= {188: "20230101", 204: "20280101", 220: "H12345678", 238: "01"}
    return SampleCard(
        "chen", "港澳台居住证 陈", "HMT residence permit", CardForm.IDENTITY, text_of(fields, "J"), number
    )


def foreigner_2017() -> SampleCard:
    """A foreigner's permanent residence card of 2017 (type I)."""
    number = "USA110081010015"
    fields = {0: "SMITH, JOHN", 120: "1", 122: number, 152: "USA", 158: "", 188: "20180101", 204: "20280101"}
    fields |= {220: "19810101", 236: "01", 240: "1100"}
    return SampleCard(
        "smith", "外国人永居证2017 Smith", "Foreigner 2017", CardForm.IDENTITY, text_of(fields, "I"), number
    )


def foreigner_2023() -> SampleCard:
    """A foreigner's permanent residence card of 2023 (type Y), with the published specimen number."""
    number = "911124198108030024"
    fields = {0: "玛丽", 30: "2", 32: "01", 36: "19810803", 52: "MARIE", 122: number}
    fields |= {188: "20240101", 204: "20340101", 220: "CURIE", 242: "FRA"}
    return SampleCard(
        "marie", "外国人永居证2023 玛丽", "Foreigner 2023", CardForm.IDENTITY, text_of(fields, "Y"), number
    )


ZHANG_NUMBER: Final = "11010519491231002X"
"""The specimen number of GB 11643."""
ZONE: Final = b"P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<L898902C36UTO7408122F1204159ZE184226B<<<<<10"
"""The specimen passport of ICAO 9303."""

SAMPLES: Final = {
    card.name: card
    for card in (
        resident("zhang", "居民身份证 张丽", "Resident, Zhang", "张丽", "2", ZHANG_NUMBER),
        resident("wang", "居民身份证 王建国", "Resident, Wang", "王建国", "1", checked("52273019900307101")),
        resident("ouyang", "居民身份证 欧阳㐂䶮", "Resident, rare name", "欧阳㐂䶮", "1", checked("52273019850612003")),
        hmt_permit(),
        foreigner_2017(),
        foreigner_2023(),
        SampleCard(
            "zhang-social", "社保卡 张丽", "Social security, Zhang", CardForm.SOCIAL, b"", ZHANG_NUMBER, "张丽", "2"
        ),
        SampleCard(
            "somchai", "泰国身份证", "Thai card", CardForm.THAI, b"", "1101700203451", "Mr.#Somchai##Jaidee", "1"
        ),
        SampleCard("lin", "台湾健保卡 林", "Taiwan health card", CardForm.TAIWAN, b"", "A234567893", "林美玲", "2"),
        SampleCard(
            "peeters", "比利时身份证", "Belgian card", CardForm.BELGIAN, b"", "90010512345", "Peeters, Anne Marie", "2"
        ),
        SampleCard("tamm", "爱沙尼亚身份证", "Estonian card", CardForm.ESTONIAN, b"", "39001050001", "TAMM, JAAN", "1"),
        SampleCard(
            "kask",
            "爱沙尼亚旧卡",
            "Estonian, before 2018",
            CardForm.ESTONIAN_BEFORE,
            b"",
            "49001050002",
            "KASK, MARI",
            "2",
        ),
        SampleCard("anna", "护照 Eriksson", "Passport", CardForm.PASSPORT, ZONE, "L898902C3", "ERIKSSON, ANNA MARIA"),
        SampleCard("zhang-chip", "居民身份证芯片", "Resident's chip", CardForm.CHIP, bytes.fromhex("D1560000C0FFEE01")),
        SampleCard("plain", "普通卡", "Plain card", CardForm.PLAIN, bytes.fromhex("04A1B2C3D4E5F6")),
    )
}
"""The same citizen has two cards here, ``zhang`` and ``zhang-social``: both must give one token."""
