"""What was typed or scanned: an appointment's code, or the key of a visit as it stands on its paper."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

from config.seals import SEAL_SIGNS
from config.vocabulary import APPOINTMENT_CODE_PATTERN, TicketId

TYPED_MAX: Final = 3 + 6 + SEAL_SIGNS
"""The longest number with its seal."""
CODE_SIGNS: Final = 8
DAYS_BACK: Final = 45
"""A second mark may come as long after its day; the seal itself tells which day it was."""
_WHOLE: Final = re.compile(rf"(\d{{8}})-([a-z]{{1,3}}\d{{1,6}})-([a-z2-7]{{{SEAL_SIGNS}}})(?![a-z0-9])", re.IGNORECASE)
_SHORT: Final = re.compile(rf"([a-z]{{1,3}}\d{{1,6}})([a-z2-7]{{{SEAL_SIGNS}}})", re.IGNORECASE)

Opens = Callable[[str], TicketId | None]
"""The ticket of a whole key, if this hall made it."""


def appointment_code(text: str) -> str | None:
    """The eight digits."""
    digits = text.replace(" ", "")
    return digits if re.match(APPOINTMENT_CODE_PATTERN, digits) and digits.isascii() else None


def visit_in(text: str, today: date, opens: Opens) -> str | None:
    """The ticket of a scanned address or key, or of a typed number and seal, newest day first; None: not ours."""
    if (whole := _WHOLE.search(text)) is not None:
        day, number, seal = whole.groups()
        return opens(f"{day}-{number.upper()}-{seal.lower()}")
    if (short := _SHORT.fullmatch(text.replace(" ", "").replace("-", ""))) is None:
        return None
    number, seal = short.groups()
    days = (today - timedelta(days=back) for back in range(DAYS_BACK + 1))
    found = (opens(f"{day:%Y%m%d}-{number.upper()}-{seal.lower()}") for day in days)
    return next((ticket for ticket in found if ticket is not None), None)


def as_typed(text: str) -> str:
    """In groups that a person can compare with the paper: ``A012 ABCD EFGH IJKL MNOP``, ``1234 5678``."""
    if (short := _SHORT.fullmatch(text)) is not None:
        number, seal = short.groups()
        return " ".join([number.upper(), *_fours(seal.upper())])
    return " ".join(_fours(text)) if text.isdigit() else text


def _fours(text: str) -> list[str]:
    return [text[at : at + 4] for at in range(0, len(text), 4)]
