"""A card reader: says whose card lies on it, without ever saying the number."""

from dataclasses import dataclass
from typing import Protocol

from config.vocabulary import Trouble
from devices.kinds.driver import Driver
from devices.kinds.lists.card_type import CardType as CardType


@dataclass(frozen=True)
class CardSeen:
    """A card was read. ``token`` is a keyed hash, 32 hex digits, the same for all cards of one citizen."""

    token: str
    masked_name: str
    card_type: CardType
    reader: str


@dataclass(frozen=True)
class CardTrouble:
    """A card lies there but could not be read; the visitor may lift it and lay it again.

    ``NONE``: the one that waited for its key was lifted.
    """

    reader: str
    trouble: Trouble


class CardReader(Driver[CardSeen | CardTrouble], Protocol):
    """Yields one event per laying of a card, none while it stays."""
