"""Onbon controllers behind a TCP port or on a pty: keep their area's text, answer every frame."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from devices.frames.signs import onbon_commands as commands
from devices.frames.signs.onbon import HEADER_BYTES, STARTS, OnbonFrame, OnbonReader
from devices.simulated.signs.sign_twin import LineMaker, Shown, SignSwitch, SignTwin

BUSY: Final = 3
UNKNOWN_COMMAND: Final = 2
COLOURS: Final = {"1": "red", "2": "green", "3": "yellow"}
ANY_ADDRESS: Final = 0xFFFE
STATUS_GROUP: Final = bytes.fromhex("A102")
GROUP_BYTES: Final = 2
UNANSWERED: Final = b"\x02"
"""In the place after group and command; 01 wants an answer."""
DELETED_AT: Final = 5
ALL_DELETED: Final = 0xFF
EFFECT_AT: Final = 19
RUNNING: Final = frozenset({3, 4})
"""Effects: to the left, to the right."""
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
            for address in self._meant(frame.to):
                error = BUSY if self._board.on(SignSwitch.BUSY) else self._do(address, frame.data)
                answer = frame.data[:GROUP_BYTES] + bytes([error, 0, 0])
                if frame.data[GROUP_BYTES : GROUP_BYTES + 1] != UNANSWERED:
                    self._say(OnbonFrame(frame.sender, address, answer).to_bytes())

    def _meant(self, address: int) -> list[int]:
        return [each for each in self._address_of.values() if address in (each, ANY_ADDRESS)]

    def _do(self, address: int, data: bytes) -> int:
        """Carry out; the error to answer with."""
        match data[:GROUP_BYTES]:
            case commands.AREA_GROUP:
                return self._show(address, data)
            case commands.BRIGHTNESS_GROUP:
                self.brightness[address] = data[6]
            case group if group == commands.CLEAR[:GROUP_BYTES]:
                self._stand(address, Shown())
            case group if group not in (commands.PING[:GROUP_BYTES], STATUS_GROUP):
                return UNKNOWN_COMMAND
        return 0

    def _show(self, address: int, data: bytes) -> int:
        try:
            areas = list(_areas(data))
        except IndexError:
            return UNKNOWN_COMMAND
        if areas or data[DELETED_AT] == ALL_DELETED:
            self._stand(address, _shown(areas[-1]) if areas else Shown())
        return 0

    def _spoiled(self, frame: bytes) -> bytes:
        """Change the header after it was counted."""
        at = len(STARTS) + HEADER_BYTES - 3
        return frame[:at] + bytes([frame[at] ^ 1]) + frame[at + 1 :]


def _areas(data: bytes) -> Iterator[bytes]:
    """The records of a real-time area command, behind the ids of areas that are deleted. Raises IndexError."""
    deleted = data[DELETED_AT]
    at = DELETED_AT + 1 + (0 if deleted == ALL_DELETED else deleted)
    count, at = data[at], at + 1
    for _ in range(count):
        start, at = at + 2, at + 2 + int.from_bytes(data[at : at + 2], "little")
        if len(data) < at or at < start + TEXT_AT:
            raise IndexError("an area is cut short")
        yield data[start:at]


def _shown(area: bytes) -> Shown:
    text = area[TEXT_AT:].decode("gbk", "replace")
    colour = next((COLOURS[digit] for digit in MARK.findall(text) if digit), "red")
    return Shown((MARK.sub("", text),), colour, area[EFFECT_AT] in RUNNING)
