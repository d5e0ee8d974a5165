"""The open files of a social security card."""

from collections.abc import Set
from typing import Final

from devices.simulated.cards.applet import (
    CLOSED,
    NO_RECORD,
    NOT_FOUND,
    OK,
    UNKNOWN_INS,
    WRONG_P1P2,
    name_in,
)
from devices.simulated.cards.samples import SampleCard

AID: Final = bytes.fromhex("7378312E73682EC9E7BBE1B1A3D5CF")
MASTER: Final = bytes.fromhex("3F00")
CARD_FILE: Final = bytes.fromhex("EF05")
HOLDER_FILE: Final = bytes.fromhex("EF06")
FCI: Final = bytes.fromhex("6F11840F") + AID
FIRST_TAG: Final = {CARD_FILE: 0x01, HOLDER_FILE: 0x08}
BY_INDEX: Final = 0x04


class SocialApplet:
    """SSSE with EF05 and EF06."""

    def __init__(self, card: SampleCard) -> None:
        self._files = {CARD_FILE: _card_records(), HOLDER_FILE: _holder_records(card)}
        self._in_master = self._in_application = False
        self._file: bytes | None = None

    def answer(self, command: bytes, switches: Set[str]) -> tuple[bytes, bytes]:
        """Data and status word for one command."""
        match command[1]:
            case 0xA4:
                return self._select(command, switches)
            case 0xB2:
                return self._record(command, switches)
            case _:
                return b"", UNKNOWN_INS

    def _select(self, command: bytes, switches: Set[str]) -> tuple[bytes, bytes]:
        p1, name = command[2], name_in(command)
        if name == MASTER:
            self._in_master = True
            return b"", OK
        if name == AID and p1 == 0x04:
            if "needs_master_first" in switches and not self._in_master:
                return b"", NOT_FOUND
            self._in_application = True
            return FCI, OK
        return b"", self._select_file(p1, name, switches)

    def _select_file(self, p1: int, name: bytes, switches: Set[str]) -> bytes:
        if not self._in_application or name not in self._files:
            return NOT_FOUND
        if p1 == 0x02 and "select_p1_00_only" in switches:
            return WRONG_P1P2
        if name == HOLDER_FILE and "holder_closed" in switches:
            return CLOSED
        self._file = name
        return OK

    def _record(self, command: bytes, switches: Set[str]) -> tuple[bytes, bytes]:
        if self._file is None:
            return b"", CLOSED
        which, how = command[2], command[3]
        by_index = how == BY_INDEX
        if not by_index and "records_by_index_only" in switches:
            return b"", WRONG_P1P2
        tag = which + FIRST_TAG[self._file] - 1 if by_index else which
        value = self._files[self._file].get(tag)
        return (b"", NO_RECORD) if value is None else (bytes([tag, len(value)]) + value, OK)


def _holder_records(card: SampleCard) -> dict[int, bytes]:
    return {
        0x08: card.number.encode(),
        0x09: card.holder.encode("gbk").ljust(30, b"\0"),
        0x0A: card.sex.encode(),
        0x0B: b"\x01",
        0x0C: bytes.fromhex("110105"),
        0x0D: bytes.fromhex("19491231"),
    }


def _card_records() -> dict[int, bytes]:
    return {
        0x01: bytes.fromhex("522730D15600000500000000000000AB"),
        0x02: b"\x01",
        0x03: b"3.00",
        0x04: bytes(12),
        0x05: bytes.fromhex("20200101"),
        0x06: bytes.fromhex("20300101"),
        0x07: b"A12345678",
    }
