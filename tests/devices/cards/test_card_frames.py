"""Card readers' bytes to messages and back: every layout, and arbitrary bytes in arbitrary pieces."""

from hypothesis import given, settings
from hypothesis import strategies as st

from config.counted import Counted
from devices.frames.cards import sam_v
from devices.frames.cards.apdu.families import Family, talk_with
from devices.frames.cards.holder import Sex
from devices.frames.cards.sam_v import FrameReader
from devices.frames.cards.sam_v_text import TEXT_BYTES, read_text
from devices.kinds.chip_key import ChipKey
from devices.simulated.cards.samples import SAMPLES
from tests.devices.fuzz import FRAME_MEMORY_BYTES, steps

MORE_EXAMPLES = 1_000
TALK_MAX = 100


def test_a_flood_of_heads_is_dropped_in_bounded_memory() -> None:
    reader = FrameReader()
    for _ in range(50):
        reader.feed((sam_v.PREAMBLE + b"\x09\x0a") * 100)
        assert len(reader._held) < FRAME_MEMORY_BYTES
    reader.end_of_talk()
    assert reader.dropped[Counted.BAD_SUM] > 100


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
