"""A GWQ counter device behind a web socket: dark until it is asked, one visitor at a time.

No wrong_checksum: its messages are JSON texts without a checksum, and a web socket's frames have none either.
"""

import contextlib
import json
import threading
from collections.abc import Sequence
from enum import StrEnum
from typing import Any, Final

from websockets.exceptions import ConnectionClosed
from websockets.sync.server import Server, ServerConnection, serve

from devices.frames.evaluators.gwq import CANCEL, CANCELLED, DONE, EVALUATE, LEVEL_OF, answer_text
from devices.simulated.twin import LineTwin

LATE_S: Final = 1.0
DEVICE_ERROR: Final = -7
LOOPBACK: Final = "127.0.0.1"
OTHER_NEWS: Final = '{"type":0,"version":"1.0"}'
HALF: Final = 2
UNHEARD_MAX: Final = 100


class GwqSwitch(StrEnum):
    """Ways to misbehave."""

    LATE = "late"
    GARBLED = "garbled"
    HALF_FRAME = "half_frame"
    NOISE_BEFORE = "noise_before"
    PRESSED_TWICE = "pressed_twice"
    ERROR = "error"
    SILENT = "silent"
    BUSY = "busy"
    """It asks nobody and no key does anything; what it is told waits until that is over."""
    UNPLUGGED = "unplugged"


class WebSocketLine:
    """The device's side of a web socket; ``hear`` is called with each text, ``send`` tells the client of the moment."""

    def __init__(self, port: int, twin: "GwqTwin") -> None:
        self._port = port
        self._twin = twin
        self._server: Server | None = None
        self._client: ServerConnection | None = None

    def start(self) -> None:
        """Plug in. Raises OSError when the port is taken."""
        self.plug_in()

    def stop(self) -> None:
        """Unplug."""
        self.unplug()

    def plug_in(self) -> None:
        """Begin to listen."""
        if self._server is None:
            self._server = serve(self._serve, LOOPBACK, self._port)
            threading.Thread(target=self._server.serve_forever, name="gwq", daemon=True).start()

    def unplug(self) -> None:
        """Close everything, also under a client."""
        server, self._server = self._server, None
        client = self._client
        if server is not None:
            server.shutdown()
        if client is not None:
            client.close()

    def send(self, text: str) -> None:
        """Tell the client, if there is one."""
        client = self._client
        if client is not None:
            with contextlib.suppress(ConnectionClosed):
                client.send(text)

    def _serve(self, client: ServerConnection) -> None:
        self._client = client
        with contextlib.suppress(ConnectionClosed):
            for text in client:
                self._twin.hear(text)
        if self._client is client:
            self._client = None


class GwqTwin(LineTwin[GwqSwitch]):
    """One device at one counter."""

    def __init__(self, port: int, counters: Sequence[str]) -> None:
        self._line = WebSocketLine(port, self)
        super().__init__(GwqSwitch, self._line, unplugged=GwqSwitch.UNPLUGGED)
        self.counters = tuple(counters)
        self.asked: dict[str, Any] | None = None
        """What it asks the visitor now, as it was told."""
        self._unheard: list[str | bytes] = []

    @property
    def judged(self) -> tuple[str, ...]:
        """The counter where it stands."""
        return self.counters

    def judge(self, counter: str, key: int) -> None:
        """Press a key, counted from 1: nothing happens while it is dark. Raises KeyError."""
        if counter not in self.counters:
            raise KeyError(counter)
        level, on = LEVEL_OF[key], self._board.on
        if self.asked is None or on(GwqSwitch.SILENT) or on(GwqSwitch.BUSY):
            return
        self.asked = None
        text = answer_text(DEVICE_ERROR) if on(GwqSwitch.ERROR) else answer_text(DONE, level)
        if on(GwqSwitch.GARBLED):
            text = text.replace(":", "~")
        if on(GwqSwitch.HALF_FRAME):
            text = text[: len(text) // HALF]
        if on(GwqSwitch.NOISE_BEFORE):
            self._line.send(OTHER_NEWS)
        timer = threading.Timer(
            LATE_S if on(GwqSwitch.LATE) else 0.0, self._say, [text, 1 + on(GwqSwitch.PRESSED_TWICE)]
        )
        timer.daemon = True
        timer.start()

    def hear(self, text: str | bytes) -> None:
        """What the driver says."""
        if self._board.on(GwqSwitch.BUSY):
            self._unheard = [*self._unheard, text][-UNHEARD_MAX:]
            return
        fields = json.loads(text)
        if fields["type"] == EVALUATE:
            self.asked = fields
        elif fields["type"] == CANCEL and self.asked is not None:
            self.asked = None
            if not self._board.on(GwqSwitch.SILENT):
                self._line.send(answer_text(CANCELLED))

    def _thrown(self, switch: GwqSwitch, on: bool) -> None:
        super()._thrown(switch, on)
        if switch is GwqSwitch.BUSY and not on:
            unheard, self._unheard = self._unheard, []
            for text in unheard:
                self.hear(text)

    def _say(self, text: str, times: int) -> None:
        for _ in range(times):
            self._line.send(text)
