"""How a hall reads: digits, letters, counters; in both languages, with the ways that halls differ in."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.vocabulary import Language
from devices.frames.speakers.clip_words import clips_of
from devices.frames.speakers.numerals import EN_DIGITS, EN_TEENS, EN_TENS, WHOLE_MAX, whole_en, whole_zh
from devices.frames.speakers.wording import (
    ALLOWED,
    CounterNumbers,
    Reading,
    call_pieces,
    check_text,
    number_words,
    sentence,
    speakable,
)

ZH = Reading(Language.CHINESE, "请{number}号到{counter}")
EN = Reading(Language.ENGLISH, "Number {number}, please go to {counter}")
numbers = st.from_regex(r"[A-Z]{0,3}[0-9]{1,6}", fullmatch=True)
DIGITS_ZH = {word: digit for digit, word in enumerate("零一二三四五六七八九")} | {"幺": 1}
UNITS_ZH = {"十": 10, "百": 100, "千": 1000}
SMALL_EN = (*EN_DIGITS, *EN_TEENS)


def said(reading: Reading, number: str, counter: str) -> str:
    return sentence(reading.language, call_pieces(reading, number, counter))


@pytest.mark.parametrize(
    ("reading", "number", "counter", "expected"),
    [
        (ZH, "A001", "3号窗口", "请A零零幺号到三号窗口"),
        (ZH, "A102", "2号窗口", "请A幺零二号到二号窗口"),
        (replace(ZH, one="一", two="两", zero="〇"), "A102", "2号窗口", "请A一〇二号到两号窗口"),
        (replace(ZH, two="两"), "B222", "综合12号窗口", "请B二二二号到综合十二号窗口"),
        (ZH, "Q010", "综合窗口20", "请Q零幺零号到综合窗口二十"),
        (ZH, "1", "106号窗口", "请幺号到一百零六号窗口"),
        (replace(ZH, counter_numbers=CounterNumbers.DIGITS), "A1", "106号窗口", "请A幺号到幺零六号窗口"),
        (replace(ZH, counter_numbers=CounterNumbers.DIGITS), "A1", "1号窗口", "请A幺号到一号窗口"),
        (ZH, "ab-07", "公安（户籍）3", "请A B零七号到公安 户籍三"),
        (ZH, "ＧＡ００１", "综合１２号窗口", "请G A零零幺号到综合十二号窗口"),
        (ZH, "A1", "VIP②号窗口", "请A幺号到V I P二号窗口"),
        (EN, "A001", "General 2", "Number A zero zero one, please go to General two"),
        (EN, "BC120", "Counter 112", "Number B C one two zero, please go to Counter one hundred twelve"),
        (replace(ZH, text="{counter}，请{number}号"), "A9", "2号窗口", "二号窗口，请A九号"),
    ],
)
def test_calls_are_read_as_a_hall_reads_them(reading: Reading, number: str, counter: str, expected: str) -> None:
    assert said(reading, number, counter) == expected


@given(number=numbers, one=st.sampled_from("幺一"), zero=st.sampled_from("零〇"))
def test_a_number_is_read_sign_by_sign_and_can_be_told_back(number: str, one: str, zero: str) -> None:
    reading = replace(ZH, text="{number}", one=one, zero=zero)
    pieces = call_pieces(reading, number, "")
    assert len(pieces) == len(number)
    known = DIGITS_ZH | {zero: 0, one: 1}
    assert "".join(str(known.get(piece, piece)) for piece in pieces) == number
    assert set(pieces) <= number_words(reading) | set(number)


@given(value=st.integers(0, WHOLE_MAX))
def test_a_whole_number_in_chinese_can_be_told_back(value: int) -> None:
    total, digit = 0, 1
    for word in whole_zh(value):
        if word in UNITS_ZH:
            total += digit * UNITS_ZH[word]
            digit = 0
        else:
            digit = DIGITS_ZH[word]
    assert total + (digit if whole_zh(value)[-1] in DIGITS_ZH else 0) == value
    assert "零零" not in "".join(whole_zh(value))


@given(value=st.integers(0, WHOLE_MAX))
def test_a_whole_number_in_english_can_be_told_back(value: int) -> None:
    total = part = 0
    for word in whole_en(value):
        if word in ("hundred", "thousand"):
            total, part = total + part * (100 if word == "hundred" else 1000), 0
        else:
            part += SMALL_EN.index(word) if word in SMALL_EN else EN_TENS.index(word) * 10
    assert total + part == value


@pytest.mark.parametrize("whole", [whole_zh, whole_en])
def test_a_number_that_is_too_long_is_refused_and_read_by_its_digits(whole: object) -> None:
    assert callable(whole)
    for value in (-1, WHOLE_MAX + 1):
        with pytest.raises(ValueError, match="is not in"):
            whole(value)
    assert said(ZH, "A1", "12345号") == "请A幺号到幺二三四五号"


@given(text=st.text(max_size=400))
def test_only_letters_digits_and_pauses_are_spoken(text: str) -> None:
    kept = speakable(text)
    assert all(sign.isalnum() or sign in ALLOWED or sign == " " for sign in kept)
    assert len(kept) <= 200
    assert kept == speakable(kept)


@given(number=st.text(max_size=20), counter=st.text(max_size=60), reading=st.sampled_from([ZH, EN]))
def test_no_number_and_no_name_breaks_a_sentence(number: str, counter: str, reading: Reading) -> None:
    pieces = call_pieces(reading, number, counter)
    assert all(piece and not re.search(r"[\[\]<>{}\\/\x00-\x1f]", piece) for piece in pieces)


def test_a_sentence_has_no_other_places() -> None:
    assert check_text(ZH.text) == ZH.text
    with pytest.raises(ValueError, match="there is no"):
        check_text("请{name}")
    with pytest.raises(ValueError, match="expected"):
        check_text("请{number")


def test_clips_are_the_longest_that_fit_and_what_is_missing_is_told_whole() -> None:
    known = {"请", "A", "零", "幺", "号到", "号", "号窗口", "综合", "二"}
    found = clips_of(call_pieces(ZH, "A001", "综合2号窗口"), known)
    assert found.words == ("请", "A", "零", "零", "幺", "号到", "综合", "二", "号窗口")
    assert not found.missing
    assert clips_of(call_pieces(ZH, "B001", "公安局2号窗口"), known).missing == ("B", "公安局")
    assert clips_of(["请，", " 号。"], known).words == ("请", "号")


@given(pieces=st.lists(st.text("请号窗口到AB零 ，", max_size=12)), known=st.sets(st.text("请号窗口到AB零", min_size=1)))
def test_what_is_joined_and_what_is_missing_is_the_whole_sentence(pieces: list[str], known: set[str]) -> None:
    found = clips_of(pieces, known)
    assert set(found.words) <= known
    whole = "".join(pieces).replace(" ", "").replace("，", "")
    assert found.missing or "".join(found.words) == whole
    assert all(missing in "".join(pieces) for missing in found.missing)
