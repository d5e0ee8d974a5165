"""The papers of a hall and what can stand on each: the names that a layout may write between braces."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from config.vocabulary import Language


class PaperName(StrEnum):
    """The closed list of papers; each has a layout file of this name."""

    TICKET = "ticket"
    NOTICE = "notice"
    RECEIPT = "receipt"
    DAILY = "daily"


@dataclass(frozen=True)
class Fields:
    """Texts by name; lists by name, each with the texts of one entry. ``needed`` must stand on the paper."""

    texts: frozenset[str]
    lists: Mapping[str, frozenset[str]]
    needed: str


@dataclass(frozen=True)
class Content:
    """What is to stand on one paper, written out; an empty text or list has its lines left out."""

    paper: PaperName
    language: Language
    texts: Mapping[str, str]
    lists: Mapping[str, tuple[Mapping[str, str], ...]] = field(default_factory=dict)


def numbered(entries: tuple[str, ...]) -> tuple[Mapping[str, str], ...]:
    """Texts as a list of a paper: ``item``, and its ``place`` counted from 1."""
    return tuple({"item": item, "place": str(place)} for place, item in enumerate(entries, start=1))


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


_NUMBERED: Final = frozenset({"item", "place"})
_COUNTED: Final = frozenset({"name", "taken", "served", "no_show"})
FIELDS: Final[Mapping[PaperName, Fields]] = {
    PaperName.TICKET: Fields(
        _names("hall number service department ahead next wait counted_from taken_at counters qr address code"),
        {"notes": _NUMBERED},
        needed="number",
    ),
    PaperName.NOTICE: Fields(
        _names("hall service department counters hours printed_at"),
        {"materials": _NUMBERED},
        needed="service",
    ),
    PaperName.RECEIPT: Fields(
        _names("hall service department code qr day time name counters printed_at"),
        {"materials": _NUMBERED},
        needed="code",
    ),
    PaperName.DAILY: Fields(
        _names("hall day printed_at taken waiting served no_show reviewed no_review bad_open mean_wait longest_wait"),
        {"services": _COUNTED, "classes": _COUNTED, "marks": frozenset({"name", "count"})},
        needed="day",
    ),
}
