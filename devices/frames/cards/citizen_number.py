"""Check digits of the numbers on identity cards: GB 11643 (18 places) and foreigners' numbers of 2017 (15)."""

import re
from typing import Final

WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK_SIGNS: Final = "10X98765432"
EIGHTEEN: Final = re.compile(r"[0-9]{17}[0-9X]")
FIFTEEN: Final = re.compile(r"[A-Z]{3}[0-9]{12}")
ICAO_WEIGHTS: Final = (7, 3, 1)
ICAO_BASE: Final = 36
"""Digits count as themselves, A as 10 … Z as 35."""
FILLER: Final = "<"


def number_right(number: str) -> bool:
    """Whether an 18-place number has its form and check digit (resident, Hong Kong/Macau/Taiwan, foreigner of 2023)."""
    if EIGHTEEN.fullmatch(number) is None:
        return False
    total = sum(weight * int(digit) for weight, digit in zip(WEIGHTS, number, strict=False))
    return CHECK_SIGNS[total % len(CHECK_SIGNS)] == number[-1]


def foreigner_2017_right(number: str) -> bool:
    """Whether a 15-place foreigner's number has its form and ICAO 7-3-1 check digit."""
    if FIFTEEN.fullmatch(number) is None:
        return False
    return seven_three_one(number[:-1]) == number[-1]


def seven_three_one(signs: str) -> str:
    """The ICAO check digit of digits, capitals and fillers (``<`` counts nothing)."""
    values = [0 if sign == FILLER else int(sign, ICAO_BASE) for sign in signs]
    return str(sum(value * ICAO_WEIGHTS[place % len(ICAO_WEIGHTS)] for place, value in enumerate(values)) % 10)
