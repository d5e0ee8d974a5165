"""What cards with files have in common: select an application, select a file, read it whole."""

from collections.abc import Sequence
from typing import Final

from devices.frames.cards.apdu.exchange import Response, Talk, exchange

SW_END_OF_FILE: Final = 0x6282
"""Fewer bytes than asked for: the file ends here."""
READ_BYTES: Final = 0xF8
"""Asked for at once; what every card can give."""
FILE_MAX_BYTES: Final = 4_096
SELECT_BY_NAME: Final = bytes.fromhex("00A404")
WITH_ANSWER: Final = b"\x00"
WITHOUT_ANSWER: Final = b"\x0c"


def select_application(name: bytes) -> Talk[bool]:
    """Select by name, with an answer and without: cards take the one, the other, or both."""
    for form in (WITH_ANSWER, WITHOUT_ANSWER):
        if (yield from exchange(SELECT_BY_NAME + form + bytes([len(name)]) + name)).ok:
            return True
    return False


def all_done(commands: Sequence[bytes]) -> Talk[bool]:
    """Send one command after the other while the card does them."""
    for command in commands:
        if not (yield from exchange(command)).ok:
            return False
    return True


def read_binary() -> Talk[bytes]:
    """The selected file from its beginning to its end, or to FILE_MAX_BYTES."""
    data = b""
    while len(data) < FILE_MAX_BYTES:
        response: Response = yield from exchange(
            bytes.fromhex("00B0") + len(data).to_bytes(2, "big") + bytes([READ_BYTES])
        )
        if not response.ok and response.sw != SW_END_OF_FILE:
            break
        data += response.data
        if len(response.data) < READ_BYTES:
            break
    return data
