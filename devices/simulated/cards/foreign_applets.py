"""What is on the identity cards of Thailand, Taiwan, Belgium and Estonia, as far as it can be read without a PIN."""

from collections.abc import Mapping, Set
from typing import Final

from devices.simulated.cards.applet import (
    CLOSED,
    GET_DATA,
    NO_RECORD,
    NOT_FOUND,
    OK,
    READ_BINARY,
    READ_RECORD,
    SELECT,
    UNKNOWN_INS,
    name_in,
)
from devices.simulated.cards.samples import SampleCard

BY_NAME, BY_PATH = 0x04, 0x08
BELGIAN_FILES: Final = ("3f00", "df01", "4031")


class ThaiApplet:
    """One memory, fields at fixed places."""

    def __init__(self, card: SampleCard) -> None:
        self._memory = bytearray(0x0200)
        self._put(0x0004, card.number, 13)
        self._put(0x0011, "นาย#สมชาย##ใจดี", 100)
        self._put(0x0075, card.holder, 100)
        self._put(0x00D9, "25330105", 8)
        self._put(0x00E1, card.sex, 1)
        self._open = False

    def answer(self, command: bytes, switches: Set[str]) -> tuple[bytes, bytes]:
        """A field, by place and length."""
        del switches
        if command[1] == SELECT:
            self._open = name_in(command).hex() == "a000000054480001"
            return b"", OK if self._open else NOT_FOUND
        if command[:2] != b"\x80\xb0" or not self._open:
            return b"", UNKNOWN_INS
        at = int.from_bytes(command[2:4], "big")
        return bytes(self._memory[at : at + command[6]]), OK

    def _put(self, at: int, text: str, length: int) -> None:
        self._memory[at : at + length] = text.encode("tis-620").ljust(length)


class TaiwanApplet:
    """57 open bytes."""

    def __init__(self, card: SampleCard) -> None:
        name = card.holder.encode("big5").ljust(20, b"\0")
        sex = {"1": b"M", "2": b"F"}[card.sex]
        self._data = b"000012345678" + name + card.number.encode() + b"0790105" + sex + b"1090101"
        self._open = False

    def answer(self, command: bytes, switches: Set[str]) -> tuple[bytes, bytes]:
        """The open data, once the application is selected."""
        del switches
        if command[1] == SELECT:
            self._open = name_in(command).hex() == "d1580000010000000000000000001100"
            return b"", OK if self._open else NOT_FOUND
        if command.hex() == "00ca1100020000" and self._open:
            return self._data, OK
        return b"", UNKNOWN_INS if command[1] != GET_DATA else CLOSED


class BelgianApplet:
    """The identity file; its address file is not there, nobody asks for it."""

    def __init__(self, card: SampleCard) -> None:
        family, given = card.holder.split(", ")
        fields = {0x01: "592123456789", 0x02: "x" * 300, 0x06: card.number, 0x07: family, 0x08: given}
        fields |= {0x0A: "Belg", 0x0C: "05 JAN 1990", 0x0D: {"1": "M", "2": "V"}[card.sex]}
        self._file = b"".join(_tagged(tag, text.encode()) for tag, text in fields.items()) + bytes(6)
        self._path: list[str] = []

    def answer(self, command: bytes, switches: Set[str]) -> tuple[bytes, bytes]:
        """Select step by step, or by path when that is all the card takes; read in pieces."""
        if command[1] == SELECT:
            return b"", self._select(command, switches)
        if command[1] != READ_BINARY or self._path != list(BELGIAN_FILES):
            return b"", UNKNOWN_INS
        at = int.from_bytes(command[2:4], "big")
        return self._file[at : at + (command[4] or 256)], OK

    def _select(self, command: bytes, switches: Set[str]) -> bytes:
        name, how = name_in(command).hex(), command[2]
        if how == BY_NAME:
            return OK if name == "a000000177504b43532d3135" else NOT_FOUND
        if how == BY_PATH:
            self._path = [name[at : at + 4] for at in range(0, len(name), 4)]
            return OK
        if "selects_by_path_only" in switches:
            return NOT_FOUND
        self._path = [*([] if name == "3f00" else self._path), name]
        return OK


class EstonianApplet:
    """The person's files of 2018, or the records of the card before it."""

    def __init__(self, card: SampleCard, of_2018: bool) -> None:
        family, given = card.holder.split(", ")
        sex, born = {"1": "M", "2": "N"}[card.sex], "05.01.1990"
        new = (family, given, f"{sex}/X", "EST", f"{born} EST", card.number, "AS0000001", "01.01.2030")
        before = (family, given, "", sex, "EST", born, card.number, "A0000001", "01.01.2018")
        self._entries = dict(enumerate(new if of_2018 else before, 1))
        self._of_2018 = of_2018
        self._selected = ""

    def answer(self, command: bytes, switches: Set[str]) -> tuple[bytes, bytes]:
        """An entry, as a file or as a record."""
        del switches
        if command[1] == SELECT:
            return b"", self._select(command)
        if command[1] == READ_BINARY and self._of_2018 and self._selected.startswith("50"):
            return _entry(self._entries, int(self._selected[2:], 16))
        if command[1] == READ_RECORD and self._selected == "5044":
            return _entry(self._entries, command[2])
        return b"", UNKNOWN_INS

    def _select(self, command: bytes) -> bytes:
        name = name_in(command).hex()
        if command[2] == BY_NAME:
            return OK if self._of_2018 and name == "a000000077010800070000fe00000100" else NOT_FOUND
        known = ("", "5000") if self._of_2018 else ("", "eeee", "5044")
        if name not in known and not (self._of_2018 and name[:2] == "50"):
            return NOT_FOUND
        self._selected = name
        return OK


def _entry(entries: Mapping[int, str], number: int) -> tuple[bytes, bytes]:
    return (entries[number].encode(), OK) if number in entries else (b"", NO_RECORD)


def _tagged(tag: int, value: bytes) -> bytes:
    longer, rest = divmod(len(value), 255)
    return bytes([tag, *[255] * longer, rest]) + value
