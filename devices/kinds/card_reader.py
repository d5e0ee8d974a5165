"""A card reader: says whose card lies on it, without ever saying the number."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from devices.kinds.driver import Driver


class CardType(StrEnum):
    """Which card it was."""

    RESIDENT = "resident"
    HMT_PERMIT = "hmt_permit"
    FOREIGNER_2017 = "foreigner_2017"
    FOREIGNER_2023 = "foreigner_2023"
    SOCIAL_SECURITY = "social_security"
    ANONYMOUS = "anonymous"  # only a serial: the same card can be known again, its owner cannot


@dataclass(frozen=True)
class CardSeen:
    """A card was read. ``token`` is a keyed hash, 32 hex digits, the same for all cards of one citizen."""

    token: str
    masked_name: str
    card_type: CardType
    reader: str


@dataclass(frozen=True)
class CardTrouble:
    """A card lies there but could not be read; ``reason`` says what the visitor should do."""

    reader: str
    reason: str


class CardReader(Driver[CardSeen | CardTrouble], Protocol):
    """Yields one event per laying of a card, none while it stays."""
