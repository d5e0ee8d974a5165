"""Onbon BX-5K/6K "font card" frames: ``A5 ×8 | header 14 | data | CRC16 lo hi | 5A``, escaped after the checksum.

A5 and 5A stand nowhere but at the ends, so a frame begins at the last A5 before its first other byte.
"""

import re
from collections import Counter
from dataclasses import dataclass
from typing import Final

from config.counted import Counted
from devices.frames.signs.checks import CHECKS

START: Final = 0xA5
END: Final = 0x5A
STARTS: Final = bytes([START] * 8)
ESCAPED: Final = {0xA5: b"\xa6\x02", 0xA6: b"\xa6\x01", 0x5A: b"\x5b\x02", 0x5B: b"\x5b\x01"}
RESTORED: Final = {escape: bytes([byte]) for byte, escape in ESCAPED.items()}
ESCAPE: Final = re.compile(rb"[\xa6\x5b](.|$)", re.DOTALL)
HEADER_BYTES: Final = 14
CRC_BYTES: Final = 2
BODY_MAX_BYTES: Final = 2_048
"""A controller holds 1024 bytes; escaped, twice as many."""
PC: Final = 0x8000
ANY_DEVICE: Final = 0xFE
PROTOCOL_VERSION: Final = 2
MUST_ANSWER: Final = 1
CRC: Final = CHECKS["crc16_arc_lo_hi"]


@dataclass(frozen=True)
class OnbonFrame:
    """One frame; ``data`` begins with group and command, an answer's third byte is its error (0: done)."""

    to: int
    sender: int
    data: bytes
    device_type: int = ANY_DEVICE

    def to_bytes(self) -> bytes:
        """The frame as it goes over the wire: checksum first, then escaped in one pass."""
        head = self.to.to_bytes(2, "little") + self.sender.to_bytes(2, "little") + bytes(6)
        head += bytes([self.device_type, PROTOCOL_VERSION]) + len(self.data).to_bytes(2, "little")
        body = head + self.data
        body += CRC.to_bytes(body)
        return STARTS + b"".join(ESCAPED.get(byte, bytes([byte])) for byte in body) + bytes([END])


class OnbonReader:
    """Cuts a stream into frames. ``dropped`` counts noise, too_long, half_frame, bad_escape, bad_length, bad_crc."""

    def __init__(self) -> None:
        self._body: bytearray | None = None
        self.dropped: Counter[Counted] = Counter()

    def feed(self, data: bytes) -> list[OnbonFrame]:
        """All frames that are complete now."""
        frames: list[OnbonFrame] = []
        for byte in data:
            if byte == START:
                if self._body:
                    self.dropped[Counted.HALF_FRAME] += 1
                self._body = bytearray()
            elif self._body is None:
                self.dropped[Counted.NOISE] += 1
            elif byte != END:
                self._add(byte)
            else:
                frames += self._frame(bytes(self._body))
                self._body = None
        return frames

    def forget(self) -> None:
        """The port was opened anew."""
        self._body = None

    def _add(self, byte: int) -> None:
        if self._body is not None and len(self._body) < BODY_MAX_BYTES:
            self._body.append(byte)
        else:
            self.dropped[Counted.TOO_LONG] += 1
            self._body = None

    def _frame(self, escaped: bytes) -> list[OnbonFrame]:
        if any(found.group() not in RESTORED for found in ESCAPE.finditer(escaped)):
            return self._wrong(Counted.BAD_ESCAPE)
        body = ESCAPE.sub(lambda found: RESTORED[found.group()], escaped)
        data = body[HEADER_BYTES:-CRC_BYTES]
        if len(body) < HEADER_BYTES + CRC_BYTES or int.from_bytes(body[12:HEADER_BYTES], "little") != len(data):
            return self._wrong(Counted.BAD_LENGTH)
        if CRC.to_bytes(body[:-CRC_BYTES]) != body[-CRC_BYTES:]:
            return self._wrong(Counted.BAD_CRC)
        to, sender = int.from_bytes(body[:2], "little"), int.from_bytes(body[2:4], "little")
        return [OnbonFrame(to, sender, data, body[10])]

    def _wrong(self, why: Counted) -> list[OnbonFrame]:
        self.dropped[why] += 1
        return []
