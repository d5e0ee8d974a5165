"""The published commands of smart cards, byte for byte, as each family of cards is talked with."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from smartcard import scard

from devices.frames.cards.apdu.belgian import read_belgian_card
from devices.frames.cards.apdu.estonian import read_estonian_card
from devices.frames.cards.apdu.exchange import exchange
from devices.frames.cards.apdu.passport import Closed, read_passport
from devices.frames.cards.apdu.serial import read_serial
from devices.frames.cards.apdu.social_card import AID, read_social_card
from devices.frames.cards.apdu.taiwan import read_taiwan_card
from devices.frames.cards.apdu.thai import read_thai_card
from devices.frames.cards.holder import Holder, Serial, Sex
from devices.ports.address import PcscAddress, parse_address
from devices.ports.pcsc_slot import PcscSlot
from devices.simulated.cards.samples import SAMPLES
from devices.simulated.cards.slot_twin import CardSlotTwin
from tests.devices.rig import watch_until

DONE = "9000"
NOT_FOUND = "6A82"
SSSE = "00A404000F" + "7378312E73682EC9E7BBE1B1A3D5CF"
NUMBER = "11010519491231002X"
HOLDER_RECORDS = {
    "00B2080014": "0812" + NUMBER.encode().hex() + DONE,
    "00B2090020": "091E" + "张丽".encode("gbk").ljust(30, b"\0").hex() + DONE,
    "00B20A0003": "0A01" + "32" + DONE,
}
THAI = "00A4040008A000000054480001"
TAIWAN = "00A4040010D1580000010000000000000000001100"
BELGIAN = "00A404000CA000000177504B43532D3135"
ESTONIAN = "00A4040010A000000077010800070000FE00000100"
PASSPORT = "00A4040C07A0000002471001"


def talked(talk: Any, card: Mapping[str, str] | Callable[[list[str]], str]) -> tuple[list[str], Any]:
    """All that was said to a card, and what came of it. A card knows some commands, or looks at all that was said."""
    said: list[str] = []
    try:
        command = next(talk)
        while True:
            said.append(command.hex().upper())
            answer = card(said) if callable(card) else card.get(said[-1], NOT_FOUND)
            command = talk.send(bytes.fromhex(answer))
    except StopIteration as end:
        return said, end.value


def whose(found: Any) -> tuple[str, str, Sex]:
    """The holder's name, number and sex."""
    assert isinstance(found, Holder)
    return found.name, found.number, found.sex


def test_the_social_card_is_named_in_gbk() -> None:
    assert "sx1.sh.社会保障".encode("gbk") == AID == bytes.fromhex("7378312E73682EC9E7BBE1B1A3D5CF")


def test_the_social_card_by_tags() -> None:
    card = {SSSE: DONE, "00A4020002EF06": DONE, **HOLDER_RECORDS}
    said, found = talked(read_social_card(), card)
    assert said == [*card]
    assert whose(found) == ("张丽", NUMBER, Sex.FEMALE)


def test_the_social_card_with_its_master_first_p1_00_and_records_by_index() -> None:
    card = {"00A4000002EF06": DONE}
    by_index = ["00B2010414", "00B2020420", "00B2030403"]
    said, found = talked(
        read_social_card(), card | {SSSE: DONE} | dict(zip(by_index, HOLDER_RECORDS.values(), strict=True))
    )
    pairs = [each for pair in zip(HOLDER_RECORDS, by_index, strict=True) for each in pair]
    assert said == [SSSE, "00A4020002EF06", "00A4000002EF06", *pairs]
    assert whose(found) == ("张丽", NUMBER, Sex.FEMALE)
    assert talked(read_social_card(), {})[0] == [SSSE, "00A40000023F00", SSSE]


def test_the_social_cards_own_number_is_a_serial() -> None:
    card = {SSSE: DONE, "00A4020002EF05": DONE, "00B207000B": "0709" + b"A12345678".hex() + DONE}
    said, found = talked(read_social_card(), card)
    assert said == [SSSE, "00A4020002EF06", "00A4000002EF06", "00A4020002EF05", "00B207000B"]
    assert isinstance(found, Serial)


def test_the_health_card_of_taiwan() -> None:
    data = b"000012345678" + "林美玲".encode("big5").ljust(20, b"\0") + b"A234567893" + b"0790105" + b"F" + b"1090101"
    assert len(data) == 57
    said, found = talked(read_taiwan_card(), {TAIWAN: DONE, "00CA1100020000": data.hex() + DONE})
    assert said == [TAIWAN, "00CA1100020000"]
    assert whose(found) == ("林美玲", "A234567893", Sex.FEMALE)


def test_the_thai_card_gives_each_field_when_it_is_fetched() -> None:
    name = b"Mr.#Somchai##Jaidee".ljust(100)
    fields = {"80B0000402000D": b"1101700203451", "80B00075020064": name, "80B000E1020001": b"1"}

    def card(said: list[str]) -> str:
        if said[-1] in fields:
            return f"61{len(fields[said[-1]]):02X}"
        return fields[said[-2]].hex() + DONE if said[-1].startswith("00C0") else DONE

    said, found = talked(read_thai_card(), card)
    fetched = ["00C000000D", "00C0000064", "00C0000001"]
    assert said == [THAI, *(each for pair in zip(fields, fetched, strict=True) for each in pair)]
    assert whose(found) == ("Jaidee, Somchai", "1101700203451", Sex.MALE)


BELGIAN_FIELDS = {0x01: b"592123456789", 0x06: b"90010512345", 0x07: b"Peeters", 0x08: b"Anne", 0x0D: b"V"}
BELGIAN_FILE = b"".join(bytes([tag, len(text)]) + text for tag, text in BELGIAN_FIELDS.items())


@pytest.mark.parametrize("steps", [["00A4020C023F00", "00A4020C02DF01", "00A4020C024031"], ["00A4080C063F00DF014031"]])
def test_the_belgian_card_step_by_step_or_by_path(steps: list[str]) -> None:
    card = {BELGIAN: DONE, **dict.fromkeys(steps, DONE), "00B00000F8": BELGIAN_FILE.hex() + DONE}
    said, found = talked(read_belgian_card(), card)
    assert [each for each in said if each in card] == [*card]
    assert whose(found) == ("Peeters, Anne", "90010512345", Sex.FEMALE)


def test_a_long_belgian_field_adds_up_its_length_bytes() -> None:
    long = bytes([0x02, 0xFF, 0x2D]) + b"x" * (255 + 45)
    file = (long + BELGIAN_FILE).ljust(400, b"\0")
    steps = ["00A4020C023F00", "00A4020C02DF01", "00A4020C024031"]
    reads = {"00B00000F8": file[:248].hex() + DONE, "00B000F8F8": file[248:].hex() + DONE}
    _, found = talked(read_belgian_card(), {BELGIAN: DONE, **dict.fromkeys(steps, DONE), **reads})
    assert whose(found) == ("Peeters, Anne", "90010512345", Sex.FEMALE)


def test_the_estonian_card_of_2018() -> None:
    files = {"00A4020C025001": b"TAMM", "00A4020C025002": b"JAAN", "00A4020C025006": b"39001050001"}

    def card(said: list[str]) -> str:
        return (files[said[-2]].hex() if said[-1] == "00B0000000" else "") + DONE

    said, found = talked(read_estonian_card(), card)
    assert said[:3] == [ESTONIAN, "00A4000C", "00A4010C025000"]
    assert said[3:] == ["00A4020C025006", "00B0000000", "00A4020C025001", "00B0000000", "00A4020C025002", "00B0000000"]
    assert whose(found) == ("TAMM, JAAN", "39001050001", Sex.MALE)


def test_the_estonian_card_before_2018() -> None:
    records = ["KASK", "MARI", "", "N", "EST", "05.01.1990", "49001050002"]
    card = {"00A4000C": DONE, "00A4010C02EEEE": DONE, "00A40204025044": DONE}
    card |= {f"00B2{number:02X}0400": text.encode().hex() + DONE for number, text in enumerate(records, 1)}
    said, found = talked(read_estonian_card(), card)
    assert [each for each in said if each in card] == [*card, "00B2010400", "00B2020400"]
    assert whose(found) == ("KASK, MARI", "49001050002", Sex.FEMALE)


def test_a_passport_is_selected_and_asked_for_a_random_number() -> None:
    said, found = talked(read_passport(None, bytes), {PASSPORT: DONE, "0084000008": "4608F91988702212" + DONE})
    assert said[-2:] == [PASSPORT, "0084000008"]
    assert found is Closed.KEY_WANTED


@pytest.mark.parametrize(
    ("card", "serial"),
    [
        ({"0036000008": "D1560000C0FFEE01" + DONE}, "D1560000C0FFEE01"),
        ({"FFCA000000": "04A1B2C3D4E5F6" + DONE}, "04A1B2C3D4E5F6"),
    ],
)
def test_a_card_of_which_only_a_serial_is_to_be_had(card: Mapping[str, str], serial: str) -> None:
    said, found = talked(read_serial(), card)
    assert said == ["0036000008", "FFCA000000"][: len(said)]
    assert found.number.hex().upper() == serial


def test_more_data_is_fetched_and_a_wrong_length_is_said_again() -> None:
    talk = exchange(bytes.fromhex("00B2080014"))
    assert next(talk).hex() == "00b2080014"
    assert talk.send(bytes.fromhex("6C02")).hex() == "00b2080002"
    assert talk.send(bytes.fromhex("6102")).hex() == "00c0000002"
    with pytest.raises(StopIteration) as end:
        talk.send(bytes.fromhex("08009000"))
    assert (end.value.value.data.hex(), end.value.value.ok) == ("0800", True)


def test_256_bytes_wait_as_6100() -> None:
    card = {"00CA1100020000": "6100", "00C0000000": "AB" * 256 + DONE}
    said, found = talked(exchange(bytes.fromhex("00CA1100020000")), card)
    assert said == [*card]
    assert len(found.data) == 256


@pytest.mark.parametrize(
    ("speaks_t1", "greeting", "protocol"),
    [(False, "3B6800000073C84000009000", scard.SCARD_PCI_T0), (True, "3B80800101", scard.SCARD_PCI_T1)],
)
def test_a_cards_greeting_says_how_it_speaks(
    slot: CardSlotTwin, ports: Path, speaks_t1: bool, greeting: str, protocol: Any
) -> None:
    """With the real pcscd between: T=0 or T=1, by the card's answer to reset."""
    slot.switch("speaks_t1", speaks_t1)
    slot.place(SAMPLES["zhang-social"])
    address = parse_address("pcsc:Virtual PCD 00 00", ports)
    assert isinstance(address, PcscAddress)
    card = PcscSlot(address)
    card.open()
    watch_until(lambda: card.wait(0.1).present, "the card")
    card.connect()
    assert (card.atr().hex().upper(), card._protocol) == (greeting, protocol)
    more = card.transmit(bytes.fromhex(SSSE))[-2:]
    assert more.hex() == (DONE if speaks_t1 else "6113"), "61xx is passed through"
    card.close()
