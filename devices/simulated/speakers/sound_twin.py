"""A sound device as ALSA sees it: ALSA's file device hands what aplay plays to this twin, which sounds as long.

The folder's ``asound.conf`` says which devices there are; players that are pointed at it find no others. No garbled,
half_frame, noise_before or wrong_checksum: a sound device answers nothing.
"""

import contextlib
import json
import re
import shlex
import socket
import sys
import threading
import time
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from devices.ports.address import SoundAddress
from devices.simulated.speakers import sound_pipe
from devices.simulated.speakers.heard import Ear
from devices.simulated.twin import SwitchedTwin

BITS_PER_BYTE: Final = 8
LATE_S: Final = 1.0
BUSY_S: Final = 10.0
LOOK_S: Final = 0.05
BROKEN: Final = b"x"
ENTRY: Final = """pcm.{name} {{
  type file
  slave.pcm {{ type null }}
  format raw
  file "| exec {python} -I -S {pipe} {port} %c %b %r"
}}
"""
ENTRY_OF: Final = r"pcm\.{name} \{{\n(  .*\n)*\}}\n"
CONFIG_LOCK: Final = threading.Lock()
"""Several devices stand in one file."""


class SoundSwitch(StrEnum):
    """Ways to misbehave. ``busy`` holds every sound up for ten seconds, or until it is turned off."""

    LATE = "late"
    BUSY = "busy"
    UNPLUGGED = "unplugged"


class SoundTwin(SwitchedTwin[SoundSwitch]):
    """One device; ``pace`` below 1 plays faster."""

    def __init__(self, address: SoundAddress, pace: float = 1.0, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(SoundSwitch)
        self._address = address
        self._pace = pace
        self._clock = clock
        self._server: socket.socket | None = None
        self._busy_until_s = 0.0
        self.ear = Ear()

    def start(self) -> None:
        """Plug in."""
        if self._server is None:
            server = socket.create_server(("127.0.0.1", 0))
            self._server = server
            threading.Thread(target=self._serve, args=(server,), name="sound", daemon=True).start()
        self._enter(server=self._server)

    def stop(self) -> None:
        """Unplug; what sounds breaks off."""
        server, self._server = self._server, None
        self._enter(server=None)
        if server is not None:
            with contextlib.suppress(OSError):
                server.shutdown(socket.SHUT_RDWR)
            server.close()

    def _thrown(self, switch: SoundSwitch, on: bool) -> None:
        if switch is SoundSwitch.UNPLUGGED:
            (self.stop if on else self.start)()
        if switch is SoundSwitch.BUSY:
            self._busy_until_s = self._clock() + BUSY_S

    def _enter(self, server: socket.socket | None) -> None:
        """Have ALSA know the device, or not."""
        name, config = self._address.device, self._address.config
        words = [shlex.quote(str(word)) for word in (sys.executable, Path(sound_pipe.__file__).resolve())]
        with CONFIG_LOCK:
            config.parent.mkdir(parents=True, exist_ok=True)
            there = config.read_text("utf-8") if config.exists() else ""
            there = re.sub(ENTRY_OF.format(name=re.escape(name)), "", there)
            if server is not None:
                port = server.getsockname()[1]
                there += ENTRY.format(name=name, python=words[0], pipe=words[1], port=port)
            new = config.with_suffix(".new")
            new.write_text(there, "utf-8")
            new.replace(config)

    def _serve(self, server: socket.socket) -> None:
        while True:
            try:
                client, _ = server.accept()
            except OSError:
                return
            threading.Thread(target=self._hear, args=(server, client), name="sound heard", daemon=True).start()

    def _hear(self, server: socket.socket, client: socket.socket) -> None:
        with client, contextlib.suppress(OSError, ValueError):
            with client.makefile("rb") as player:
                form: dict[str, Any] = json.loads(player.readline())
                player.read(form["bytes"])
            size = form["channels"] * form["bits"] // BITS_PER_BYTE * form["rate"]
            seconds = form["bytes"] / size
            heard = self.ear.begins(form["words"], seconds, self._clock()) if seconds else None
            whole = self._wait(server, client, seconds * self._pace)
            if heard is not None:
                self.ear.ends(heard, whole)
            if self._server is not server:
                client.sendall(BROKEN)

    def _wait(self, server: socket.socket, client: socket.socket, seconds: float) -> bool:
        """Sound so long; False when the player or the device went away."""
        over = self._clock() + seconds + (LATE_S if self._board.on(SoundSwitch.LATE) else 0.0)
        while self._server is server:
            left = over - self._clock()
            stuck = self._board.on(SoundSwitch.BUSY) and self._clock() < self._busy_until_s
            if left <= 0 and not stuck:
                return True
            client.settimeout(min(max(left, 0.001), LOOK_S))
            try:
                gone = not client.recv(1)
            except TimeoutError:
                continue
            except OSError:
                gone = True
            if gone:
                return False
        return False
