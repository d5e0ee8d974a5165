"""The frame of the police security module (SAM-V, GA/T 467): preamble, length, body, checksum.

``AA AA AA 96 69 | Len (2) | body … | XOR``; Len counts body and checksum. A command's body is ``CMD PARA data``, an
answer's is ``00 00 SW3 data``. Once in step the length is trusted, because a photo may hold the preamble.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from functools import reduce
from operator import xor
from typing import Final

from config.counted import Counted

PREAMBLE: Final = bytes.fromhex("AAAAAA9669")
LENGTH_BYTES: Final = 2
HEAD_BYTES: Final = len(PREAMBLE) + LENGTH_BYTES
BODY_MIN_BYTES: Final = 2
FRAME_LEN_MAX: Final = 0x090A
"""The longest answer known: text, photo and two fingerprints."""


class Status(IntEnum):
    """SW3 of an answer."""

    OK = 0x90
    FOUND = 0x9F
    BAD_SUM = 0x10
    BAD_LENGTH = 0x11
    UNKNOWN_COMMAND = 0x21
    NOT_ALLOWED = 0x23
    UNDEFINED = 0x24
    CARD_DISTRUSTS = 0x31
    MODULE_DISTRUSTS = 0x32
    NOT_GENUINE = 0x33
    OTHER_CARD = 0x40
    READ_FAILED = 0x41
    NO_RANDOM = 0x47
    SELF_TEST_FAILED = 0x60
    NOT_AUTHORISED = 0x66
    NO_CARD = 0x80
    SELECT_FAILED = 0x81
    NO_CONTENT = 0x91


MISHEARD: Final = frozenset({Status.BAD_SUM, Status.BAD_LENGTH, Status.UNKNOWN_COMMAND})
"""The command did not arrive as it was sent."""
RESET: Final = bytes.fromhex("10FF")
STATUS: Final = bytes.fromhex("11FF")
SAM_NUMBER: Final = bytes.fromhex("12FF")
FIND: Final = bytes.fromhex("2001")
SELECT: Final = bytes.fromhex("2002")
READ_BASE: Final = bytes.fromhex("3001")
"""Text and photo. Fingerprints (30 10) are never asked for."""


@dataclass(frozen=True, repr=False)
class Answer:
    """One answer of the module. ``data`` may hold a person's text, so it never shows itself."""

    status: int
    data: bytes

    def __repr__(self) -> str:
        return f"Answer({self.status:02X}, {len(self.data)} bytes)"


def frame(body: bytes) -> bytes:
    """The frame around a command's or an answer's body."""
    counted = (len(body) + 1).to_bytes(LENGTH_BYTES, "big") + body
    return PREAMBLE + counted + bytes([checksum(counted)])


def checksum(data: bytes) -> int:
    """XOR of all bytes."""
    return reduce(xor, data, 0)


def answer_of(body: bytes) -> Answer | None:
    """The answer in a frame's body, or None when it is too short to be one."""
    return Answer(body[2], body[3:]) if len(body) > len(b"\0\0") else None


class FrameReader:
    """Cuts a stream into bodies. ``dropped`` counts what was thrown away: noise, bad_sum, bad_length, half_frame."""

    def __init__(self) -> None:
        self._held = bytearray()
        self.dropped: Counter[Counted] = Counter()

    def feed(self, data: bytes) -> list[bytes]:
        """The bodies of all frames that are complete now."""
        self._held += data
        return list(self._bodies())

    def end_of_talk(self) -> list[bytes]:
        """Nothing more will come: give up a half frame and return the frames hidden behind it."""
        bodies: list[bytes] = []
        while len(self._held) >= HEAD_BYTES:
            self._drop(Counted.HALF_FRAME, 1)
            bodies += self._bodies()
        self._drop(Counted.NOISE, len(self._held))
        return bodies

    def _bodies(self) -> Iterator[bytes]:
        while self._in_step():
            length = int.from_bytes(self._held[len(PREAMBLE) : HEAD_BYTES], "big")
            if not BODY_MIN_BYTES < length <= FRAME_LEN_MAX:
                self._drop(Counted.BAD_LENGTH, 1)
                continue
            end = HEAD_BYTES + length
            if len(self._held) < end:
                return
            if checksum(bytes(self._held[len(PREAMBLE) : end])) != 0:
                self._drop(Counted.BAD_SUM, 1)
                continue
            yield bytes(self._held[HEAD_BYTES : end - 1])
            del self._held[:end]

    def _in_step(self) -> bool:
        """Drop noise up to the next preamble; True when a head is complete."""
        at = self._held.find(PREAMBLE)
        if at < 0:
            keep = next((n for n in range(len(PREAMBLE) - 1, 0, -1) if self._held.endswith(PREAMBLE[:n])), 0)
            at = len(self._held) - keep
        self._drop(Counted.NOISE, at)
        return len(self._held) >= HEAD_BYTES

    def _drop(self, why: Counted, count: int) -> None:
        if count:
            self.dropped[why] += count
            del self._held[:count]
