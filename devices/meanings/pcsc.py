"""What goes to and from a smart card. Of an answer only its status word is shown, of a command what selects a file."""

from collections.abc import Sequence
from typing import Final

from config.settings.plan_files import DeviceSettings
from devices.frames.cards.apdu import belgian, estonian, passport, social_card, taiwan, thai
from devices.frames.cards.apdu.exchange import SW1_MORE, SW1_WRONG_LENGTH, SW_BYTES
from devices.meanings.piece import Piece
from devices.ports.tap import Way

HEAD_BYTES: Final = 4
SELECT: Final = 0xA4
SECURED: Final = 0x0C
"""Bits of a command's class."""
READERS_OWN: Final = 0xFF
"""The class of what the reader itself answers."""
COMMANDS: Final = {
    SELECT: "SELECT",
    0xB0: "READ BINARY",
    0xB2: "READ RECORD",
    0xC0: "GET RESPONSE",
    0xCA: "GET DATA",
    0x84: "GET CHALLENGE",
    0x82: "EXTERNAL AUTHENTICATE",
    0x36: "the chip's serial",
}
APPLICATIONS: Final = {
    social_card.AID: "the social security card",
    taiwan.AID: "the health card of Taiwan",
    passport.AID: "the passport",
    thai.AID: "the Thai card",
    estonian.AID_2018: "the Estonian card",
    belgian.AID: "the Belgian card",
}
STATUS: Final = {
    "9000": "done",
    "6282": "the file ended before that",
    "6300": "refused: the key does not fit",
    "6700": "wrong length",
    "6982": "not allowed without a key",
    "6985": "not possible now",
    "6988": "the secured command is not accepted",
    "6A80": "wrong data",
    "6A81": "not supported",
    "6A82": "no such file or application",
    "6A83": "no such record",
    "6A86": "wrong P1 or P2",
    "6B00": "beyond the end of the file",
    "6D00": "command not known",
    "6E00": "class not known",
}


class ApduMeaning:
    """Commands and answers one by one."""

    def __init__(self, settings: DeviceSettings) -> None:
        del settings  # cards differ, readers do not

    def explain(self, way: Way, data: bytes) -> Sequence[Piece]:
        """A card's data and what is derived from a key are counted, never shown."""
        return [_command(data) if way is Way.TO_DEVICE else _answer(data)]


def _command(apdu: bytes) -> Piece:
    if len(apdu) < HEAD_BYTES:
        return Piece("a command that is too short", hidden=len(apdu))
    name = COMMANDS.get(apdu[1], f"command {apdu[1]:02X}")
    if apdu[0] & SECURED == SECURED and apdu[0] != READERS_OWN:
        return Piece(f"{name}, secured", apdu[:HEAD_BYTES], len(apdu) - HEAD_BYTES)
    if apdu[1] != SELECT:
        return Piece(name, apdu[: HEAD_BYTES + 1], len(apdu[HEAD_BYTES + 1 :]))
    application = next((words for aid, words in APPLICATIONS.items() if aid in apdu), "")
    return Piece(f"SELECT {application or apdu[HEAD_BYTES + 1 :].hex(' ').upper()}".rstrip(), apdu)


def _answer(data: bytes) -> Piece:
    if len(data) < SW_BYTES:
        return Piece("an answer that is too short", hidden=len(data))
    word, rest = data[-SW_BYTES:], len(data) - SW_BYTES
    words = STATUS.get(word.hex().upper(), "not named here")
    if word[0] == SW1_MORE:
        words = f"{word[1] or 256} bytes wait to be fetched"
    elif word[0] == SW1_WRONG_LENGTH:
        words = f"wrong length, {word[1] or 256} is right"
    return Piece(f"{word.hex().upper()}: {words}, {rest} bytes of data", word, rest)
