"""Modbus RTU as digit displays need it: registers are written, the answer is an echo of what was written where.

Answers have no start mark; one is wherever the bytes from there on have a right checksum.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from config.counted import Counted
from devices.frames.signs.checks import CHECKS

WRITE_ONE: Final = 0x06
WRITE_SEVERAL: Final = 0x10
FAILED: Final = 0x80
WRITTEN_BYTES: Final = 8
FAILURE_BYTES: Final = 5
CRC: Final = CHECKS["crc16_modbus_lo_hi"]
CRC_BYTES: Final = 2
LENGTH_OF: Final = {
    WRITE_ONE: WRITTEN_BYTES,
    WRITE_SEVERAL: WRITTEN_BYTES,
    WRITE_ONE | FAILED: FAILURE_BYTES,
    WRITE_SEVERAL | FAILED: FAILURE_BYTES,
}


@dataclass(frozen=True)
class ModbusAnswer:
    """What a display says; ``failure`` is its exception code, 0 for none."""

    address: int
    function: int
    failure: int = 0
    body: bytes = b""


def with_crc(frame: bytes) -> bytes:
    """The frame with its checksum, low byte first."""
    return frame + CRC.to_bytes(frame)


def write_one(address: int, register: int, value: int) -> bytes:
    """Function 06."""
    return with_crc(bytes([address, WRITE_ONE]) + register.to_bytes(2, "big") + value.to_bytes(2, "big"))


def write_several(address: int, register: int, values: Sequence[int]) -> bytes:
    """Function 10."""
    head = bytes([address, WRITE_SEVERAL]) + register.to_bytes(2, "big") + len(values).to_bytes(2, "big")
    return with_crc(head + bytes([2 * len(values)]) + b"".join(value.to_bytes(2, "big") for value in values))


class ModbusReader:
    """Cuts a stream into answers. ``dropped`` counts noise in bytes."""

    def __init__(self) -> None:
        self._held = bytearray()
        self.dropped: Counter[Counted] = Counter()

    def feed(self, data: bytes) -> list[ModbusAnswer]:
        """All answers that are complete now."""
        self._held += data
        answers: list[ModbusAnswer] = []
        at, begun, answered = 0, len(self._held), 0
        while at < len(self._held):
            frame = self._frame_at(at)
            if frame:
                answers.append(_answer(frame))
                at, begun, answered = at + len(frame), len(self._held), answered + len(frame)
                continue
            if frame is None:
                begun = min(begun, at)
            at += 1
        if begun > answered:
            self.dropped[Counted.NOISE] += begun - answered
        del self._held[:begun]
        return answers

    def forget(self) -> None:
        """Something new is asked: what is held belongs to nothing."""
        if self._held:
            self.dropped[Counted.NOISE] += len(self._held)
        self._held.clear()

    def _frame_at(self, at: int) -> bytes | None:
        """The right frame that begins here; empty: none does; None: more bytes must come to say."""
        if at + 1 == len(self._held):
            return None
        length = LENGTH_OF.get(self._held[at + 1], 0)
        frame = bytes(self._held[at : at + length])
        if len(frame) < length:
            return None
        return frame if CRC.to_bytes(frame[:-CRC_BYTES]) == frame[-CRC_BYTES:] else b""


def _answer(frame: bytes) -> ModbusAnswer:
    address, function = frame[0], frame[1]
    if function & FAILED:
        return ModbusAnswer(address, function ^ FAILED, frame[2])
    return ModbusAnswer(address, function, body=frame[2:-CRC_BYTES])
