"""A serial speech module on a pty: checks its frames, speaks as long as the text is, answers busy or idle meanwhile.

No half_frame and no wrong_checksum: an answer is one byte.
"""

import threading
import time
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Final

from devices.frames.speakers.modules import Answer, Command, CommandReader, ModuleForm
from devices.simulated.lines.pty_line import PtyLine
from devices.simulated.speakers.heard import Ear, Heard
from devices.simulated.twin import LineTwin

SECONDS_PER_SIGN: Final = 0.2
LATE_S: Final = 1.5
"""Longer than the driver waits."""
BUSY_S: Final = 10.0
ENCODINGS: Final = {b"\x00": "gb2312", b"\x01": "gbk", b"\x02": "big5"}
"""There is also 03, UCS-2, whose order of bytes no document says."""
NOISE: Final = bytes.fromhex("00A5FF06AA")
GARBLE: Final = 0x10
"""Makes none of the answers another one."""


class ModuleSwitch(StrEnum):
    """Ways to misbehave. ``busy`` holds for ten seconds, or until it is turned off."""

    LATE = "late"
    GARBLED = "garbled"
    NOISE_BEFORE = "noise_before"
    SILENT = "silent"
    REFUSES = "refuses"
    NO_IDLE_BYTE = "no_idle_byte"
    BUSY = "busy"
    POWER_LOST = "power_lost"
    UNPLUGGED = "unplugged"


class ModuleTwin(LineTwin[ModuleSwitch]):
    """One module; ``pace`` below 1 speaks faster."""

    def __init__(
        self, link: Path, form: ModuleForm, pace: float = 1.0, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._line = PtyLine(link, self._came)
        super().__init__(ModuleSwitch, self._line, unplugged=ModuleSwitch.UNPLUGGED)
        self._commands = CommandReader(form)
        self._pace = pace
        self._clock = clock
        self._lock = threading.RLock()
        self._end: threading.Timer | None = None
        self._saying: Heard | None = None
        self._busy_until_s = 0.0
        self.ear = Ear()

    def stop(self) -> None:
        """Be quiet, unplug."""
        self._cut_off()
        super().stop()

    def _came(self, data: bytes) -> None:
        if not self._board.on(ModuleSwitch.POWER_LOST):
            for command, body in self._commands.feed(data):
                self._carry_out(command, body)

    def _carry_out(self, command: int, body: bytes) -> None:
        if self._board.on(ModuleSwitch.REFUSES):
            self._say(Answer.REFUSED)
        elif command == Command.ASK:
            self._say(Answer.BUSY if self._busy() else Answer.IDLE)
        elif command == Command.STOP:
            self._say(Answer.TAKEN)
            self._cut_off()
        elif command == Command.SAY and (encoding := ENCODINGS.get(body[:1])):
            self._say(Answer.TAKEN)
            self._speak(body[1:].decode(encoding, "replace"))
        else:
            self._say(Answer.REFUSED)

    def _speak(self, text: str) -> None:
        seconds = len(text) * SECONDS_PER_SIGN * self._pace
        with self._lock:
            heard = self.ear.begins(text, seconds, self._clock())
            self._cut_off()
            self._saying, self._end = heard, threading.Timer(seconds, self._ended, [heard])
            self._end.daemon = True
            self._end.start()

    def _ended(self, heard: Heard) -> None:
        with self._lock:
            if self._saying is not heard:
                return
            self._saying = None
        self.ear.ends(heard, whole=True)
        if not self._board.on(ModuleSwitch.NO_IDLE_BYTE):
            self._say(Answer.IDLE)

    def _cut_off(self) -> None:
        with self._lock:
            heard, self._saying = self._saying, None
            if heard is not None and self._end is not None:
                self._end.cancel()
                self.ear.ends(heard, whole=False)

    def _busy(self) -> bool:
        stuck = self._board.on(ModuleSwitch.BUSY) and self._clock() < self._busy_until_s
        return stuck or self._saying is not None

    def _say(self, answer: Answer) -> None:
        on = self._board.on
        if on(ModuleSwitch.SILENT) or on(ModuleSwitch.POWER_LOST):
            return
        data = bytes([answer ^ GARBLE if on(ModuleSwitch.GARBLED) else answer])
        if on(ModuleSwitch.NOISE_BEFORE):
            data = NOISE + data
        self._line.send(data, LATE_S if on(ModuleSwitch.LATE) else 0.0)

    def _thrown(self, switch: ModuleSwitch, on: bool) -> None:
        super()._thrown(switch, on)
        if switch is ModuleSwitch.BUSY:
            self._busy_until_s = self._clock() + BUSY_S
        if switch in (ModuleSwitch.POWER_LOST, ModuleSwitch.UNPLUGGED) and on:
            self._cut_off()
        if switch is ModuleSwitch.POWER_LOST and not on:
            self._say(Answer.STARTED)
