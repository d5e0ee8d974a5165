"""Around every request: security headers, a limit on bodies, and no change or socket asked for from another site."""

from typing import Final
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from queue_server.console.problems import ProblemCode, TurnedAway

BODY_MAX_BYTES: Final = 16_384
BODY_OF_LIST_MAX_BYTES: Final = 500_000
"""A day's list of appointments."""
LIST: Final = "/api/appointments/import"
DIGITS_MAX: Final = 10
SAFE_METHODS: Final = frozenset({"GET", "HEAD"})
POLICY_REFUSED: Final = 1008
STATIC: Final = "/static/"
HEADERS: Final = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class Guard:
    """The outermost layer of the app."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request or one socket."""
        if scope["type"] == "websocket":
            await self._socket(scope, receive, send)
        elif scope["type"] == "http":
            await self._http(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _socket(self, scope: Scope, receive: Receive, send: Send) -> None:
        if same_site(Headers(scope=scope), origin_needed=True):
            await self._app(scope, receive, send)
        else:
            await send({"type": "websocket.close", "code": POLICY_REFUSED})

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                add_headers(message, scope["path"])
            await send(message)

        headers = Headers(scope=scope)
        if scope["method"] not in SAFE_METHODS and not same_site(headers, origin_needed=False):
            await answer(TurnedAway(ProblemCode.FORGED), send_with_headers)
            return
        try:
            body = await read_body(
                headers, receive, BODY_OF_LIST_MAX_BYTES if scope["path"] == LIST else BODY_MAX_BYTES
            )
        except TurnedAway as problem:
            await answer(problem, send_with_headers)
            return
        await self._app(scope, replay(body, receive), send_with_headers)


def same_site(headers: Headers, *, origin_needed: bool) -> bool:
    """Whether the page that asks came from this very host. Browsers name the origin; other programs may not."""
    origin = headers.get("origin")
    if origin is None:
        return not origin_needed
    try:
        asked_from = urlsplit(origin).netloc
    except ValueError:
        return False
    return bool(asked_from) and asked_from == headers.get("host")


async def read_body(headers: Headers, receive: Receive, most: int) -> bytes:
    """The whole body, which is small or refused. Raises TurnedAway."""
    stated = headers.get("content-length", "0")
    if not (stated.isascii() and stated.isdigit()) or len(stated) > DIGITS_MAX or int(stated) > most:
        raise TurnedAway(ProblemCode.TOO_LARGE)
    body, more = b"", True
    while more:
        message = await receive()
        body += message.get("body", b"")
        more = message.get("more_body", False)
        if len(body) > most:
            raise TurnedAway(ProblemCode.TOO_LARGE)
    return body


def replay(body: bytes, receive: Receive) -> Receive:
    """A ``receive`` that hands over the body, then whatever follows."""
    given = False

    async def again() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return again


def add_headers(message: Message, path: str) -> None:
    """The security headers; what is personal is never stored by the browser."""
    headers = MutableHeaders(raw=message["headers"])
    for name, value in HEADERS.items():
        headers[name] = value
    headers["Cache-Control"] = "no-cache" if path.startswith(STATIC) else "no-store"


async def answer(problem: TurnedAway, send: Send) -> None:
    """A refusal without the app."""
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(problem.body)).encode())]
    await send({"type": "http.response.start", "status": problem.status, "headers": headers})
    await send({"type": "http.response.body", "body": problem.body})
