"""Card readers' bytes to messages and back: every layout, and arbitrary bytes in arbitrary pieces."""

from hypothesis import given, settings
from hypothesis import strategies as st

from devices.frames.cards import sam_v
from devices.frames.cards.apdu.families import Family, talk_with
from devices.frames.cards.holder import Sex
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


def test_every_layout_is_read_by_its_own_places() -> None:
    found = {name: read_text(SAMPLES[name].content) for name in ("zhang", "chen", "smith", "marie")}
    assert [holder and (holder.number, holder.sex, holder.nation) for holder in found.values()] == [
        ("11010519491231002X", Sex.FEMALE, "汉"),
        ("810000199408230021", Sex.FEMALE, ""),
        ("USA110081010015", Sex.MALE, ""),
        ("911124198108030024", Sex.FEMALE, ""),
    ]
