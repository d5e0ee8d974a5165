"""What may be told of a visitor: masked names and keyed tokens; and that nothing personal shows itself."""

import hashlib
import hmac

import pytest

from devices.drivers.card_reader.visitor import card_seen, masked_name
from devices.drivers.options import Site
from devices.frames.cards.holder import Holder, Serial, Sex
from devices.frames.cards.sam_v import Answer
from devices.frames.cards.sam_v_text import read_text
from devices.kinds.card_reader import CardType
from devices.kinds.chip_key import ChipKey
from devices.kinds.code_scanner import CodeScanned
from devices.simulated.cards.samples import SAMPLES
from tests.devices.rig import SITE_KEY

NUMBER = "11010519491231002X"


@pytest.mark.parametrize(
    ("name", "sex", "masked"),
    [
        ("张丽", Sex.FEMALE, "张*女士"),
        ("张建国", Sex.MALE, "张*先生"),
        ("张丽", Sex.UNKNOWN, "张**"),
        ("张丽", Sex.NOT_STATED, "张**"),
        ("欧阳修", Sex.MALE, "欧阳*先生"),
        ("欧阳", Sex.MALE, "欧*先生"),
        ("阿卜杜拉·买买提", Sex.MALE, "阿*先生"),
        ("SMITH, JOHN", Sex.MALE, "SMITH*先生"),
        ("", Sex.MALE, ""),
    ],
)
def test_names_are_masked(name: str, sex: Sex, masked: str) -> None:
    assert masked_name(name, sex) == masked


def test_a_token_is_the_keyed_hash_of_the_number_whatever_the_card() -> None:
    expected = hmac.new(SITE_KEY, NUMBER.encode(), hashlib.sha256).hexdigest()[:32]
    identity = card_seen(SITE_KEY, Holder(CardType.RESIDENT, "张丽", Sex.FEMALE, NUMBER), "a")
    social = card_seen(SITE_KEY, Holder(CardType.SOCIAL_SECURITY, "张丽", Sex.FEMALE, NUMBER), "b")
    assert identity.token == social.token == expected
    assert card_seen(b"another key", Holder(CardType.RESIDENT, "", Sex.MALE, NUMBER), "a").token != expected


def test_two_states_may_give_one_number_to_two_people() -> None:
    number = "39001050001"
    cards = (CardType.BELGIAN_EID, CardType.ESTONIAN_EID, CardType.RESIDENT)
    assert len({card_seen(SITE_KEY, Holder(card, "", Sex.MALE, number), "a").token for card in cards}) == len(cards)


def test_a_serial_never_gives_a_citizens_token() -> None:
    as_serial = card_seen(SITE_KEY, Serial(NUMBER.encode()), "a")
    assert as_serial.token != card_seen(SITE_KEY, Holder(CardType.RESIDENT, "", Sex.MALE, NUMBER), "a").token
    assert as_serial.masked_name == ""


def test_nothing_that_holds_a_person_shows_it() -> None:
    text = read_text(SAMPLES["zhang"].content)
    assert isinstance(text, Holder)
    holders: list[object] = [
        text,
        Serial(NUMBER.encode()),
        ChipKey(NUMBER, NUMBER, NUMBER),
        CodeScanned(NUMBER, "scanner"),
        Answer(0x90, NUMBER.encode()),
        SAMPLES["zhang"],
        Site(SITE_KEY, __import__("pathlib").Path("/dev")),
    ]
    said = repr(holders) + str(holders)
    for secret in (NUMBER, "张丽", SITE_KEY.decode(), NUMBER.encode().hex()):
        assert secret not in said


def test_a_foreigners_card_of_2023_is_not_taken_for_a_residents() -> None:
    resident = bytearray(SAMPLES["marie"].content)
    assert read_text(bytes(resident)) is not None
    found = read_text(bytes(resident))
    assert found is not None
    assert found.card_type is CardType.FOREIGNER_2023
    resident[248:250] = "Q".encode("utf-16-le")
    assert read_text(bytes(resident)) is None


def test_a_wrong_check_digit_is_not_read() -> None:
    wrong = bytearray(SAMPLES["zhang"].content)
    wrong[122 + 34 : 122 + 36] = "1".encode("utf-16-le")
    assert read_text(bytes(wrong)) is None
