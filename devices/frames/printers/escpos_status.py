"""What an ESC/POS printer answers: status bytes (DLE EOT), what it tells by itself (GS a), Custom's block of six bytes,
and the mark that says *printed up to here* (GS ( H).

Which bit means what stands in the printer's profile. Silence is not an answer: the driver calls it *no answer*.
"""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from config.counted import Counted
from devices.kinds.ticket_printer import PrinterCondition

MARK_BYTES: Final = 4
MARK_LETTERS: Final = "ABCDEFGHIJKLMNOP"
"""A mark's signs: none of them could be taken for a status byte."""
MARK_HEAD: Final = (frozenset({0x37}), frozenset(range(0x20, 0x30)))
"""The second byte is 22 by one source; no byte of these could begin another answer, and the mark itself is proof."""
BLOCK_HEAD: Final = bytes.fromhex("100F")
NAME_HEAD: Final = 0x5F
NAME_MAX_BYTES: Final = 80
FIRST_SIGN, LAST_SIGN = 0x20, 0x7E
BLOCK_QUESTION: Final = 0x14
"""n of DLE EOT n that is answered with a block."""
PUSHED_OFFLINE, PUSHED_COVER, PUSHED_NEAR_END, PUSHED_END = 0x08, 0x20, 0x03, 0x0C
PUSHED_CUTTER, PUSHED_ERROR = 0x08, 0x64


@dataclass(frozen=True)
class StatusByte:
    """One answer to DLE EOT."""

    bits: int


@dataclass(frozen=True)
class Pushed:
    """Four bytes that the printer sent by itself when something changed (automatic status back)."""

    bits: bytes


@dataclass(frozen=True)
class Block:
    """Paper, user, recoverable and unrecoverable bits of a Custom printer."""

    bits: bytes


@dataclass(frozen=True)
class Named:
    """What it says of itself when it is asked (GS I)."""

    text: str


@dataclass(frozen=True)
class PrintedUpTo:
    """Everything before this mark is on paper."""

    mark: bytes


Answer = StatusByte | Pushed | Block | PrintedUpTo | Named
Place = frozenset[int]
"""The bytes that may stand at one place of an answer."""


def _bytes_with(mask: int, bits: int) -> Place:
    return frozenset(byte for byte in range(0x100) if byte & mask == bits)


ANY: Final = _bytes_with(0, 0)
MARK_PLACES: Final = (*MARK_HEAD, *[frozenset(MARK_LETTERS.encode())] * MARK_BYTES, {0})
BYTE_PLACES: Final = (_bytes_with(0x93, 0x12),)
PUSHED_PLACES: Final = (_bytes_with(0x93, 0x10), *[_bytes_with(0x90, 0)] * 3)
"""No byte after the first could begin an answer, so one that is cut short never swallows the next."""
BLOCK_PLACES: Final = (*({byte} for byte in BLOCK_HEAD), *[ANY] * 4)


def ask(what: int) -> bytes:
    """DLE EOT n. Never inside another command."""
    return bytes([0x10, 0x04, what])


class Name(IntEnum):
    """n of GS I n that is answered with a text."""

    FIRMWARE = 65
    MAKER = 66
    MODEL = 67
    SERIAL = 68


def ask_name(what: Name) -> bytes:
    """GS I n."""
    return bytes([0x1D, 0x49, what])


def ask_printed(mark: bytes) -> bytes:
    """GS ( H: answer with this mark when all before it is printed."""
    return bytes.fromhex("1D284806003030") + mark


def mark_of(count: int) -> bytes:
    """Four letters for a running number."""
    base = len(MARK_LETTERS)
    return "".join(MARK_LETTERS[count // base**place % base] for place in range(MARK_BYTES)).encode()


def worst(conditions: Collection[PrinterCondition]) -> PrinterCondition:
    """The one to name when several are true at once."""
    return next((each for each in PrinterCondition if each in conditions), PrinterCondition.READY)


def told_by(pushed: Pushed) -> set[PrinterCondition]:
    """What four bytes of automatic status back say."""
    first, errors, paper, _ = pushed.bits
    true = {
        PrinterCondition.OFFLINE: first & PUSHED_OFFLINE,
        PrinterCondition.COVER_OPEN: first & PUSHED_COVER,
        PrinterCondition.CUTTER_ERROR: errors & PUSHED_CUTTER,
        PrinterCondition.ERROR: errors & PUSHED_ERROR,
        PrinterCondition.PAPER_OUT: paper & PUSHED_END,
        PrinterCondition.PAPER_NEAR_END: paper & PUSHED_NEAR_END,
    }
    return {condition for condition, bits in true.items() if bits}


class StatusReader:
    """Picks answers out of whatever a printer sends; ``dropped`` counts the rest. ``blocks``: it answers in blocks.

    ``names``: it says who it is when asked.
    """

    def __init__(self, blocks: bool = False, names: bool = False) -> None:
        self._names = names
        own = (BLOCK_PLACES,) if blocks else (BYTE_PLACES, PUSHED_PLACES)
        self._shapes = (MARK_PLACES, *own)
        self._held = bytearray()
        self.dropped: Counter[Counted] = Counter()

    def feed(self, data: bytes) -> list[Answer]:
        """The answers that are complete now."""
        self._held += data
        found: list[Answer] = []
        while self._held:
            if self._names and self._held[0] == NAME_HEAD:
                if (whole := self._name_bytes()) is None:
                    break
                found += [Named(whole[1:-1].decode("ascii"))] if whole else []
                self._drop(len(whole) or 1, noise=not whole)
                continue
            shape = next((shape for shape in self._shapes if self._begins(shape)), None)
            if shape is None:
                self._drop(1, noise=True)
            elif len(self._held) < len(shape):
                break
            else:
                found.append(_answer(shape, bytes(self._held[: len(shape)])))
                del self._held[: self._end_of(shape)]
        return found

    def forget(self) -> None:
        """Give up a half answer."""
        if self._held:
            self.dropped[Counted.NOISE] += len(self._held)
            self._held.clear()

    def _drop(self, count: int, noise: bool) -> None:
        del self._held[:count]
        if noise:
            self.dropped[Counted.NOISE] += count

    def _name_bytes(self) -> bytes | None:
        """The name that begins here, from head to end; empty: none does; None: more must come to say."""
        end = next((at for at, byte in enumerate(self._held) if at and not FIRST_SIGN <= byte <= LAST_SIGN), None)
        if end is None:
            return None if len(self._held) <= NAME_MAX_BYTES + 1 else b""
        right = self._held[end] == 0 and end <= NAME_MAX_BYTES + 1
        return bytes(self._held[: end + 1]) if right else b""

    def _begins(self, shape: tuple[Collection[int], ...]) -> bool:
        return all(byte in place for byte, place in zip(self._held, shape, strict=False))

    def _end_of(self, shape: tuple[Collection[int], ...]) -> int:
        """Where the next answer may begin: noise that looks like a block's head must not swallow a true block."""
        if shape is not BLOCK_PLACES:
            return len(shape)
        inner = self._held.find(BLOCK_HEAD, 1, len(shape) + 1)
        if inner < 0 and self._held[len(shape) - 1] == BLOCK_HEAD[0]:
            return len(shape) - 1
        return inner if inner > 0 else len(shape)


def _answer(shape: tuple[Collection[int], ...], data: bytes) -> Answer:
    if shape is MARK_PLACES:
        return PrintedUpTo(data[len(MARK_HEAD) : -1])
    if shape is BLOCK_PLACES:
        return Block(data[len(BLOCK_HEAD) :])
    return Pushed(data) if shape is PUSHED_PLACES else StatusByte(data[0])
