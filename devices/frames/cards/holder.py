"""Whose card it is, whatever card it was. Here a person's number still exists."""

from dataclasses import dataclass
from enum import IntEnum

from devices.kinds.card_reader import CardType


class Sex(IntEnum):
    """GB/T 2261.1."""

    UNKNOWN = 0
    MALE = 1
    FEMALE = 2
    NOT_STATED = 9


@dataclass(frozen=True, repr=False)
class Holder:
    """What is used of a card. Holds a person's number: it must not leave the driver, and never shows itself."""

    card_type: CardType
    name: str
    sex: Sex
    number: str
    nation: str = ""
    """Of a resident: 汉, 回 … (GB/T 3304). Nobody is told it."""

    def __repr__(self) -> str:
        return f"Holder({self.card_type.value})"


@dataclass(frozen=True, repr=False)
class Serial:
    """A number of the card itself: all that is left when its holder cannot be read."""

    number: bytes

    def __repr__(self) -> str:
        return "Serial()"


def sex_of(code: str) -> Sex:
    """The sex that a one-digit code stands for; anything else is unknown."""
    return next((sex for sex in Sex if code == str(sex.value)), Sex.UNKNOWN)


def sex_of_letter(letter: str) -> Sex:
    """The sex that M or F stands for."""
    return {"M": Sex.MALE, "F": Sex.FEMALE}.get(letter, Sex.UNKNOWN)
