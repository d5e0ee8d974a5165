"""Frames of speech modules: every limit, and any bytes in any pieces; and WAV bytes."""

import wave
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config.counted import Counted
from devices.frames.speakers.modules import SYN6288, XF_S4240, Answer, AnswerReader, ModuleForm
from devices.frames.speakers.sound import NOTHING, Sound, joined, read_wav
from tests.devices.fuzz import EXAMPLES, split

FORMS = st.sampled_from([XF_S4240, SYN6288])
NOISE = st.lists(st.one_of(st.binary(max_size=20), st.sampled_from([b"\xfd", b"\xfd\x00", b"\xfd\x00\x13\x01"]))).map(
    b"".join
)


@pytest.mark.parametrize(("form", "most"), [(XF_S4240, 1_023), (SYN6288, 200)])
def test_a_text_has_a_limit_and_is_never_cut_inside_a_sign(form: ModuleForm, most: int) -> None:
    assert len(form.say(b"x" * most)) == most + 5 + form.with_xor
    with pytest.raises(ValueError, match=f"at most {most}"):
        form.say(b"x" * (most + 1))
    data, left_out = form.fitting("请" * most, most)
    assert len(data) == most // 2 * 2
    assert data.decode("gbk") == "请" * (most // 2)
    assert left_out == most - most // 2
    assert form.fitting("A\U0001d11e请", most) == (b"A\xc7\xeb", 1)


@given(form=FORMS, text=st.text(max_size=300), room=st.integers(0, 200))
def test_whatever_the_text_is_what_fits_is_gbk_and_counted(form: ModuleForm, text: str, room: int) -> None:
    data, left_out = form.fitting(text, room)
    assert len(data) <= room
    assert len(data.decode("gbk")) + left_out == len(text)


@given(noise=st.binary(max_size=50), cuts=st.lists(st.integers(0)))
def test_every_answer_is_heard_among_noise_which_is_counted(noise: bytes, cuts: list[int]) -> None:
    quiet = bytes(byte for byte in noise if byte not in set(Answer))
    reader = AnswerReader()
    found = [each for piece in split(quiet + bytes(Answer) + quiet, cuts) for each in reader.feed(piece)]
    assert found == list(Answer)
    assert reader.dropped[Counted.NOISE] == 2 * len(quiet)


def test_sounds_are_joined_with_a_gap_and_told_as_wav() -> None:
    one = Sound(1, 2, 1_000, b"\x01\x02" * 500)
    both = joined([one, one], 0.1)
    assert both.seconds == pytest.approx(1.1)
    assert read_wav(both.wav()) == both
    assert joined([one], 0.5) == one
    assert NOTHING.seconds == 0
    for wrong in ([], [one, Sound(2, 2, 1_000, b"")]):
        with pytest.raises(ValueError, match="differ"):
            joined(wrong, 0)


def test_a_wav_whose_head_does_not_know_its_length_is_read_to_its_end() -> None:
    whole = bytearray(Sound(1, 2, 22_050, b"\x01\x02" * 100).wav())
    whole[4:8] = (0x7FFFF024).to_bytes(4, "little")
    whole[40:44] = (0x7FFFF000).to_bytes(4, "little")
    assert read_wav(bytes(whole) + b"\x03") == Sound(1, 2, 22_050, b"\x01\x02" * 100)


@settings(max_examples=EXAMPLES)
@given(data=st.binary(max_size=200), cut=st.integers(0, 100), at=st.integers(0, 43))
def test_no_broken_wav_brings_more_than_a_value_error(data: bytes, cut: int, at: int) -> None:
    good = Sound(1, 2, 1_000, b"\x01\x02" * 20).wav()
    for broken in (data, good[:cut], good[:at] + data[:1] + good[at + 1 :]):
        try:
            sound = read_wav(broken)
        except ValueError:
            continue
        assert sound.seconds >= 0
    with wave.open(BytesIO(good)) as file:
        assert file.getnframes() == 20
