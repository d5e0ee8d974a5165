"""The newest picture of everything, and what each browser still has to get: the newest, never a backlog."""

import asyncio
import json
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, NamedTuple

from config.vocabulary import Trouble
from config.wire.codec import encode
from config.wire.message import Message
from config.wire.pictures import (
    BadMarksPicture,
    CallsPicture,
    CounterPicture,
    ServicesPicture,
    WaitingPicture,
    WallPicture,
)
from config.wire.presence import Health, Presence
from queue_server.console.counters.desks import Desks
from queue_server.console.tablet.picture import of_counter

KEYS_MAX: Final = 5_000
"""Pictures kept; above any hall's counters, waiting lists and devices together."""


class Key(NamedTuple):
    """What a picture is about: ``counter`` and its id, ``wall`` and nothing, ``health`` and user/device; ``presence``
    and its user.
    """

    kind: str
    id: str = ""


LINK: Final = Key("link")
TABLET: Final = "tablet"
"""The kind of what a counter's tablet is told."""


@dataclass(frozen=True)
class LinkState:
    """Whether what the browsers show is fresh."""

    broker: bool = False
    server: bool = False
    trouble: Trouble = Trouble.NONE
    """Why the broker is away, where more is known than that."""

    @property
    def told(self) -> dict[str, bool | str]:
        """As browsers are told."""
        return {"broker": self.broker, "server": self.server, "trouble": self.trouble}

    @property
    def live(self) -> bool:
        """Both are there: requests can be carried out, pictures are fresh."""
        return self.broker and self.server


def key_of(message: Message) -> Key | None:
    """Where a message is kept, or None when browsers have no use for it."""
    match message:
        case CounterPicture():
            return Key("counter", message.counter)
        case WaitingPicture():
            return Key("waiting", message.counter)
        case Health():
            return Key("health", f"{message.user}/{message.device}")
        case Presence():
            return Key("presence", message.user)
        case WallPicture():
            return Key("wall")
        case BadMarksPicture():
            return Key("bad-marks")
        case ServicesPicture():
            return Key("services")
        case CallsPicture():
            return Key("calls")
        case _:
            return None


class Subscriber:
    """One browser: what it wants, and what it has not been sent yet, newest only."""

    def __init__(self, wants: Callable[[Key], bool], lock: threading.Lock) -> None:
        self.wants = wants
        self._lock = lock
        self._pending: dict[Key, bytes] = {}
        self._ready = asyncio.Event()
        self._loop = asyncio.get_running_loop()

    def put(self, key: Key, body: bytes) -> None:
        """Any thread, with the mirror's lock held: keep the newest, wake the browser's task once."""
        idle = not self._pending
        self._pending[key] = body
        if idle:
            self._loop.call_soon_threadsafe(self._ready.set)

    async def newest(self) -> list[str]:
        """Wait until there is something; then all of it, as frames."""
        await self._ready.wait()
        with self._lock:
            taken, self._pending = self._pending, {}
            self._ready.clear()
        return [frame(key, body) for key, body in taken.items()]


def frame(key: Key, body: bytes) -> str:
    """What a browser gets: ``{"kind": …, "id": …, "message": …}``."""
    return f'{{"kind":{json.dumps(key.kind)},"id":{json.dumps(key.id)},"message":{body.decode()}}}'


class Mirror:
    """Filled by the wire's thread, read by the browsers' tasks."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._bodies: dict[Key, bytes] = {}
        self._subscribers: set[Subscriber] = set()
        self.overflows = 0
        self.state = LinkState()
        self.desks: Desks | None = None
        """The newest counters at which one can sign in; None before the server has told them."""

    def put(self, message: Message) -> None:
        """A message came in."""
        key = key_of(message)
        if key is None:
            return
        if key not in self._bodies and len(self._bodies) >= KEYS_MAX:
            self.overflows += 1
            return
        self._spread(key, encode(message))
        if isinstance(message, CounterPicture):
            self._spread(Key(TABLET, message.counter), of_counter(message).model_dump_json().encode())

    def set_state(self, state: LinkState) -> None:
        """The link or the server came or went."""
        if state != self.state:
            self.state = state
            self._spread(LINK, json.dumps(state.told).encode())

    def get(self, key: Key) -> bytes | None:
        """The newest body, as JSON."""
        return self._bodies.get(key)

    def kept(self, kind: str) -> list[bytes]:
        """The newest body of everything of a kind."""
        with self._lock:
            return [body for key, body in self._bodies.items() if key.kind == kind]

    def subscribe(self, wants: Callable[[Key], bool]) -> Subscriber:
        """On the event loop: begin with everything wanted that is there."""
        subscriber = Subscriber(wants, self._lock)
        with self._lock:
            self._subscribers.add(subscriber)
            for key, body in self._bodies.items():
                if wants(key):
                    subscriber.put(key, body)
        return subscriber

    def unsubscribe(self, subscriber: Subscriber) -> None:
        """The browser is gone."""
        with self._lock:
            self._subscribers.discard(subscriber)

    def _spread(self, key: Key, body: bytes) -> None:
        with self._lock:
            self._bodies[key] = body
            for subscriber in self._subscribers:
                if subscriber.wants(key):
                    subscriber.put(key, body)
