"""A sound device, through ALSA's own player: one child process for each sound, which ends when all has been heard.

The device belongs to one child at a time, so nothing sounds over anything else; and to one speaker at a time, where
several of one program share it.
"""

import contextlib
import os
import shutil
import subprocess
import tempfile
import threading
from collections import deque
from typing import Final

from config.vocabulary import Trouble
from devices.faults import PortGone, ProgramMissing
from devices.ports.address import SoundAddress

PLAYER: Final = "aplay"
CONFIG_VARIABLE: Final = "ALSA_CONFIG_PATH"
WORDS_VARIABLE: Final = "SERVICE_HALL_SAYS"
"""The words of the sound, for a simulated device; a real one has no use for them."""
WHY: Final = {"Device or resource busy": Trouble.PORT_BUSY, "Permission denied": Trouble.PORT_FORBIDDEN}
"""What the player says of a device that is there."""
END_TIMEOUT_S: Final = 2.0
TOLD_MAX_BYTES: Final = 4_096
"""Of the player's own words."""


class SoundTurns:
    """Whose turn it is at each of a program's sound devices: in the order in which they asked; from any thread."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._lines: dict[str, deque[SoundPort]] = {}

    def ask(self, device: str, port: "SoundPort", wait_s: float = 0.0) -> bool:
        """Stand in the line, or stay there; whether it is the port's turn within so long."""
        with self._changed:
            line = self._lines.setdefault(device, deque())
            if port not in line:
                line.append(port)
            return self._changed.wait_for(lambda: line[0] is port, wait_s)

    def leave(self, device: str, port: "SoundPort") -> None:
        """The turn is over, or not wanted any more."""
        with self._changed:
            line = self._lines.get(device, deque())
            if port in line:
                line.remove(port)
                self._changed.notify_all()


class SoundPort:
    """One speaker's way to a device."""

    def __init__(self, address: SoundAddress, turns: SoundTurns) -> None:
        self._address = address
        self._turns = turns
        self._child: subprocess.Popen[bytes] | None = None

    def play(self, wav: bytes, words: str = "") -> None:
        """Begin with a sound, when it is this one's turn; one that has not ended is cut off. Raises ProgramMissing."""
        program = shutil.which(PLAYER)
        if program is None:
            raise ProgramMissing(f"{PLAYER} is not installed")
        self._cut_off()
        self._address.tap.sent(words or f"{len(wav)} bytes of sound")
        with tempfile.TemporaryFile() as file:
            file.write(wav)
            file.seek(0)
            self._child = subprocess.Popen(
                [program, "-q", "-t", "wav", "-D", self._address.device, "-"],
                stdin=file,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                env=self._environment(words),
            )

    def my_turn(self, wait_s: float = 0.0) -> bool:
        """Whether nobody else has the device; who asks stands in the line until it leaves."""
        return self._turns.ask(self._address.device, self, wait_s)

    def leave(self) -> None:
        """Let others have the device."""
        self._turns.leave(self._address.device, self)

    def wait(self, wait_s: float) -> None:
        """Until the sound has ended, but no longer."""
        if self._child is not None:
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._child.wait(wait_s)

    def playing(self) -> bool:
        """Whether the last sound has not ended. Raises PortGone when it could not be heard."""
        child = self._child
        if child is None:
            return False
        if child.poll() is None:
            return True
        told = _last_words(child)
        self._cut_off()
        if child.returncode:
            trouble = next((trouble for words, trouble in WHY.items() if words in told), Trouble.PORT_GONE)
            raise PortGone(f"sound device {self._address.device}: {told}", trouble)
        return False

    def close(self) -> None:
        """Be quiet and let others have the device; never raises."""
        self._cut_off()
        self.leave()

    def _cut_off(self) -> None:
        child, self._child = self._child, None
        if child is None:
            return
        child.kill()
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.wait(END_TIMEOUT_S)
        if child.stderr is not None:
            child.stderr.close()

    def _environment(self, words: str) -> dict[str, str]:
        mine = {WORDS_VARIABLE: words, "LC_ALL": "C"}
        if self._address.config.exists():
            mine[CONFIG_VARIABLE] = str(self._address.config)
        return os.environ | mine


def _last_words(child: subprocess.Popen[bytes]) -> str:
    """The last line that an ended player said, as far as it is there: the others are ALSA's own places in its code."""
    if child.stderr is None:
        return ""
    os.set_blocking(child.stderr.fileno(), False)
    told = child.stderr.read(TOLD_MAX_BYTES) or b""
    lines = told.decode(errors="replace").strip().splitlines()
    return lines[-1] if lines else "it ended without a word"
