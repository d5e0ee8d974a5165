"""The web socket: pictures to browsers as they change. It takes no orders; those go by POST."""

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from fastapi import WebSocket
from starlette.websockets import WebSocketDisconnect, WebSocketDisconnected

from config.vocabulary import CounterId
from queue_server.console.mirror import LINK, TABLET, Key, Subscriber, frame
from queue_server.console.parts import Parts
from queue_server.console.problems import ProblemCode, TurnedAway
from queue_server.console.sessions import SignedIn, signed_in
from queue_server.console.tablet.address import counter_of

BEAT_S: Final = 5.0
"""Nothing to send for so long: the state of the link is sent, so that the browser knows that we are alive."""
SEND_TIMEOUT_S: Final = 15.0
"""A browser that takes nothing for so long is let go; it comes back by itself."""
BROWSERS_MAX: Final = 300
SIGN_IN_AGAIN: Final = 4401
NOT_ALLOWED: Final = 4403
UNSUPPORTED: Final = 1003
TRY_LATER: Final = 1013
GONE: Final = (WebSocketDisconnect, WebSocketDisconnected)


def wanted(view: str, person: SignedIn) -> Callable[[Key], bool] | None:
    """What a page is sent, or None when the person may not see that page."""
    if view == "overview" and person.leads:
        return lambda key: key.kind in ("link", "wall", "counter", "health", "presence")
    if view == "marks" and person.leads:
        return lambda key: key.kind in ("link", "bad-marks")
    if view == "counter" and person.counter is not None:
        mine = {LINK, Key("counter", person.counter), Key("waiting", person.counter)}
        return lambda key: key in mine
    return None


@dataclass(frozen=True)
class Admitted:
    """What a browser is sent, and how long."""

    wants: Callable[[Key], bool]
    still: Callable[[], bool]
    tablet: CounterId | None = None


class Feed:
    """All web sockets of the console."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._browsers = 0

    async def endpoint(self, socket: WebSocket) -> None:
        """One browser, from its coming to its going."""
        await socket.accept()
        admitted = self._admit(socket)
        if not isinstance(admitted, Admitted):
            await socket.close(admitted)
        elif self._browsers >= BROWSERS_MAX:
            await socket.close(TRY_LATER)
        elif admitted.tablet is None:
            await self._serve(socket, admitted)
        else:
            self._parts.tablets.came(admitted.tablet)
            try:
                await self._serve(socket, admitted)
            finally:
                self._parts.tablets.went(admitted.tablet)

    def _admit(self, socket: WebSocket) -> Admitted | int:
        """By the address for a tablet, by the session for everybody else; or the code of the refusal."""
        view = socket.query_params.get("view", "")
        if view == TABLET:
            counter = counter_of(
                self._parts.site_key, socket.query_params.get("key", ""), self._parts.settings.tablet_edition
            )
            if counter is None or counter not in self._parts.desks.by_id:
                return NOT_ALLOWED
            mine = {LINK, Key(TABLET, counter)}
            return Admitted(lambda key: key in mine, lambda: counter in self._parts.desks.by_id, counter)
        person = signed_in(socket.session, self._parts)
        if person is None:
            return SIGN_IN_AGAIN
        wants = wanted(view, person)
        if wants is None:
            return NOT_ALLOWED
        return Admitted(wants, lambda: signed_in(socket.session, self._parts) is not None)

    async def _serve(self, socket: WebSocket, admitted: Admitted) -> None:
        self._browsers += 1
        subscriber = self._parts.wire.mirror.subscribe(admitted.wants)
        tasks = [
            asyncio.create_task(self._listen(socket)),
            asyncio.create_task(self._push(socket, subscriber, admitted.still)),
        ]
        try:
            done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            self._parts.wire.mirror.unsubscribe(subscriber)
            self._browsers -= 1
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
        code = done.pop().result()
        if code is not None:
            await _close(socket, code)

    async def _listen(self, socket: WebSocket) -> int | None:
        """Wait for the browser to go. It has nothing to say here: whatever it sends ends the talk."""
        message = await socket.receive()
        return UNSUPPORTED if message["type"] == "websocket.receive" else None

    async def _push(self, socket: WebSocket, subscriber: Subscriber, still: Callable[[], bool]) -> int | None:
        """Send until the browser goes (None), takes nothing, or has to sign in again."""
        frames = [self._beat()]
        try:
            while still():
                for text in frames:
                    async with asyncio.timeout(SEND_TIMEOUT_S):
                        await socket.send_text(text)
                frames = await self._next(subscriber)
        except GONE:
            return None
        except TimeoutError:
            return TRY_LATER
        return SIGN_IN_AGAIN

    async def _next(self, subscriber: Subscriber) -> list[str]:
        try:
            async with asyncio.timeout(BEAT_S):
                return await subscriber.newest()
        except TimeoutError:
            return [self._beat()]

    def _beat(self) -> str:
        state = self._parts.wire.mirror.state
        now = self._parts.clock().isoformat()
        return frame(LINK, json.dumps({**state.told, "now": now}).encode())


async def _close(socket: WebSocket, code: int) -> None:
    """Name the reason, where the browser still listens."""
    try:
        if code == UNSUPPORTED:
            await socket.send_text(frame(Key("problem"), TurnedAway(ProblemCode.UNREADABLE).body))
        await socket.close(code)
    except GONE:
        return
