"""The published bytes of travel documents: keys, authentication, envelopes (ICAO 9303-11, appendix D), check digits."""

import pytest

from devices.frames.cards.apdu.chip_channel import Channel, challenge_of, channel_of, open_channel
from devices.frames.cards.apdu.chip_crypto import FOR_ENCRYPTION, FOR_MAC, derived
from devices.frames.cards.apdu.mrz import checked, key_of
from devices.frames.cards.apdu.passport import seed_of
from devices.frames.cards.citizen_number import seven_three_one

RANDOM_IFD, RANDOM_CHIP = bytes.fromhex("781723860C06C226"), bytes.fromhex("4608F91988702212")
HALF_IFD, HALF_CHIP = (
    bytes.fromhex("0B795240CB7049B01C19B33E32804F0B"),
    bytes.fromhex("0B4F80323EB3191CB04970CB4052790B"),
)
LONG_CARD = "I<UTOD23145890<7349<<<<<<<<<<<" + "3407127M9507122UTO<<<<<<<<<<<2" + "STEVENSON<<PETER<JOHN<<<<<<<<<"
LONG_TD2 = "I<UTOSTEVENSON<<PETER<JOHN<<<<<<<<<<" + "D23145890<UTO3407127M95071227349<<<8"


def channel() -> Channel:
    """The one of the vectors, just opened."""
    return channel_of(HALF_IFD, HALF_CHIP, RANDOM_CHIP, RANDOM_IFD)


def test_keys_from_the_printed_zone() -> None:
    key = key_of("L898902C<369080619406236")
    assert key is not None
    seed = seed_of(key)
    assert seed.hex().upper() == "239AB9CB282DAF66231DC5A4DF6BFBAE"
    assert derived(seed, FOR_ENCRYPTION).hex().upper() == "AB94FDECF2674FDFB9B391F85D7F76F2"
    assert derived(seed, FOR_MAC).hex().upper() == "7962D9ECE03D1ACD4C76089DCE131543"


@pytest.mark.parametrize(
    "zone", [LONG_CARD, LONG_TD2, LONG_TD2[36:], "D23145890734 340712 950712", "D23145890734934071279507122"]
)
def test_a_number_of_more_than_nine_signs_goes_on_in_the_optional_data(zone: str) -> None:
    """ICAO 9303-11, D.2: the key's seed."""
    key = key_of(zone)
    assert key is not None
    assert checked(key) == "D23145890734934071279507122"
    assert seed_of(key).hex().upper() == "B366AD857DDCA2B08C0E299811714730"


def test_the_door_is_opened_as_published() -> None:
    chance = iter([RANDOM_IFD, HALF_IFD])
    asking = challenge_of()
    assert next(asking).hex() == "0084000008"
    with pytest.raises(StopIteration) as asked:
        asking.send(RANDOM_CHIP + b"\x90\x00")
    seed = bytes.fromhex("239AB9CB282DAF66231DC5A4DF6BFBAE")
    talk = open_channel(seed, asked.value.value, lambda _: next(chance))
    assert next(talk).hex().upper() == (
        "008200002872C29C2371CC9BDB65B779B8E8D37B29ECC154AA56A8799FAE2F498F76ED92F25F1448EEA8AD90A728"
    )
    answer = "46B9342A41396CD7386BF5803104D7CEDC122B9132139BAF2EEDC94EE178534F2F2D235D074D7449"
    with pytest.raises(StopIteration) as end:
        talk.send(bytes.fromhex(answer) + b"\x90\x00")
    assert end.value.value == channel()


def test_session_keys_and_counter() -> None:
    opened = channel()
    assert opened.encryption.hex().upper() == "979EC13B1CBFE9DCD01AB0FED307EAE5"
    assert opened.mac.hex().upper() == "F1CB1F1FB5ADF208806B89DC579DC1F8"
    assert opened.counter == 0x887022120C06C226


def test_envelopes_both_ways() -> None:
    opened = channel()
    select = opened.wrapped(bytes.fromhex("00A4020C02011E"))
    assert select.hex().upper() == "0CA4020C158709016375432908C044F68E08BF8B92D635FF24F800"
    assert opened.unwrapped(bytes.fromhex("990290008E08FA855A5D4C50A8ED")).ok
    read = opened.wrapped(bytes.fromhex("00B0000004"))
    assert read.hex().upper() == "0CB000000D9701048E08ED6705417E96BA5500"
    answer = opened.unwrapped(bytes.fromhex("8709019FF0EC34F9922651990290008E08AD55CC17140B2DED"))
    assert (answer.ok, answer.data.hex().upper()) == (True, "60145F01")


def test_an_answer_fits_only_once() -> None:
    opened = channel()
    opened.wrapped(bytes.fromhex("00A4020C02011E"))
    answer = bytes.fromhex("990290008E08FA855A5D4C50A8ED")
    assert [opened.unwrapped(answer).ok for _ in range(2)] == [True, False]


def test_seven_three_one() -> None:
    assert [seven_three_one(text) for text in ("L898902C<", "690806", "940623")] == ["3", "1", "6"]
