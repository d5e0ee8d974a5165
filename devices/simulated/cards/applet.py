"""What is on a simulated card, and how it speaks: over T=1 as it is, over T=0 in two steps.

Over T=0 data that answers a command with data of its own has to be fetched (61xx); a wrong length is corrected (6Cxx).
"""

from collections.abc import Set
from typing import Final, Protocol

OK: Final = bytes.fromhex("9000")
NOT_FOUND: Final = bytes.fromhex("6A82")
NO_RECORD: Final = bytes.fromhex("6A83")
CLOSED: Final = bytes.fromhex("6982")
UNKNOWN_INS: Final = bytes.fromhex("6D00")
WRONG_P1P2: Final = bytes.fromhex("6A86")
SELECT, READ_BINARY, READ_RECORD, GET_DATA, GET_RESPONSE = 0xA4, 0xB0, 0xB2, 0xCA, 0xC0
GET_UID: Final = bytes.fromhex("FFCA000000")
GET_CHIP_SERIAL: Final = bytes.fromhex("0036000008")
HEAD_BYTES: Final = 5
"""Class, instruction, two parameters, one length."""


class Applet(Protocol):
    """A card's own program."""

    def answer(self, command: bytes, switches: Set[str]) -> tuple[bytes, bytes]:
        """Data and status word for one command."""


class StepByStep:
    """A card that speaks T=0."""

    def __init__(self, applet: Applet) -> None:
        self._applet = applet
        self._waiting = b""

    def answer(self, command: bytes, switches: Set[str]) -> tuple[bytes, bytes]:
        """What the applet answers, in T=0's two steps."""
        if command[1] == GET_RESPONSE:
            data, self._waiting = self._waiting, b""
            return data, OK
        data, status = self._applet.answer(command, switches)
        if not data:
            return data, status
        length = len(data) % 256
        if len(command) > HEAD_BYTES:
            self._waiting = data
            return b"", bytes([0x61, length])
        return (data, status) if command[4] == length else (b"", bytes([0x6C, length]))


class PlainCard:
    """A contactless card of which only the serial can be had."""

    def __init__(self, serial: bytes) -> None:
        self._serial = serial

    def answer(self, command: bytes, switches: Set[str]) -> tuple[bytes, bytes]:
        """The serial, or *unknown command*."""
        del switches
        return (self._serial, OK) if command == GET_UID else (b"", UNKNOWN_INS)


class ResidentChip:
    """A resident identity card on a plain contactless reader: its chip's serial, and another UID each time."""

    def __init__(self, serial: bytes) -> None:
        self._serial = serial

    def answer(self, command: bytes, switches: Set[str]) -> tuple[bytes, bytes]:
        """The chip's serial to the one command that asks for it."""
        del switches
        if command == GET_UID:
            return bytes.fromhex("08AABBCC"), OK
        return (self._serial, OK) if command == GET_CHIP_SERIAL else (b"", UNKNOWN_INS)


def name_in(command: bytes) -> bytes:
    """The name or file in a SELECT."""
    return command[HEAD_BYTES : HEAD_BYTES + command[4]] if len(command) > HEAD_BYTES else b""
