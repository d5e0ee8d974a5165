"""A card of which only a serial can be read: an anonymous token, the same for the same card.

The resident identity card gives its chip's serial to plain contactless readers too (``00 36 00 00 08``); for all others
the reader itself is asked for the card's UID.
"""

from typing import Final

from devices.frames.cards.apdu.exchange import Talk, exchange
from devices.frames.cards.holder import Serial

GET_CHIP_SERIAL: Final = bytes.fromhex("0036000008")
CHIP_SERIAL_BYTES: Final = 8
GET_UID: Final = bytes.fromhex("FFCA000000")
RANDOM_UID: Final = (4, 0x08)
"""ISO 14443-3: a UID of four bytes that begins with 08 is another one each time."""


def read_serial() -> Talk[Serial | None]:
    """The serial; None when there is none, or one that is made up anew each time."""
    chip = yield from exchange(GET_CHIP_SERIAL)
    if chip.ok and len(chip.data) == CHIP_SERIAL_BYTES:
        return Serial(chip.data)
    uid = yield from exchange(GET_UID)
    if not uid.ok or not uid.data or (len(uid.data), uid.data[0]) == RANDOM_UID:
        return None
    return Serial(uid.data)
