"""A passport's chip and zone: what is a key and what is none, and arbitrary bytes."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from devices.frames.cards.apdu.chip_channel import objects_of
from devices.frames.cards.apdu.chip_crypto import padded, unpadded
from devices.frames.cards.apdu.mrz import checked, holder_of, is_zone, key_of
from devices.frames.cards.holder import Sex
from devices.simulated.cards.samples import ZONE
from tests.devices.cards.test_vectors_passport import LONG_CARD, LONG_TD2, channel
from tests.devices.fuzz import EXAMPLES

TD2 = "I<UTOSTEVENSON<<PETER<<<<<<<<<<<<<<<" + "D231458907UTO3407127M9507122<<<<<<<2"
TD1 = "I<UTOD231458907<<<<<<<<<<<<<<<" + "7408122F1204159UTO<<<<<<<<<<<6" + "ERIKSSON<<ANNA<MARIA<<<<<<<<<<"


def test_whose_long_number_it_is() -> None:
    for zone in (LONG_CARD, LONG_TD2):
        holder = holder_of(zone)
        assert holder is not None
        assert (holder.name, holder.number) == ("STEVENSON, PETER JOHN", "UTO:D23145890734")


@pytest.mark.parametrize(
    "zone",
    [
        LONG_CARD.replace("<7349<", "<7348<"),
        LONG_CARD.replace("<7349<", "<<<<<<"),
        LONG_CARD.replace("D23145890<", "D2314589<<"),
        LONG_TD2.replace("27349<", "27349A"),
        ZONE.decode().replace("L898902C36", "L898902C<<"),
    ],
)
def test_a_long_number_without_its_right_end_is_none(zone: str) -> None:
    assert key_of(zone) is None


@pytest.mark.parametrize(
    "text",
    [
        ZONE.decode(),
        ZONE.decode()[:44] + "\r\n" + ZONE.decode()[44:],
        ZONE.decode()[44:],
        ZONE.decode()[44:].lower(),
        "L898902C3 740812 120415",
        "L898902C3674081221204159",
    ],
)
def test_the_key_is_in_the_zone_its_second_line_or_typed(text: str) -> None:
    key = key_of(text)
    assert key is not None
    assert checked(key) == "L898902C3674081221204159"


@pytest.mark.parametrize(
    "text",
    ["", "A007", ZONE.decode()[:44], ZONE.decode()[44:].replace("740812", "740813"), "L898902C3 7408 120415", "X" * 24],
)
def test_what_is_no_key_is_none(text: str) -> None:
    assert key_of(text) is None


@pytest.mark.parametrize(
    ("zone", "name", "sex", "number"),
    [
        (ZONE.decode(), "ERIKSSON, ANNA MARIA", Sex.FEMALE, "UTO:L898902C3"),
        (TD2, "STEVENSON, PETER", Sex.MALE, "UTO:D23145890"),
        (TD1, "ERIKSSON, ANNA MARIA", Sex.FEMALE, "UTO:D23145890"),
    ],
)
def test_all_three_shapes_of_zone_are_read(zone: str, name: str, sex: Sex, number: str) -> None:
    holder = holder_of(zone)
    assert holder is not None
    assert (holder.name, holder.sex, holder.number) == (name, sex, number)
    assert is_zone(zone)
    assert key_of(zone) is not None


@pytest.mark.parametrize(("birth", "in_zone"), [("74<<<<", "74<<<<1"), ("<<<<<<", "<<<<<<0"), ("7408<<", "7408<<7")])
def test_a_birth_that_is_not_known_in_full_is_part_of_the_key(birth: str, in_zone: str) -> None:
    for zone in (ZONE.decode(), TD1):
        known = "7408122"
        key = key_of(zone.replace(known, in_zone))
        assert key is not None
        assert key.birth == birth
        holder = holder_of(zone.replace(known, in_zone))
        assert holder is not None
        assert holder.name == "ERIKSSON, ANNA MARIA"


@pytest.mark.parametrize("code", ["A007", "87654321", "https://hall.example/t?n=A007", "A" * 44, "<"])
def test_codes_are_no_zones(code: str) -> None:
    assert not is_zone(code)


def test_each_line_of_a_zone_is_one() -> None:
    assert is_zone(ZONE.decode()[:44])
    assert is_zone(ZONE.decode()[44:])


@given(data=st.binary(max_size=100))
@settings(max_examples=EXAMPLES, deadline=None)
def test_no_envelope_of_any_bytes_is_believed(data: bytes) -> None:
    assert channel().unwrapped(data).sw == 0
    assert sum(len(value) for value in objects_of(data).values()) <= len(data)
    assert unpadded(padded(data)) == data


@given(text=st.text(max_size=120) | st.text("A<0123456789 ", max_size=100))
@settings(max_examples=EXAMPLES, deadline=None)
def test_any_text_is_a_zone_or_none(text: str) -> None:
    found: list[Any] = [key_of(text), holder_of(text), is_zone(text)]
    assert len(found) == 3
