"""Card readers' bytes to messages and back: the published vectors, and arbitrary bytes in arbitrary pieces."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from devices.frames.cards import sam_v
from devices.frames.cards.apdu.exchange import exchange
from devices.frames.cards.apdu.families import Family, talk_with
from devices.frames.cards.apdu.social_card import AID
from devices.frames.cards.citizen_number import foreigner_2017_right, number_right
from devices.frames.cards.holder import Sex, sex_of
from devices.frames.cards.nations import nation_of
from devices.frames.cards.sam_v import FrameReader
from devices.frames.cards.sam_v_text import TEXT_BYTES, read_text
from devices.kinds.chip_key import ChipKey
from devices.simulated.cards.samples import SAMPLES
from tests.devices.fuzz import EXAMPLES, FRAME_MEMORY_BYTES, steps

MORE_EXAMPLES = 1_000
TALK_MAX = 100


def with_pieces_of_preambles(data: bytes) -> bytes:
    """Arbitrary bytes are hardly ever a preamble, so some of them stand for one, whole or in part, or for a length."""
    pieces = {1: sam_v.PREAMBLE, 2: sam_v.PREAMBLE[:3], 3: sam_v.PREAMBLE + b"\0\4", 4: sam_v.PREAMBLE + b"\x05\x08"}
    return b"".join(pieces.get(byte, bytes([byte])) for byte in data)


@pytest.mark.parametrize(
    ("body", "framed"),
    [
        ("10FF", "AAAAAA9669000310FFEC"),
        ("11FF", "AAAAAA9669000311FFED"),
        ("12FF", "AAAAAA9669000312FFEE"),
        ("2001", "AAAAAA96690003200122"),
        ("2002", "AAAAAA96690003200221"),
        ("3001", "AAAAAA96690003300132"),
        ("3010", "AAAAAA96690003301023"),
        ("3003", "AAAAAA96690003300330"),
        ("3005", "AAAAAA96690003300536"),
        ("6000", "AAAAAA96690003600063"),
        ("6004", "AAAAAA96690003600467"),
        ("000090", "AAAAAA9669000400009094"),
        ("000060", "AAAAAA9669000400006064"),
        ("00009F00000000", "AAAAAA9669000800009F0000000097"),
        ("000080", "AAAAAA9669000400008084"),
        ("0000900000000000000000", "AAAAAA9669000C00009000000000000000009C"),
        ("000081", "AAAAAA9669000400008185"),
        ("000041", "AAAAAA9669000400004145"),
    ],
)
def test_sam_v_vectors_both_ways(body: str, framed: str) -> None:
    assert sam_v.frame(bytes.fromhex(body)).hex().upper() == framed
    assert FrameReader().feed(bytes.fromhex(framed)) == [bytes.fromhex(body)]


def test_a_sam_v_read_answer_has_1295_bytes_and_text_at_14() -> None:
    text = b"\x20\x00" * (TEXT_BYTES // 2)
    framed = sam_v.frame(bytes.fromhex("00009001000400") + text + bytes(1024))
    assert len(framed) == 1295
    assert framed[5:7] == bytes.fromhex("0508")
    assert framed[14 : 14 + TEXT_BYTES] == text


@pytest.mark.parametrize(
    "number", ["11010519491231002X", "810000199408230021", "830000199201300022", "911124198108030024"]
)
def test_published_numbers_check(number: str) -> None:
    assert number_right(number)
    assert not number_right(number[:-2] + ("0" if number[-2] != "0" else "1") + number[-1])


def test_a_foreigners_number_of_2017_checks() -> None:
    assert foreigner_2017_right("USA110081010015")
    assert not foreigner_2017_right("USA110081010014")


def test_the_social_card_aid_is_gbk() -> None:
    assert "sx1.sh.社会保障".encode("gbk") == AID == bytes.fromhex("7378312E73682EC9E7BBE1B1A3D5CF")


@given(noise=st.binary(max_size=80), step=st.integers(1, 90), photo=st.binary(max_size=80))
@settings(max_examples=EXAMPLES, deadline=None)
def test_sam_v_reads_a_frame_after_any_noise(noise: bytes, step: int, photo: bytes) -> None:
    """Noise with a whole head and a fitting sum is a frame, whatever it swallows; so here it holds no whole head."""
    reader = FrameReader()
    body = b"\x00\x00\x90" + photo
    sent = with_pieces_of_preambles(noise).replace(sam_v.PREAMBLE, b"") + sam_v.frame(body)
    bodies = [found for piece in steps(sent, step) for found in reader.feed(piece)]
    assert body in bodies + reader.end_of_talk()
    assert len(reader._held) == 0


@given(noise=st.binary(max_size=200), step=st.integers(1, 200), photo=st.binary(max_size=80))
@settings(max_examples=EXAMPLES, deadline=None)
def test_after_a_silence_sam_v_is_in_step_whatever_came(noise: bytes, step: int, photo: bytes) -> None:
    reader = FrameReader()
    for piece in steps(with_pieces_of_preambles(noise), step):
        reader.feed(piece)
        assert len(reader._held) < FRAME_MEMORY_BYTES
    reader.end_of_talk()
    assert reader.feed(sam_v.frame(photo + b"\x00\x00")) == [photo + b"\x00\x00"]


def test_a_flood_of_heads_is_dropped_in_bounded_memory() -> None:
    reader = FrameReader()
    for _ in range(50):
        reader.feed((sam_v.PREAMBLE + b"\x09\x0a") * 100)
        assert len(reader._held) < FRAME_MEMORY_BYTES
    reader.end_of_talk()
    assert reader.dropped["bad_sum"] > 100


@given(text=st.binary(min_size=TEXT_BYTES, max_size=TEXT_BYTES))
@settings(max_examples=MORE_EXAMPLES, deadline=None)
def test_a_card_text_of_any_bytes_is_refused(text: bytes) -> None:
    assert read_text(text) is None


@given(family=st.sampled_from(Family), said=st.binary(max_size=600), step=st.integers(1, 60))
@settings(max_examples=MORE_EXAMPLES, deadline=None)
def test_a_talk_with_any_card_of_any_family_ends(family: Family, said: bytes, step: int) -> None:
    talk = talk_with(family, ChipKey("L898902C<", "690806", "940623"), bytes)
    answers = [piece + (b"" if piece[0] % 4 else b"\x90\x00") for piece in steps(said, step)]
    try:
        next(talk)
        for answer in answers + [b"\x6a\x82"] * TALK_MAX:
            talk.send(answer)
    except StopIteration:
        return
    raise AssertionError("the talk did not end")


def test_more_data_is_fetched_and_a_wrong_length_is_said_again() -> None:
    talk = exchange(bytes.fromhex("00B2080014"))
    assert next(talk).hex() == "00b2080014"
    assert talk.send(bytes.fromhex("6C02")).hex() == "00b2080002"
    assert talk.send(bytes.fromhex("6102")).hex() == "00c0000002"
    with pytest.raises(StopIteration) as end:
        talk.send(bytes.fromhex("08009000"))
    assert (end.value.value.data.hex(), end.value.value.ok) == ("0800", True)


def test_all_nations_and_sexes_have_their_codes() -> None:
    assert [nation_of(code) for code in ("01", "09", "22", "47", "56", "57", "97", "98", "")] == [
        *("汉", "布依", "畲", "保安", "基诺", "", "其他", "外国血统中国籍人士", "")
    ]
    assert [sex_of(code) for code in "01293"] == [Sex.UNKNOWN, Sex.MALE, Sex.FEMALE, Sex.NOT_STATED, Sex.UNKNOWN]


def test_every_layout_is_read_by_its_own_places() -> None:
    found = {name: read_text(SAMPLES[name].content) for name in ("zhang", "chen", "smith", "marie")}
    assert [holder and (holder.number, holder.sex, holder.nation) for holder in found.values()] == [
        ("11010519491231002X", Sex.FEMALE, "汉"),
        ("810000199408230021", Sex.FEMALE, ""),
        ("USA110081010015", Sex.MALE, ""),
        ("911124198108030024", Sex.FEMALE, ""),
    ]
