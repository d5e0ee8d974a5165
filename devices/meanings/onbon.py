"""What goes to and from an Onbon controller."""

from collections.abc import Sequence
from typing import Final

from config.settings.plan_files import DeviceSettings
from devices.drivers.sign.onbon import OnbonOptions
from devices.frames.signs import onbon_commands as commands
from devices.frames.signs.onbon import OnbonFrame, OnbonReader
from devices.meanings.piece import PART, Piece
from devices.ports.tap import Way

GROUP_BYTES: Final = 2
LEVEL_AT: Final = slice(6, 7)
PLAIN: Final = {commands.PING: "are you there?", commands.CLEAR: "clear"}
TEXT_AT: Final = len(commands.show_area(commands.Area(b"", 0, 0)))
"""Everything before an area's text has one length."""


class OnbonMeaning:
    """All controllers of one port."""

    def __init__(self, settings: DeviceSettings) -> None:
        self._charset = OnbonOptions.model_validate(settings.options).charset
        self._to, self._from = OnbonReader(), OnbonReader()

    def explain(self, way: Way, data: bytes) -> Sequence[Piece]:
        """Commands by name, answers by their error."""
        to_sign = way is Way.TO_DEVICE
        frames = (self._to if to_sign else self._from).feed(data)
        told = [f"to {frame.to}: {self._command(frame)}" if to_sign else _answer(frame) for frame in frames]
        return [Piece("; ".join(told) or PART, data)]

    def _command(self, frame: OnbonFrame) -> str:
        group = frame.data[:GROUP_BYTES]
        if group == commands.AREA_GROUP:
            return "show " + frame.data[TEXT_AT:].decode(self._charset, "replace")
        if group == commands.BRIGHTNESS_GROUP:
            return f"brightness {frame.data[LEVEL_AT].hex()}"
        return PLAIN.get(frame.data, "not a command of this driver")


def _answer(frame: OnbonFrame) -> str:
    return f"from {frame.sender}: {commands.error_of(frame.data) or 'done'}"
