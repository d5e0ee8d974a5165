"""The wire's own messages over HTTP: requests for a counter, and the newest pictures. Adds no vocabulary of its own."""

from collections.abc import Awaitable, Callable
from typing import Any, Final, NamedTuple

from fastapi import APIRouter, Request, Response
from pydantic import ValidationError, create_model

from config.vocabulary import Role
from config.wire.catalogue import ROWS
from config.wire.message import Message
from config.wire.pictures import CallsPicture, CounterPicture, ServicesPicture, WaitingPicture, WallPicture
from config.wire.replies import Done, Refused
from config.wire.requests import CounterRequest
from queue_server.console.mirror import Key
from queue_server.console.parts import Parts
from queue_server.console.problems import Problem, ProblemCode, TurnedAway
from queue_server.console.sessions import TOKEN_HEADER, SignedIn, check_token, require

JSON: Final = "application/json"
FROM_SESSION: Final = frozenset({"counter", "by"})
"""Fields that the console fills in: who is signed in, and where."""


class Asked(NamedTuple):
    """One request of the catalogue, as it is asked over HTTP."""

    name: str
    message: type[CounterRequest]
    body: type[Message]


def asked_over_http() -> tuple[Asked, ...]:
    """Every counter request that the catalogue lets the console send; the name is the topic's last level."""
    return tuple(
        Asked(row.topic.rsplit("/", 1)[1], row.message, body_of(row.message))
        for row in ROWS
        if issubclass(row.message, CounterRequest) and Role.CONSOLE in row.senders
    )


def body_of(message: type[CounterRequest]) -> type[Message]:
    """The message without what the session knows."""
    fields = {name: (f.annotation, f) for name, f in message.model_fields.items() if name not in FROM_SESSION}
    model: Any = create_model(  # type: ignore[call-overload]
        f"{message.__name__}Body", __base__=Message, __doc__=message.__doc__, **fields
    )
    return model  # type: ignore[no-any-return]


def api_router(parts: Parts) -> APIRouter:
    """All of /api."""
    router = APIRouter(prefix="/api")
    for asked in asked_over_http():
        router.add_api_route(
            f"/requests/{asked.name}",
            _request_endpoint(parts, asked),
            methods=["POST"],
            operation_id=asked.name,
            summary=asked.message.__doc__,
            response_model=Done,
            responses={
                409: {"model": Refused, "description": "The queue server refused; words can be shown as they are."},
                **_problems(401, 403, 413, 422, 503),
            },
            openapi_extra={
                "requestBody": {"required": True, "content": {JSON: {"schema": asked.body.model_json_schema()}}},
                "parameters": [
                    {"name": TOKEN_HEADER, "in": "header", "required": True, "schema": {"type": "string"}},
                ],
            },
        )
    _add_pictures(router, PictureRoutes(parts))
    return router


def _request_endpoint(parts: Parts, asked: Asked) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        person = require(request.session, parts)
        check_token(request.session, request.headers.get(TOKEN_HEADER))
        if person.counter is None:
            raise TurnedAway(ProblemCode.NO_COUNTER)
        message = complete(asked, await request.body(), person, person.counter)
        reply = await parts.wire.ask(message)
        status = 409 if isinstance(reply, Refused) else 200
        return Response(reply.__pydantic_serializer__.to_json(reply), status, media_type=JSON)

    return endpoint


def complete(asked: Asked, body: bytes, person: SignedIn, counter: str) -> CounterRequest:
    """The wire's message from a body and a session. Raises TurnedAway."""
    try:
        given = asked.body.__pydantic_validator__.validate_json(body)
        return asked.message(counter=counter, by=person.account.name, **given.model_dump())
    except ValidationError as error:
        raise TurnedAway(ProblemCode.UNREADABLE) from error


class PictureRoutes:
    """The newest picture of everything, as JSON."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    async def counter(self, request: Request, counter: str) -> Response:
        """One counter."""
        return self._of_counter(request, "counter", counter)

    async def waiting(self, request: Request, counter: str) -> Response:
        """Who waits for one counter, next first."""
        return self._of_counter(request, "waiting", counter)

    async def wall(self, request: Request) -> Response:
        """The hall's day in figures; for hall leads."""
        if not require(request.session, self._parts).leads:
            raise TurnedAway(ProblemCode.NOT_ALLOWED)
        return self._picture(Key("wall"))

    async def services(self, request: Request) -> Response:
        """Departments and services with their queues."""
        require(request.session, self._parts)
        return self._picture(Key("services"))

    async def calls(self, request: Request) -> Response:
        """The newest calls."""
        require(request.session, self._parts)
        return self._picture(Key("calls"))

    def _of_counter(self, request: Request, kind: str, counter: str) -> Response:
        if not require(request.session, self._parts).may_see(counter):
            raise TurnedAway(ProblemCode.NOT_ALLOWED)
        return self._picture(Key(kind, counter))

    def _picture(self, key: Key) -> Response:
        body = self._parts.wire.mirror.get(key)
        if body is None:
            raise TurnedAway(ProblemCode.NO_PICTURE)
        return Response(body, media_type=JSON)


def _add_pictures(router: APIRouter, routes: PictureRoutes) -> None:
    answers = _problems(401, 403, 404)
    shown: tuple[tuple[str, Callable[..., Awaitable[Response]], type[Message]], ...] = (
        ("counter/{counter}", routes.counter, CounterPicture),
        ("waiting/{counter}", routes.waiting, WaitingPicture),
        ("wall", routes.wall, WallPicture),
        ("services", routes.services, ServicesPicture),
        ("calls", routes.calls, CallsPicture),
    )
    for path, endpoint, picture in shown:
        router.add_api_route(f"/pictures/{path}", endpoint, response_model=picture, responses=answers)


def _problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    return {status: {"model": Problem} for status in statuses}
