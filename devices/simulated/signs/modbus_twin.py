"""Digit displays on one Modbus line: show what stands in their registers, answer every frame."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from devices.frames.signs.modbus import CRC, CRC_BYTES, FAILED, WRITE_ONE, WRITE_SEVERAL, WRITTEN_BYTES, with_crc
from devices.simulated.signs.sign_twin import LineMaker, Shown, SignSwitch, SignTwin

BUSY: Final = 6
WRONG_REGISTER: Final = 2
SEVERAL_HEAD_BYTES: Final = 7
HELD_MAX_BYTES: Final = 600


@dataclass(frozen=True)
class Registers:
    """Where this product's display has its digits."""

    first: int
    blank: int
    places: int


class ModbusTwin(SignTwin):
    """Displays by address."""

    def __init__(self, line: LineMaker, counters: Mapping[int, str], registers: Registers) -> None:
        self._registers = registers
        self._held = b""
        super().__init__(line, counters)

    def _hear(self, data: bytes) -> None:
        self._held = (self._held + data)[-HELD_MAX_BYTES:]
        at = 0
        while at < len(self._held):
            frame = self._frame_at(at)
            if not frame:
                at += 1
                continue
            self._held, at = self._held[at + len(frame) :], 0
            if frame[0] in self._address_of.values():
                self._answer(frame)

    def _frame_at(self, at: int) -> bytes:
        """The complete and right frame that begins here; empty for none."""
        held = self._held[at:]
        if len(held) < WRITTEN_BYTES or held[1] not in (WRITE_ONE, WRITE_SEVERAL):
            return b""
        long = WRITTEN_BYTES if held[1] == WRITE_ONE else SEVERAL_HEAD_BYTES + held[6] + CRC_BYTES
        frame = held[:long]
        return frame if len(frame) == long and CRC.to_bytes(frame[:-CRC_BYTES]) == frame[-CRC_BYTES:] else b""

    def _answer(self, frame: bytes) -> None:
        failure = BUSY if self._board.on(SignSwitch.BUSY) else self._write(frame)
        if failure:
            self._say(with_crc(bytes([frame[0], frame[1] | FAILED, failure])))
        else:
            self._say(with_crc(frame[: WRITTEN_BYTES - CRC_BYTES]))

    def _write(self, frame: bytes) -> int:
        """Carry out; the exception to answer with."""
        words = frame[4:6] if frame[1] == WRITE_ONE else frame[SEVERAL_HEAD_BYTES:-CRC_BYTES]
        values = [int.from_bytes(words[at : at + 2], "big") for at in range(0, len(words), 2)]
        if int.from_bytes(frame[2:4], "big") != self._registers.first or len(values) not in (1, self._registers.places):
            return WRONG_REGISTER
        digits = "".join("" if value == self._registers.blank else str(value) for value in values)
        self._stand(frame[0], Shown((digits,)) if digits else Shown())
        return 0
