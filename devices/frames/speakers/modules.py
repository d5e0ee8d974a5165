"""Frames of serial speech modules: ``FD | length, 2 bytes high first | command, data… | (XOR)``; answers of one byte.

Where a module wants an XOR over the whole frame, the length counts it.
"""

from collections import Counter
from dataclasses import dataclass
from enum import IntEnum
from functools import reduce
from itertools import accumulate
from operator import xor
from typing import Final

from config.counted import Counted

START: Final = 0xFD
HEAD_BYTES: Final = 3
COMMAND_MIN_BYTES: Final = 1
ENCODING_GBK: Final = 1


class Command(IntEnum):
    """What a module is told. There are also 03 pause, 04 resume and 88 sleep."""

    SAY = 0x01
    STOP = 0x02
    ASK = 0x21


class Answer(IntEnum):
    """What a module answers, a byte each."""

    STARTED = 0x4A
    TAKEN = 0x41
    REFUSED = 0x45
    BUSY = 0x4E
    IDLE = 0x4F
    """Also sent by itself when it has said everything."""


ANSWERS: Final = frozenset(Answer)


@dataclass(frozen=True)
class ModuleForm:
    """How one make of module is spoken to."""

    text_max_bytes: int
    with_xor: bool = False

    def frame(self, command: Command, data: bytes = b"") -> bytes:
        """One frame."""
        body = bytes([command]) + data
        head = bytes([START]) + (len(body) + self.with_xor).to_bytes(2)
        whole = head + body
        return whole + bytes([reduce(xor, whole)]) if self.with_xor else whole

    def say(self, text: bytes) -> bytes:
        """The frame that has this GBK text said. Raises ValueError when it is too long."""
        if len(text) > self.text_max_bytes:
            raise ValueError(f"{len(text)} bytes of text, at most {self.text_max_bytes}")
        return self.frame(Command.SAY, bytes([ENCODING_GBK]) + text)

    def fitting(self, text: str, room: int) -> tuple[bytes, int]:
        """So many bytes of GBK of this text at the most, no sign cut in two; and how many signs were left out."""
        codes = [sign.encode("gbk", "ignore") for sign in text]
        sizes = list(accumulate(map(len, codes)))
        kept = [code for code, size in zip(codes, sizes, strict=True) if code and size <= room]
        return b"".join(kept), len(codes) - len(kept)


XF_S4240: Final = ModuleForm(text_max_bytes=1_023)
SYN6288: Final = ModuleForm(text_max_bytes=200, with_xor=True)


class AnswerReader:
    """Each byte stands alone; what is none of the answers is noise, and counted."""

    def __init__(self) -> None:
        self.dropped: Counter[Counted] = Counter()

    def feed(self, data: bytes) -> list[Answer]:
        """The answers among these bytes."""
        found = [Answer(byte) for byte in data if byte in ANSWERS]
        if noise := len(data) - len(found):
            self.dropped[Counted.NOISE] += noise
        return found


class CommandReader:
    """The module's side: cuts a stream into commands. ``dropped`` counts noise, bad_length, bad_sum and half_frame."""

    def __init__(self, form: ModuleForm) -> None:
        self._form = form
        self._held = b""
        self.dropped: Counter[Counted] = Counter()

    def feed(self, data: bytes) -> list[tuple[int, bytes]]:
        """Command and data of each frame that is complete now."""
        self._held += data
        found: list[tuple[int, bytes]] = []
        while (frame := self._next()) is not None:
            found.append((frame[HEAD_BYTES], frame[HEAD_BYTES + 1 : len(frame) - self._form.with_xor]))
        return found

    def end_of_talk(self) -> list[tuple[int, bytes]]:
        """The line is quiet: give up half a frame; what was hidden in it is found."""
        found: list[tuple[int, bytes]] = []
        while self._held:
            self._drop(Counted.HALF_FRAME, 1)
            found += self.feed(b"")
        return found

    def _next(self) -> bytes | None:
        longest = COMMAND_MIN_BYTES + 1 + self._form.text_max_bytes + self._form.with_xor
        while True:
            at = self._held.find(bytes([START]))
            self._drop(Counted.NOISE, at if at >= 0 else len(self._held))
            if len(self._held) < HEAD_BYTES:
                return None
            length = int.from_bytes(self._held[1:HEAD_BYTES])
            frame = self._held[: HEAD_BYTES + length]
            if not COMMAND_MIN_BYTES + self._form.with_xor <= length <= longest:
                self._drop(Counted.BAD_LENGTH, 1)
            elif len(frame) < HEAD_BYTES + length:
                return None
            elif self._form.with_xor and reduce(xor, frame):
                self._drop(Counted.BAD_SUM, 1)
            else:
                self._held = self._held[len(frame) :]
                return frame

    def _drop(self, why: Counted, count: int) -> None:
        if count:
            self.dropped[why] += count
            self._held = self._held[count:]
