"""The frame of RS-485 call-pad buses ("FF 68"): ``FF 68 | L L | 68 | ADDR FUNC data… | SUM | 16``.

L (twice) counts ADDR, FUNC and data; SUM is their sum modulo 256. Broken frames are dropped and counted, and the bus is
read again from the byte after the broken start.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from config.counted import Counted

START: Final = bytes.fromhex("FF68")
SECOND_START: Final = 0x68
TRAILER: Final = 0x16
HEAD_BYTES: Final = 5
FOOT_BYTES: Final = 2
LENGTH_MIN: Final = 3
LENGTH_MAX_PAD: Final = 5
"""The longest a pad sends."""
LENGTH_MAX_HOST: Final = 8
"""The longest a host sends: six digits for the display."""
FUNC_EVALUATION: Final = 0x11
FUNC_EVALUATION_ECHO: Final = 0x01
FUNC_DISPLAY: Final = 0x02
DISPLAY_PLACES: Final = 6
DISPLAY_SHOWN: Final = 3
BLANK: Final = 0x0A


@dataclass(frozen=True)
class Ff68Frame:
    """One frame on the bus."""

    address: int
    func: int
    data: bytes

    def to_bytes(self) -> bytes:
        """The frame as it goes over the wire."""
        counted = bytes([self.address, self.func]) + self.data
        head = START + bytes([len(counted), len(counted), SECOND_START])
        return head + counted + bytes([sum(counted) % 256, TRAILER])

    def echo(self) -> "Ff68Frame":
        """The answer that the sender waits for: the same frame, an evaluation's with FUNC 01."""
        func = FUNC_EVALUATION_ECHO if self.func == FUNC_EVALUATION else self.func
        return Ff68Frame(self.address, func, self.data)


def display_frame(address: int, digits: str) -> Ff68Frame:
    """Show the last three digits on a pad, right-aligned after three blanks; anything not a digit is left out."""
    shown = [int(sign) for sign in digits if sign.isascii() and sign.isdigit()][-DISPLAY_SHOWN:]
    return Ff68Frame(address, FUNC_DISPLAY, bytes([BLANK] * (DISPLAY_PLACES - len(shown)) + shown))


class Ff68Reader:
    """Cuts a stream into frames. ``dropped`` counts noise, bad_length, bad_sum, bad_trailer, half_frame."""

    def __init__(self, length_max: int = LENGTH_MAX_PAD) -> None:
        self._held = bytearray()
        self._length_max = length_max
        self.dropped: Counter[Counted] = Counter()

    def feed(self, data: bytes) -> list[Ff68Frame]:
        """All frames that are complete now."""
        self._held += data
        return list(self._frames())

    def end_of_talk(self) -> list[Ff68Frame]:
        """The line is quiet: give up a half frame and return the frames hidden behind it."""
        frames: list[Ff68Frame] = []
        while self._held:
            self._drop(Counted.HALF_FRAME, 1)
            frames += self._frames()
        return frames

    def _frames(self) -> Iterator[Ff68Frame]:
        while self._in_step():
            length = self._held[2]
            end = HEAD_BYTES + length + FOOT_BYTES
            if fault := self._head_fault():
                self._drop(fault, 1)
            elif len(self._held) < end:
                return
            elif fault := self._foot_fault(end):
                self._drop(fault, 1)
            else:
                yield Ff68Frame(self._held[5], self._held[6], bytes(self._held[7 : end - FOOT_BYTES]))
                del self._held[:end]

    def _in_step(self) -> bool:
        """Drop noise up to the next start; True when a head is complete."""
        at = self._held.find(START)
        if at < 0:
            at = len(self._held) - self._held.endswith(START[:1])
        self._drop(Counted.NOISE, at)
        return len(self._held) >= HEAD_BYTES

    def _head_fault(self) -> Counted | None:
        first, second, start = self._held[2:HEAD_BYTES]
        right = first == second and LENGTH_MIN <= first <= self._length_max and start == SECOND_START
        return None if right else Counted.BAD_LENGTH

    def _foot_fault(self, end: int) -> Counted | None:
        if self._held[end - 1] != TRAILER:
            return Counted.BAD_TRAILER
        return None if sum(self._held[HEAD_BYTES : end - FOOT_BYTES]) % 256 == self._held[end - 2] else Counted.BAD_SUM

    def _drop(self, why: Counted, count: int) -> None:
        if count:
            self.dropped[why] += count
            del self._held[:count]
