"""Whole numbers in words, a word a sign or an English word: ``12`` is 十 二 or "twelve"."""

from typing import Final

ZH_DIGITS: Final = "零一二三四五六七八九"
ZH_UNITS: Final = ("", "十", "百", "千")
WHOLE_MAX: Final = 9_999
"""Longer numbers are read digit by digit."""
EN_DIGITS: Final = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
EN_TEENS: Final = (
    *("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
EN_TENS: Final = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
TEN: Final = 10
TWENTY: Final = 20
HUNDRED: Final = 100
THOUSAND: Final = 1_000


def whole_zh(value: int) -> tuple[str, ...]:
    """0 to 9,999: 10 is 十, 12 十 二, 105 一 百 零 五, 2010 二 千 零 一 十. Raises ValueError beyond."""
    if not 0 <= value <= WHOLE_MAX:
        raise ValueError(f"{value} is not in 0 to {WHOLE_MAX}")
    if value < TEN:
        return (ZH_DIGITS[value],)
    words: list[str] = []
    places = list(enumerate(map(int, reversed(str(value)))))
    for place, digit in reversed(places):
        if digit:
            words += [ZH_DIGITS[digit], ZH_UNITS[place]]
        elif words[-1] != ZH_DIGITS[0]:
            words.append(ZH_DIGITS[0])
    while words[-1] in ("", ZH_DIGITS[0]):
        words.pop()
    return tuple(words[1:] if TEN <= value < TWENTY else words)


def whole_en(value: int) -> tuple[str, ...]:
    """0 to 9,999: 21 is "twenty one", 105 "one hundred five". Raises ValueError beyond."""
    if not 0 <= value <= WHOLE_MAX:
        raise ValueError(f"{value} is not in 0 to {WHOLE_MAX}")
    if value < TEN:
        return (EN_DIGITS[value],)
    if value < TWENTY:
        return (EN_TEENS[value - TEN],)
    if value < HUNDRED:
        tens, rest = divmod(value, TEN)
        return EN_TENS[tens], *(whole_en(rest) if rest else ())
    unit, name = (THOUSAND, "thousand") if value >= THOUSAND else (HUNDRED, "hundred")
    count, rest = divmod(value, unit)
    return *whole_en(count), name, *(whole_en(rest) if rest else ())
