"""How a hall reads a call: the number digit by digit, its letters spelled, the counter's number as a whole. Pure.

What comes out is a row of pieces: a letter or a word of a number each, and the fixed texts between them.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from string import Formatter
from typing import Final

from config.vocabulary import Language
from devices.frames.speakers.numerals import EN_DIGITS, WHOLE_MAX, ZH_DIGITS, whole_en, whole_zh

PLACES: Final = frozenset({"number", "counter"})
SPOKEN_MAX: Final = 200
"""Signs of a counter's name or of a number; what is longer is left out."""
ALLOWED: Final = frozenset(",.;:!?'-，。；：、！？·")
"""Beside letters and digits. Other signs are pauses: brackets and slashes would be commands to some devices."""
ASCII_DIGITS: Final = "0123456789"
DIGITS: Final = re.compile(r"[0-9]+")
SPACES: Final = re.compile(r"\s+")
BEFORE_MARK: Final = re.compile(r" (?=[,.;:!?])")
BETWEEN_LETTERS: Final = re.compile(r"(?<=[A-Z])(?=[A-Z])")
"""Letters in a row would be read as a word: GA as "ga", AB and AC as English."""
TWO: Final = 2


class CounterNumbers(StrEnum):
    """How the number in a counter's name is read: 12 as a whole (十二) or by its digits (幺二)."""

    WHOLE = "whole"
    DIGITS = "digits"


@dataclass(frozen=True)
class Reading:
    """The way of reading of one language. ``zero``, ``one`` and ``two`` are for Chinese alone.

    ``zero`` and ``one`` stand in ticket numbers and in whatever is read by its digits; ``two`` in a counter that has
    this one digit: 二号窗口 or 两号窗口.
    """

    language: Language
    text: str
    zero: str = "零"
    one: str = "幺"
    two: str = "二"
    counter_numbers: CounterNumbers = CounterNumbers.WHOLE


def check_text(text: str) -> str:
    """A sentence that can be filled in. Raises ValueError for one with other places than number and counter."""
    if wrong := {name for _, name, _, _ in Formatter().parse(text) if name is not None} - PLACES:
        raise ValueError(f"there is no {{{', '.join(sorted(wrong))}}}; there are {{number}} and {{counter}}")
    return text


def call_pieces(reading: Reading, number: str, counter: str) -> tuple[str, ...]:
    """The whole sentence, in pieces; none is empty."""
    found: list[str] = []
    for fixed, place, _, _ in Formatter().parse(reading.text):
        found.append(speakable(fixed))
        if place == "number":
            found += number_pieces(reading, number)
        elif place == "counter":
            found += counter_pieces(reading, counter)
    return tuple(piece for piece in found if piece)


def number_pieces(reading: Reading, number: str) -> Iterator[str]:
    """``A001`` → A 零 零 幺; whatever is no letter and no digit is left out."""
    for sign in narrow(number)[:SPOKEN_MAX].upper():
        if sign in ASCII_DIGITS:
            yield digit_word(reading, sign)
        elif sign.isalpha():
            yield sign


def counter_pieces(reading: Reading, name: str) -> Iterator[str]:
    """``综合12号窗口`` → 综合 十 二 号窗口."""
    text, at = speakable(name), 0
    for found in DIGITS.finditer(text):
        yield text[at : found.start()].strip()
        yield from _counter_number(reading, found.group())
        at = found.end()
    yield text[at:].strip()


def digit_word(reading: Reading, digit: str) -> str:
    """One digit of a ticket's number."""
    if reading.language is Language.ENGLISH:
        return EN_DIGITS[int(digit)]
    return {"0": reading.zero, "1": reading.one}.get(digit, ZH_DIGITS[int(digit)])


def number_words(reading: Reading) -> set[str]:
    """Every word that a number can take, of tickets and of counters to 99."""
    digits = {digit_word(reading, digit) for digit in ASCII_DIGITS}
    counters = {word for value in range(100) for word in _counter_number(reading, str(value))}
    return digits | counters


def speakable(text: str) -> str:
    """The text without what is not spoken: other signs become spaces, of which one is enough."""
    kept = (sign if sign.isalnum() or sign in ALLOWED else " " for sign in narrow(text)[:SPOKEN_MAX])
    return SPACES.sub(" ", "".join(kept)).strip()


def narrow(text: str) -> str:
    """Full-width letters and digits, and those in circles, as plain ones: ３号 is 3号."""
    return "".join(unicodedata.normalize("NFKC", sign) if sign.isalnum() else sign for sign in text)


def sentence(language: Language, pieces: Iterable[str]) -> str:
    """The pieces as a text for a voice: English words and single capitals apart, Chinese words in a row."""
    if language is Language.CHINESE:
        return BETWEEN_LETTERS.sub(" ", "".join(pieces))
    return BEFORE_MARK.sub("", " ".join(pieces))


def _counter_number(reading: Reading, digits: str) -> Iterable[str]:
    by_digits = reading.counter_numbers is CounterNumbers.DIGITS and len(digits) > 1
    if by_digits or len(digits) > len(str(WHOLE_MAX)):
        return [digit_word(reading, digit) for digit in digits]
    if reading.language is Language.ENGLISH:
        return whole_en(int(digits))
    return (reading.two,) if int(digits) == TWO else whole_zh(int(digits))
