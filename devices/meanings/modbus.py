"""What goes to and from digit displays on Modbus RTU."""

from collections.abc import Sequence
from typing import Final

from config.settings.plan_files import DeviceSettings
from devices.frames.signs.modbus import (
    CRC,
    CRC_BYTES,
    WRITE_ONE,
    WRITE_SEVERAL,
    WRITTEN_BYTES,
    ModbusAnswer,
    ModbusReader,
)
from devices.meanings.piece import PART, Piece
from devices.ports.tap import Way

VALUES_AT: Final = 7


class ModbusMeaning:
    """All displays of one line."""

    def __init__(self, settings: DeviceSettings) -> None:
        del settings  # addresses and registers stand in the frames
        self._answers = ModbusReader()

    def explain(self, way: Way, data: bytes) -> Sequence[Piece]:
        """Each question is one write."""
        if way is Way.TO_DEVICE:
            self._answers.forget()
            return [Piece(_question(data), data)]
        return [Piece("; ".join(map(_answer, self._answers.feed(data))) or PART, data)]


def _question(data: bytes) -> str:
    if len(data) < WRITTEN_BYTES or CRC.to_bytes(data[:-CRC_BYTES]) != data[-CRC_BYTES:]:
        return "no frame"
    where = f"display {data[0]}: register {_word(data, 2)}"
    if data[1] == WRITE_ONE:
        return f"{where} = {_word(data, 4)}"
    if data[1] == WRITE_SEVERAL:
        values = (_word(data, at) for at in range(VALUES_AT, len(data) - CRC_BYTES, 2))
        return f"{where} and after = {' '.join(map(str, values))}"
    return f"display {data[0]}: function {data[1]:02X}, which the driver does not use"


def _answer(answer: ModbusAnswer) -> str:
    told = f"exception {answer.failure}" if answer.failure else "written"
    return f"display {answer.address}: {told}"


def _word(data: bytes, at: int) -> int:
    return int.from_bytes(data[at : at + 2], "big")
