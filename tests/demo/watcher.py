"""One more client of the wire that only listens: it sees the calls, one counter and who is there."""

import queue
import threading
import time
from typing import Final

from config.settings.model import Settings
from config.settings.secrets import load_secrets
from config.settings.user_names import COUNTER_SCREEN_OF
from config.wire.link import Address, Link, Received
from config.wire.news import CallNews
from config.wire.pictures import CounterPicture
from config.wire.presence import Health, Presence
from config.wire.topics import filter_of

WAIT_S: Final = 0.2


class Watcher:
    """What one counter's screen would know, kept up to date by a thread of its own."""

    def __init__(self, settings: Settings, counter: str) -> None:
        user = COUNTER_SCREEN_OF + counter
        password = load_secrets(settings.hall_var, []).passwords[user]
        hall = settings.hall
        listen = [
            filter_of(hall, CallNews),
            filter_of(hall, CounterPicture, {"counter": counter}),
            filter_of(hall, Presence),
            filter_of(hall, Health),
        ]
        self._link = Link(hall, Address(settings.broker.host, settings.broker.port, user, password), listen)
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self.picture: CounterPicture | None = None
        self.called_at: dict[str, float] = {}
        """Number → monotonic moment at which its newest call arrived here."""
        self.online: dict[str, bool] = {}
        self.health: dict[str, Health] = {}

    def start(self) -> None:
        """Connect and listen."""
        self._link.start()
        self._thread.start()

    def stop(self) -> None:
        """Leave."""
        self._ending.set()
        self._thread.join()
        self._link.stop()

    def _listen(self) -> None:
        while not self._ending.is_set():
            try:
                item = self._link.inbox.get(timeout=WAIT_S)
            except queue.Empty:
                continue
            if isinstance(item, Received):
                self._learn(item)

    def _learn(self, item: Received) -> None:
        match item.message:
            case CallNews() as call:
                self.called_at[call.number] = time.monotonic()
            case CounterPicture() as picture:
                self.picture = picture
            case Presence() as presence:
                self.online[presence.user] = presence.online
            case Health() as health:
                self.health[health.device] = health
