"""The web socket: pictures to browsers as they change. It takes no orders; those go by POST."""

import asyncio
import json
from collections.abc import Callable
from typing import Final

from fastapi import WebSocket
from starlette.websockets import WebSocketDisconnect, WebSocketDisconnected

from queue_server.console.mirror import LINK, Key, Subscriber, frame
from queue_server.console.parts import Parts
from queue_server.console.problems import ProblemCode, TurnedAway
from queue_server.console.sessions import SignedIn, signed_in

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
        return lambda key: key.kind in ("link", "wall", "counter", "health")
    if view == "marks" and person.leads:
        return lambda key: key.kind in ("link", "bad-marks")
    if view == "counter" and person.counter is not None:
        mine = {LINK, Key("counter", person.counter), Key("waiting", person.counter)}
        return lambda key: key in mine
    return None


class Feed:
    """All web sockets of the console."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._browsers = 0

    async def endpoint(self, socket: WebSocket) -> None:
        """One browser, from its coming to its going."""
        await socket.accept()
        person = signed_in(socket.session, self._parts)
        wants = wanted(socket.query_params.get("view", ""), person) if person else None
        if person is None:
            await socket.close(SIGN_IN_AGAIN)
        elif wants is None:
            await socket.close(NOT_ALLOWED)
        elif self._browsers >= BROWSERS_MAX:
            await socket.close(TRY_LATER)
        else:
            await self._serve(socket, wants)

    async def _serve(self, socket: WebSocket, wants: Callable[[Key], bool]) -> None:
        self._browsers += 1
        subscriber = self._parts.wire.mirror.subscribe(wants)
        tasks = [asyncio.create_task(self._listen(socket)), asyncio.create_task(self._push(socket, subscriber))]
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

    async def _push(self, socket: WebSocket, subscriber: Subscriber) -> int | None:
        """Send until the browser goes (None), takes nothing, or has to sign in again."""
        frames = [self._beat()]
        try:
            while signed_in(socket.session, self._parts) is not None:
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
        return frame(LINK, json.dumps({"broker": state.broker, "server": state.server, "now": now}).encode())


async def _close(socket: WebSocket, code: int) -> None:
    """Name the reason, where the browser still listens."""
    try:
        if code == UNSUPPORTED:
            await socket.send_text(frame(Key("problem"), TurnedAway(ProblemCode.UNREADABLE).body))
        await socket.close(code)
    except GONE:
        return
