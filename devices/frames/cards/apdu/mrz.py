"""The machine-readable zone of a travel document (ICAO 9303): who it is, and the key to its chip.

Three shapes: passports (two lines of 44 signs), visas and older cards (two of 36), cards (three of 30). The key is made
of document number, birth and expiry with their check digits; for the first two shapes the second line holds it all.

A number of more than nine signs has a filler in its check digit's place and goes on in the optional data: its rest, the
check digit, a filler (9303-5 and 9303-6). Passports have at most nine. Of a birth that is not known in full the rest is
fillers (9303-3). Years have two digits: no birth and expiry contradict each other in every century.
"""

import re
from typing import Final

from devices.frames.cards.citizen_number import FILLER, seven_three_one
from devices.frames.cards.holder import Holder, sex_of_letter
from devices.kinds.card_reader import CardType
from devices.kinds.chip_key import ChipKey

NUMBER_SIGNS: Final = 9
CARD_LINE: Final = 30
SHORT_LINE: Final = 36
LINE_LENGTHS: Final = {88: 44, 72: SHORT_LINE, 90: CARD_LINE}
"""A zone's length, and that of its lines."""
ZONE_LINE: Final = re.compile(r"[A-Z0-9<]{30}|[A-Z0-9<]{36}|[A-Z0-9<]{44}")
SECOND_LINE: Final = re.compile(r"(.{9}[\d<])[A-Z<]{3}([\d<]{6}\d)[MFX<](\d{7})(.*)")
CARD_FIRST_LINE: Final = re.compile(r"[A-Z<]{5}(.{9}[\d<])(.{15})")
CARD_SECOND_LINE: Final = re.compile(r"([\d<]{6}\d)[MFX<](\d{7})[A-Z<]{3}.{12}")
REST: Final = re.compile(r"([A-Z0-9]*[0-9])<")
"""The end of a long number and its check digit."""
TYPED_CHECKED: Final = re.compile(r"([A-Z0-9<]{9,22}\d)(\d{7})(\d{7})")
TYPED: Final = re.compile(r"([A-Z0-9]{1,22})[ /,;]+(\d{6})[ /,;]+(\d{6})")


def checked(key: ChipKey) -> str:
    """The three fields, each with its check digit: what the chip's own keys are derived from."""
    return "".join(field + seven_three_one(field) for field in (key.number, key.birth, key.expiry))


def key_of(text: str) -> ChipKey | None:
    """The key in a scanned zone (or its second line), or typed: number, birth, expiry. None when a check is wrong."""
    words = text.strip().upper()
    lines = lines_of("".join(words.split()))
    parts = _parts(lines) or _typed(words)
    if parts is None or any(seven_three_one(part[:-1]) != part[-1] for part in parts):
        return None
    return ChipKey(*(part[:-1] for part in parts))


def is_zone(text: str) -> bool:
    """Whether this looks like a zone or a line of one: it is personal, whatever else is right or wrong with it."""
    line = "".join(text.split())
    return (FILLER in line and all(map(ZONE_LINE.fullmatch, lines_of(line)))) or _parts(lines_of(line)) is not None


def holder_of(zone: str) -> Holder | None:
    """Whose document it is. The number goes with its issuer: two states may give the same one."""
    lines = lines_of(zone)
    parts = _parts(lines)
    if parts is None or len(lines) == 1:
        return None
    card = len(lines[0]) == CARD_LINE
    issuer = lines[0][2:5]
    family, _, given = (lines[2] if card else lines[0][5:]).partition(FILLER * 2)
    name = ", ".join(filter(None, (" ".join(part.replace(FILLER, " ").split()) for part in (family, given))))
    sex = sex_of_letter(lines[1][7] if card else lines[1][20])
    return Holder(CardType.PASSPORT, name, sex, f"{issuer}:{parts[0][:-1].rstrip(FILLER)}")


def lines_of(zone: str) -> list[str]:
    """The zone's lines, or the one line that it is."""
    length = LINE_LENGTHS.get(len(zone), max(len(zone), 1))
    return [zone[at : at + length] for at in range(0, len(zone), length)]


def _parts(lines: list[str]) -> tuple[str, str, str] | None:
    """Number, birth and expiry, each with its check digit."""
    if not lines or not all(map(ZONE_LINE.fullmatch, lines)):
        return None
    if len(lines[0]) != CARD_LINE:
        found = SECOND_LINE.fullmatch(lines[-1])
        return (
            _with_number(found[1], found[4] if len(lines[0]) == SHORT_LINE else "", found[2], found[3])
            if found
            else None
        )
    first = CARD_FIRST_LINE.fullmatch(lines[0])
    second = CARD_SECOND_LINE.fullmatch(lines[1]) if len(lines) > 1 else None
    return _with_number(first[1], first[2], second[1], second[2]) if first and second else None


def _with_number(number: str, optional: str, birth: str, expiry: str) -> tuple[str, str, str] | None:
    """The number may go on in the optional data. None when it has no check digit anywhere."""
    if number[-1] != FILLER:
        return number, birth, expiry
    rest = REST.match(optional)
    return (number[:-1] + rest[1], birth, expiry) if rest and FILLER not in number[:-1] else None


def _typed(words: str) -> tuple[str, str, str] | None:
    if found := TYPED_CHECKED.fullmatch(words):
        return found[1], found[2], found[3]
    if found := TYPED.fullmatch(words):
        number, birth, expiry = (found[1].ljust(NUMBER_SIGNS, FILLER), found[2], found[3])
        return number + seven_three_one(number), birth + seven_three_one(birth), expiry + seven_three_one(expiry)
    return None
