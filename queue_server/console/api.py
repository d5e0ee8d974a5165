"""The wire's own messages over HTTP: requests about a counter, a ticket or the hall, and the newest pictures."""

from collections.abc import Awaitable, Callable, Mapping
from enum import Enum
from typing import Any, Final, NamedTuple

from fastapi import APIRouter, Response
from fastapi import Request as HttpRequest
from pydantic import ValidationError, create_model

from config.vocabulary import TICKET_ID_PATTERN, Canceller, Role
from config.wire.appointments import AppointmentRequest, LiftBlock
from config.wire.catalogue import ROWS, Row
from config.wire.lead import (
    AskBlocks,
    AskDaily,
    AskPlan,
    AskToldLate,
    BlocksListed,
    DailyShown,
    FindTicket,
    PlanShown,
    TicketFound,
    ToldLateListed,
)
from config.wire.message import Message
from config.wire.pictures import (
    BadMarksPicture,
    CallsPicture,
    CounterPicture,
    ServicesPicture,
    WaitingPicture,
    WallPicture,
)
from config.wire.replies import Done, Explained, Refused
from config.wire.requests import (
    AskVisit,
    CounterRequest,
    EvaluateVisit,
    ExplainTicket,
    GiveEvaluation,
    OpenCounter,
    OrderReprint,
    PutRight,
    Request,
)
from queue_server.console.mirror import Key
from queue_server.console.parts import Parts
from queue_server.console.problems import Problem, ProblemCode, TurnedAway
from queue_server.console.sessions import TOKEN_HEADER, SignedIn, check_token, require

JSON: Final = "application/json"
TOKEN_PARAMETER: Final = {"name": TOKEN_HEADER, "in": "header", "required": True, "schema": {"type": "string"}}
TICKET_PARAMETER: Final = {
    "name": "ticket",
    "in": "path",
    "required": True,
    "schema": {"type": "string", "pattern": TICKET_ID_PATTERN},
}
ANSWERED_WITH: Final[Mapping[type[Request], type[Message]]] = {
    ExplainTicket: Explained,
    AskPlan: PlanShown,
    AskBlocks: BlocksListed,
    AskToldLate: ToldLateListed,
    AskDaily: DailyShown,
    FindTicket: TicketFound,
}
"""What a request is answered with, where that is not ``Done``."""

OF_VISITORS: Final = frozenset({GiveEvaluation, EvaluateVisit, AskVisit})


class About(Enum):
    """What a request belongs to: the route, the role and the fields that are filled in follow from it."""

    COUNTER = "/requests/"
    TICKET = "/tickets/{ticket}/"
    HALL = "/hall/"
    BAD_MARK = "/hall/tickets/{ticket}/"

    @property
    def filled(self) -> frozenset[str]:
        """Fields that the console fills in: who is signed in, as what and where, and the ticket of the route."""
        more = {About.COUNTER: {"counter"}, About.TICKET: {"ticket"}, About.BAD_MARK: {"ticket"}, About.HALL: set()}
        return frozenset({"by", "canceller"} | more[self])


class Asked(NamedTuple):
    """One request of the catalogue, as it is asked over HTTP."""

    name: str
    about: About
    message: type[Request]
    body: type[Message]

    @property
    def path(self) -> str:
        """Below /api."""
        return f"{self.about.value}{self.name}"


def asked_over_http() -> tuple[Asked, ...]:
    """Every request that the catalogue lets the console send; the name is the topic's last level."""
    found = []
    for row in ROWS:
        about = about_of(row)
        if about is not None and issubclass(row.message, Request) and Role.CONSOLE in row.senders:
            body = body_of(row.message, about.filled)
            found.append(Asked(row.topic.rsplit("/", 1)[1], about, row.message, body))
    return tuple(found)


def about_of(row: Row) -> About | None:
    """By the fields of the topic; None for what has routes of its own: marks of visitors, papers, appointments."""
    if row.message in OF_VISITORS or row.message is OrderReprint:
        return None
    if issubclass(row.message, AppointmentRequest):
        return About.HALL if row.message is LiftBlock else None
    if issubclass(row.message, CounterRequest):
        return About.COUNTER
    if row.message is PutRight:
        return About.BAD_MARK
    match row.fields:
        case ("ticket",):
            return About.TICKET
        case ():
            return About.HALL
        case _:
            return None


def body_of(message: type[Request], filled: frozenset[str]) -> type[Message]:
    """The message without what the session and the route know."""
    fields = {name: (f.annotation, f) for name, f in message.model_fields.items() if name not in filled}
    model: Any = create_model(  # type: ignore[call-overload]
        f"{message.__name__}Body", __base__=Message, __doc__=message.__doc__, **fields
    )
    return model  # type: ignore[no-any-return]


def schema_of(body: type[Message]) -> dict[str, Any]:
    """The body's schema in one piece: its closed lists stand where they are used."""
    schema = body.model_json_schema()
    lists = schema.pop("$defs", {})
    for field in schema["properties"].values():
        if "$ref" in field:
            field.update(lists[field.pop("$ref").rsplit("/", 1)[1]])
    return schema


def api_router(parts: Parts) -> APIRouter:
    """All of /api."""
    router = APIRouter(prefix="/api")
    for asked in asked_over_http():
        ticket = [TICKET_PARAMETER] if "ticket" in asked.about.filled else []
        router.add_api_route(
            asked.path,
            _request_endpoint(parts, asked),
            methods=["POST"],
            operation_id=asked.name,
            summary=asked.message.__doc__,
            response_model=ANSWERED_WITH.get(asked.message, Done),
            responses={
                409: {"model": Refused, "description": "The queue server refused; words can be shown as they are."},
                **_problems(401, 403, 413, 422, 503),
            },
            openapi_extra={
                "requestBody": {"required": True, "content": {JSON: {"schema": schema_of(asked.body)}}},
                "parameters": [*ticket, TOKEN_PARAMETER],
            },
        )
    _add_pictures(router, PictureRoutes(parts))
    return router


def _request_endpoint(parts: Parts, asked: Asked) -> Callable[[HttpRequest], Awaitable[Response]]:
    async def endpoint(request: HttpRequest) -> Response:
        person = require(request.session, parts)
        check_token(request.session, request.headers.get(TOKEN_HEADER))
        filled = fill(asked.about, person, request.path_params)
        wanted = complete(asked, await request.body(), filled)
        if isinstance(wanted, OpenCounter) and wanted.override and not person.leads:
            raise TurnedAway(ProblemCode.NOT_ALLOWED)
        reply = await parts.wire.ask(wanted)
        status = 409 if isinstance(reply, Refused) else 200
        return Response(reply.__pydantic_serializer__.to_json(reply), status, media_type=JSON)

    return endpoint


def fill(about: About, person: SignedIn, route: Mapping[str, str]) -> dict[str, str]:
    """What the session and the route say. Raises TurnedAway when this person may not ask for it."""
    by = {"by": person.account.name, "canceller": Canceller.HALL_LEAD if person.leads else Canceller.CLERK}
    match about:
        case About.COUNTER:
            if person.counter is None:
                raise TurnedAway(ProblemCode.NO_COUNTER)
            return by | {"counter": person.counter}
        case About.TICKET:
            return by | {"ticket": route["ticket"]}
        case About.HALL | About.BAD_MARK:
            if not person.leads:
                raise TurnedAway(ProblemCode.NOT_ALLOWED)
            return by | ({"ticket": route["ticket"]} if about is About.BAD_MARK else {})


def complete(asked: Asked, body: bytes, filled: Mapping[str, str]) -> Request:
    """The wire's message from a body and what is filled in. Raises TurnedAway."""
    try:
        given = asked.body.__pydantic_validator__.validate_json(body)
        return asked.message.model_validate(given.model_dump() | filled)
    except ValidationError as error:
        raise TurnedAway(ProblemCode.UNREADABLE) from error


class PictureRoutes:
    """The newest picture of everything, as JSON."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    async def counter(self, request: HttpRequest, counter: str) -> Response:
        """One counter."""
        return self._of_counter(request, "counter", counter)

    async def waiting(self, request: HttpRequest, counter: str) -> Response:
        """Who waits for one counter, next first."""
        return self._of_counter(request, "waiting", counter)

    async def wall(self, request: HttpRequest) -> Response:
        """The hall's day in figures; for hall leads."""
        if not require(request.session, self._parts).leads:
            raise TurnedAway(ProblemCode.NOT_ALLOWED)
        return self._picture(Key("wall"))

    async def bad_marks(self, request: HttpRequest) -> Response:
        """The bad marks that are to be put right or judged again; for hall leads."""
        if not require(request.session, self._parts).leads:
            raise TurnedAway(ProblemCode.NOT_ALLOWED)
        return self._picture(Key("bad-marks"))

    async def services(self, request: HttpRequest) -> Response:
        """Departments and services with their queues."""
        require(request.session, self._parts)
        return self._picture(Key("services"))

    async def calls(self, request: HttpRequest) -> Response:
        """The newest calls."""
        require(request.session, self._parts)
        return self._picture(Key("calls"))

    def _of_counter(self, request: HttpRequest, kind: str, counter: str) -> Response:
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
        ("bad-marks", routes.bad_marks, BadMarksPicture),
        ("services", routes.services, ServicesPicture),
        ("calls", routes.calls, CallsPicture),
    )
    for path, endpoint, picture in shown:
        router.add_api_route(f"/pictures/{path}", endpoint, response_model=picture, responses=answers)


def _problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    return {status: {"model": Problem} for status in statuses}
