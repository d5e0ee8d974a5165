"""A passport's chip (ICAO 9303) by Basic Access Control: of all its files only DG1, the printed zone, is read.

Its key is printed in the document, so it comes from outside: typed, or scanned with the zone. Chips that only know the
newer PACE refuse, and are unreadable.
"""

import hashlib
from enum import Enum
from typing import Final

from devices.frames.cards.apdu.chip_channel import Chance, Channel, challenge_of, open_channel, secured
from devices.frames.cards.apdu.chip_crypto import KEY_BYTES
from devices.frames.cards.apdu.exchange import Talk
from devices.frames.cards.apdu.files import select_application
from devices.frames.cards.apdu.mrz import checked, holder_of
from devices.frames.cards.holder import Holder
from devices.kinds.chip_key import ChipKey

AID: Final = bytes.fromhex("A0000002471001")
SELECT_DG1: Final = bytes.fromhex("00A4020C020101")
READ: Final = bytes.fromhex("00B000")
HEAD: Final = (0x61, 0x5F1F)
"""DG1's own tag, and that of the zone in it."""
HEAD_BYTES: Final = 5
"""Tag, length, tag of the zone, length of the zone: zones have at most 90 signs."""
ZONE_MAX: Final = 90


class Closed(Enum):
    """Why a passport was not read."""

    KEY_WANTED = "no key has been typed or scanned"
    KEY_REFUSED = "the chip refuses the key"
    UNREADABLE = "the chip knows no Basic Access Control, or what it said is not right"


def read_passport(key: ChipKey | None, chance: Chance) -> Talk[Holder | Closed | None]:
    """The holder; None when this is no passport."""
    if not (yield from select_application(AID)):
        return None
    challenge = yield from challenge_of()
    if challenge is None:
        return Closed.UNREADABLE
    if key is None:
        return Closed.KEY_WANTED
    channel = yield from open_channel(seed_of(key), challenge, chance)
    if channel is None:
        return Closed.KEY_REFUSED
    zone = yield from _zone(channel)
    return holder_of(zone) or Closed.UNREADABLE


def seed_of(key: ChipKey) -> bytes:
    """The seed of the chip's two keys."""
    return hashlib.sha1(checked(key).encode("ascii"), usedforsecurity=False).digest()[:KEY_BYTES]


def _zone(channel: Channel) -> Talk[str]:
    if not (yield from secured(channel, SELECT_DG1)).ok:
        return ""
    head = (yield from secured(channel, READ + bytes([0, HEAD_BYTES]))).data
    if len(head) != HEAD_BYTES or (head[0], int.from_bytes(head[2:4], "big")) != HEAD or head[4] > ZONE_MAX:
        return ""
    return (yield from secured(channel, READ + bytes([HEAD_BYTES, head[4]]))).data.decode("ascii", "replace")
