"""What an ESC/POS printer answers: status bytes (DLE EOT) and the mark that says *printed up to here* (GS ( H).

A status byte is valid when ``byte & 93 == 12``. Silence is not an answer: ``condition_of`` calls it *no answer*.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from devices.kinds.ticket_printer import PrinterCondition

VALID_MASK: Final = 0x93
VALID_BITS: Final = 0x12
MARK_HEAD: Final = bytes.fromhex("3722")
MARK_BYTES: Final = 4
BLOCK_BYTES: Final = len(MARK_HEAD) + MARK_BYTES + 1
MARK_LETTERS: Final = "ABCDEFGHIJKLMNOP"
"""A mark's signs: none of them could be taken for a status byte."""
OFFLINE: Final = 0x08
COVER_OPEN: Final = 0x04
STOPPED_PAPER_END: Final = 0x20
ERROR: Final = 0x40
NEAR_END: Final = 0x0C
PAPER_END: Final = 0x20
"""Epson sets 60, some kiosk printers 20 and use 40 for their presenter; 20 is common to both."""


class Ask(IntEnum):
    """n of DLE EOT n."""

    PRINTER = 1
    OFFLINE_CAUSE = 2
    PAPER = 4


@dataclass(frozen=True)
class StatusByte:
    """One answer to DLE EOT."""

    bits: int


@dataclass(frozen=True)
class PrintedUpTo:
    """Everything before this mark is on paper."""

    mark: bytes


def ask(what: Ask) -> bytes:
    """DLE EOT n. Never inside another command."""
    return bytes([0x10, 0x04, what])


def ask_printed(mark: bytes) -> bytes:
    """GS ( H: answer with this mark when all before it is printed."""
    return bytes.fromhex("1D284806003030") + mark


def mark_of(count: int) -> bytes:
    """Four letters for a running number."""
    base = len(MARK_LETTERS)
    return "".join(MARK_LETTERS[count // base**place % base] for place in range(MARK_BYTES)).encode()


def condition_of(answers: Mapping[Ask, int]) -> PrinterCondition:
    """The condition that the answers show; any missing answer makes it unknown."""
    if set(answers) != set(Ask):
        return PrinterCondition.NO_ANSWER
    cause, paper = answers[Ask.OFFLINE_CAUSE], answers[Ask.PAPER]
    if cause & COVER_OPEN:
        return PrinterCondition.COVER_OPEN
    if cause & STOPPED_PAPER_END or paper & PAPER_END:
        return PrinterCondition.PAPER_OUT
    if cause & ERROR:
        return PrinterCondition.ERROR
    if answers[Ask.PRINTER] & OFFLINE:
        return PrinterCondition.OFFLINE
    return PrinterCondition.PAPER_NEAR_END if paper & NEAR_END else PrinterCondition.READY


class StatusReader:
    """Picks status bytes and marks out of whatever a printer sends; ``dropped`` counts the rest."""

    def __init__(self) -> None:
        self._held = bytearray()
        self.dropped: Counter[str] = Counter()

    def feed(self, data: bytes) -> list[StatusByte | PrintedUpTo]:
        """The messages that are complete now."""
        self._held += data
        found: list[StatusByte | PrintedUpTo] = []
        while self._held:
            if self._held.startswith(MARK_HEAD[: len(self._held)]):
                if len(self._held) < BLOCK_BYTES and self._could_be_block():
                    break
                if self._is_block():
                    found.append(PrintedUpTo(bytes(self._held[len(MARK_HEAD) : BLOCK_BYTES - 1])))
                    del self._held[:BLOCK_BYTES]
                    continue
            bits = self._held.pop(0)
            if bits & VALID_MASK == VALID_BITS:
                found.append(StatusByte(bits))
            else:
                self.dropped["noise"] += 1
        return found

    def forget(self) -> None:
        """Give up a half block."""
        if self._held:
            self.dropped["noise"] += len(self._held)
            self._held.clear()

    def _could_be_block(self) -> bool:
        letters = self._held[len(MARK_HEAD) : len(MARK_HEAD) + MARK_BYTES]
        return all(chr(sign) in MARK_LETTERS for sign in letters)

    def _is_block(self) -> bool:
        return len(self._held) >= BLOCK_BYTES and self._could_be_block() and self._held[BLOCK_BYTES - 1] == 0
