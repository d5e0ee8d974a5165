"""Onbon controllers behind a TCP port or on a pty: keep their area's text, answer every frame."""

import re
from collections.abc import Mapping
from typing import Final

from devices.frames.signs import onbon_commands as commands
from devices.frames.signs.onbon import HEADER_BYTES, STARTS, OnbonFrame, OnbonReader
from devices.simulated.signs.sign_twin import LineMaker, Shown, SignSwitch, SignTwin

BUSY: Final = 3
UNKNOWN_COMMAND: Final = 2
COLOURS: Final = {"1": "red", "2": "green", "3": "yellow"}
AREA_AT: Final = 9
EFFECT_AT: Final = 19
TEXT_AT: Final = 27
MARK: Final = re.compile(r"\\(?:C([1-9])|F[OE]\d{3})")


class OnbonTwin(SignTwin):
    """Controllers by address."""

    def __init__(self, line: LineMaker, counters: Mapping[int, str]) -> None:
        self._reader = OnbonReader()
        self.brightness: dict[int, int] = {}
        super().__init__(line, counters)

    def _hear(self, data: bytes) -> None:
        for frame in self._reader.feed(data):
            if frame.to in self._address_of.values():
                error = BUSY if self._board.on(SignSwitch.BUSY) else self._do(frame.to, frame.data)
                answer = frame.data[:2] + bytes([error, 0, 0])
                self._say(OnbonFrame(frame.sender, frame.to, answer).to_bytes())

    def _do(self, address: int, data: bytes) -> int:
        """Carry out; the error to answer with."""
        if data == commands.CLEAR:
            self._stand(address, Shown())
        elif data.startswith(commands.AREA_GROUP):
            self._stand(address, _shown(data[AREA_AT:]))
        elif data.startswith(commands.BRIGHTNESS_GROUP):
            self.brightness[address] = data[6]
        elif data != commands.PING:
            return UNKNOWN_COMMAND
        return 0

    def _spoiled(self, frame: bytes) -> bytes:
        """Change the header after it was counted."""
        at = len(STARTS) + HEADER_BYTES - 3
        return frame[:at] + bytes([frame[at] ^ 1]) + frame[at + 1 :]


def _shown(area: bytes) -> Shown:
    text = area[TEXT_AT:].decode("gbk", "replace")
    colour = next((COLOURS[digit] for digit in MARK.findall(text) if digit), "red")
    return Shown((MARK.sub("", text),), colour, area[EFFECT_AT] == commands.Effect.LEFT)
