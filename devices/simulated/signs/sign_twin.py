"""What the twins of all signs share: what stands on each, and how one that answers misbehaves."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Protocol

from devices.simulated.twin import Line, LineTwin

LATE_S: Final = 1.5
"""Longer than a driver waits, also twice."""
HEARD_MAX_BYTES: Final = 4_096
NOISE: Final = bytes.fromhex("00A5FF06AA")


class SignSwitch(StrEnum):
    """Ways to misbehave. A make that never answers only can be unplugged or lose its power."""

    UNPLUGGED = "unplugged"
    POWER_LOST = "power_lost"
    SILENT = "silent"
    LATE = "late"
    GARBLED = "garbled"
    HALF_FRAME = "half_frame"
    NOISE_BEFORE = "noise_before"
    WRONG_CHECKSUM = "wrong_checksum"
    BUSY = "busy"


@dataclass(frozen=True)
class Shown:
    """What stands on one sign; ``colour`` empty: it has but one."""

    lines: tuple[str, ...] = ()
    colour: str = ""
    scrolling: bool = False


class SignLine(Line, Protocol):
    """The sign's side of its port."""

    def send(self, data: bytes, delay_s: float = 0.0) -> None:
        """Answer."""


LineMaker = Callable[[Callable[[bytes], None]], SignLine]


class SignTwin(LineTwin[SignSwitch], ABC):
    """All signs on one port; ``counters`` maps address to counter."""

    def __init__(self, line: LineMaker, counters: Mapping[int, str]) -> None:
        self._line = line(self._came)
        super().__init__(SignSwitch, self._line, unplugged=SignSwitch.UNPLUGGED)
        self._address_of = {counter: address for address, counter in counters.items()}
        self._shown: dict[int, Shown] = {}
        self.heard = b""
        """Everything that came since the last time the power came back."""

    @property
    def counters(self) -> tuple[str, ...]:
        """The counters whose signs are here."""
        return tuple(self._address_of)

    def shown(self, counter: str) -> Shown:
        """What stands on a counter's sign. Raises KeyError for an unknown counter."""
        return self._shown.get(self._address_of[counter], Shown())

    @abstractmethod
    def _hear(self, data: bytes) -> None:
        """Bytes came."""

    def _stand(self, address: int, shown: Shown) -> None:
        """From now on this stands there."""
        if address in self._address_of.values():
            self._shown = {**self._shown, address: shown}

    def _say(self, frame: bytes) -> None:
        """Answer, as the switches say."""
        on = self._board.on
        if on(SignSwitch.SILENT):
            return
        if on(SignSwitch.WRONG_CHECKSUM):
            frame = self._spoiled(frame)
        if on(SignSwitch.GARBLED):
            frame = bytes(byte ^ 0x04 for byte in frame)
        if on(SignSwitch.HALF_FRAME):
            frame = frame[: len(frame) // 2]
        if on(SignSwitch.NOISE_BEFORE):
            frame = NOISE + frame
        self._line.send(frame, LATE_S if on(SignSwitch.LATE) else 0.0)

    def _spoiled(self, frame: bytes) -> bytes:
        """The frame with a wrong checksum."""
        return frame[:-1] + bytes([frame[-1] ^ 0xFF])

    def _thrown(self, switch: SignSwitch, on: bool) -> None:
        super()._thrown(switch, on)
        if switch is SignSwitch.POWER_LOST:
            self._shown, self.heard = {}, b""

    def _came(self, data: bytes) -> None:
        if not self._board.on(SignSwitch.POWER_LOST):
            self.heard = (self.heard + data)[-HEARD_MAX_BYTES:]
            self._hear(data)
